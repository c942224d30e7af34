/** The queues as tabs with their counts: «待审 312». */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart } from '../ReviewProvider.tsx';
import styles from './screen.module.css';

/** Reads the counts itself: each decision changes them, and nothing else above the list. */
export function QueueTabs<K extends SubmissionKind, Q extends string>(props: {
  list: ReviewList<K>;
  queues: readonly { queue: Q; name: string }[];
  current: Q;
  onChoose: (queue: Q) => void;
}) {
  const { t } = useText();
  const { list, queues, current, onChoose } = props;
  const counts = useListPart(list, (state) => state.queues);
  return (
    <div role="tablist" aria-label={t('queue.label')} className={styles.tabs}>
      {queues.map(({ queue, name }) => (
        <button
          key={queue}
          type="button"
          role="tab"
          aria-selected={queue === current}
          className={styles.tab}
          onClick={() => onChoose(queue)}
        >
          {t('queue.tab', { name, count: count(counts[queue] ?? 0) })}
        </button>
      ))}
    </div>
  );
}
