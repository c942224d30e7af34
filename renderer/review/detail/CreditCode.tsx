/** A credit code in groups with the result of its check beside it. */
import type { FindingView } from '../../desk/contract/findings.ts';
import { useText } from '../../i18n/i18n.ts';
import { creditCodeGroups } from '../codeGroups.ts';
import frame from './detail.module.css';
import styles from './fields.module.css';

export function CreditCode({ code, findings }: { code: string; findings: readonly FindingView[] }) {
  const { t } = useText();
  const own = findings.filter(({ field, code: found }) => field === 'uscc' && found !== 'U-USCC-DUP');
  const isBad = own.some(({ severity }) => severity === 'error');
  const tone = isBad ? frame.error : own.length > 0 ? frame.warning : frame.ok;
  const text = isBad ? t('detail.codeBad') : own.length > 0 ? t('detail.codeWarn') : t('detail.codeOk');
  return (
    <span className={styles.code}>
      <span className="mono">
        {creditCodeGroups(code).map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have a fixed place
          <span key={i} className={styles.group}>
            {group}
          </span>
        ))}
      </span>
      <span className={tone}>{text}</span>
    </span>
  );
}
