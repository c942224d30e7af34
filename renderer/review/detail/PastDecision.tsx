/** A decision that was made before: verdict, reasons as sentences, note, who and when. */
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import { monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { verdictText } from '../verdictText.ts';
import styles from './detail.module.css';

/** `isTitled`: the heading above says the verdict already. */
export function PastDecision({
  decision,
  isTitled = false,
}: {
  decision: CurrentDecision;
  isTitled?: boolean;
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
            <li key={reason.code}>
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
