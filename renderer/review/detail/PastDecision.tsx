/** A decision that was made before: verdict, reasons as sentences, note, who and when. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { ReasonOutlook } from '../../desk/contract/tray.ts';
import { monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import compareStyles from '../compare/compare.module.css';
import { verdictText } from '../verdictText.ts';
import styles from './detail.module.css';

/** `isTitled`: the heading above says the verdict already. */
export function PastDecision({
  decision,
  isTitled = false,
  outlooks = [],
}: {
  decision: CurrentDecision;
  isTitled?: boolean;
  /** what became of its reasons, where that is known */
  outlooks?: readonly ReasonOutlook[];
}) {
  const { t } = useText();
  return (
    <div className={styles.past}>
      {!isTitled && <strong>{verdictText(t, decision.verdict, decision.tag)} </strong>}
      <span className={styles.soft}>
        {t('detail.by', { by: decision.byName ?? decision.by, time: monthDayClock(decision.at) })}
      </span>
      {decision.reasons && decision.reasons.length > 0 && (
        <ul>
          {decision.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.field ?? ''}`}>
              <Outlook outlook={outlooks.find((each) => isSameReason(each.reason, reason))?.outlook} />
              <span className="mono">{reason.code}</span> {reason.text}
            </li>
          ))}
        </ul>
      )}
      {decision.note && (
        <p>
          {t('detail.note')}: {decision.note}
        </p>
      )}
    </div>
  );
}

const isSameReason = (a: GivenReason, b: GivenReason) => a.code === b.code && a.field === b.field;

function Outlook({ outlook }: { outlook: ReasonOutlook['outlook'] | undefined }) {
  const { t } = useText();
  if (outlook === undefined) return null;
  return <strong className={compareStyles[outlook]}>{t(`compare.outlook.${outlook}`)} </strong>;
}
