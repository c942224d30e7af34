/** How a unit came into this sub-group, or where it went: who moved it, when and why. */
import type { TransferNote } from '../../../shared/protocol/feed.ts';
import { monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useSubGroupName } from '../useSubGroupName.ts';
import styles from './detail.module.css';

export function TransferLine({ note, way }: { note: TransferNote; way: 'arrived' | 'left' }) {
  const { t } = useText();
  const nameOf = useSubGroupName();
  const other = nameOf(note.subGroupId);
  return (
    <div className={styles.past}>
      <span className={styles.soft}>
        {t(`transfer.${way}`, {
          from: other,
          to: other,
          by: note.byName ?? note.by,
          time: monthDayClock(note.at),
        })}
      </span>
      <p>{note.reason}</p>
    </div>
  );
}
