/** The queues as tabs with their counts: «待审 312». */

import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './screen.module.css';

export function QueueTabs<Q extends string>(props: {
  queues: readonly { queue: Q; name: string }[];
  counts: Readonly<Record<string, number>>;
  current: Q;
  onChoose: (queue: Q) => void;
}) {
  const { t } = useText();
  const { queues, counts, current, onChoose } = props;
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
