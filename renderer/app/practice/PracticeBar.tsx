/** Says all the time that this is the practice; its tasks with their keys, ticked as they are done; the way out. */
import { Button } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import styles from './practice.module.css';
import { PRACTICE_TASKS, type PracticeTask } from './practiceTasks.ts';

const KEYS = {
  approve: ['A'],
  reject: ['X', '3', 'Enter'],
  undo: ['Z'],
  search: ['/'],
  batch: ['Ctrl+A', 'Ctrl+Enter'],
} as const;

export function PracticeBar({ done, onLeave }: { done: ReadonlySet<PracticeTask>; onLeave: () => void }) {
  const { t } = useText();
  const isAllDone = PRACTICE_TASKS.every((task) => done.has(task));
  return (
    <aside className={styles.bar} aria-label={t('practice.title')} data-f6="" tabIndex={-1}>
      <div className={styles.head}>
        <strong className={styles.word}>{t('practice.title')}</strong>
        <span>{t(isAllDone ? 'practice.allDone' : 'practice.help')}</span>
        <Button size="small" type={isAllDone ? 'primary' : 'default'} onClick={onLeave}>
          {t('practice.leave')}
        </Button>
      </div>
      <ol className={styles.tasks} aria-label={t('practice.tasks')}>
        {PRACTICE_TASKS.map((task) => (
          <li key={task} className={done.has(task) ? (styles.done ?? '') : ''}>
            <span aria-hidden="true">{done.has(task) ? '✓' : '○'}</span>
            {done.has(task) && <span className="visually-hidden">{t('practice.done')}</span>}
            <span>{t(`practice.task.${task}`)}</span>
            {KEYS[task].map((chord) => (
              <KeyHint key={chord} chord={chord} isSpoken />
            ))}
          </li>
        ))}
      </ol>
    </aside>
  );
}
