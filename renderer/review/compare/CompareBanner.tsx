/** Above a detail: it was amended, one's decision on it was not applied, or it was resubmitted; and the way to see. */
import { navigate } from '../../app/route.ts';
import type { ParkedHere } from '../../desk/contract/rows.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { verdictText } from '../verdictText.ts';
import styles from './compare.module.css';
import type { Compare } from './useCompare.ts';

export function CompareBanner(props: {
  kind: 'unit' | 'attendee';
  compare: Compare;
  parked: ParkedHere | null;
}) {
  const { t } = useText();
  const { kind, compare, parked } = props;
  const isChanged = compare.target?.why === 'changed';
  if (!isChanged && !parked && !compare.target) return null;
  const text = isChanged
    ? t('compare.changed', { kind: t(`kind.${kind}`) })
    : parked
      ? t('compare.parked', {
          time: recently(parked.at, Date.now()),
          verdict: verdictText(t, parked.verdict, parked.tag),
          kind: t(`tray.kind.${parked.result}`),
        })
      : t('compare.resubmitted');
  const isQuiet = !isChanged && !parked;
  return (
    // Spoken only where deciding has to wait for it.
    <div
      className={`${styles.banner} ${isQuiet ? styles.quiet : ''}`}
      {...(isChanged ? { role: 'alert' } : {})}
    >
      <span>{text}</span>
      <span className={styles.buttons}>
        {compare.open && (
          <ActionButton size="small" chord="D" onClick={compare.open}>
            {t('compare.open')}
          </ActionButton>
        )}
        {parked && !isChanged && (
          <ActionButton
            size="small"
            onClick={() => navigate({ screen: 'sync', tab: `parked:${parked.decisionId}` })}
          >
            {t('compare.toTray')}
          </ActionButton>
        )}
      </span>
    </div>
  );
}
