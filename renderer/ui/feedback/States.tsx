/** Empty, loading and faulty areas: one look for all screens. */
import type { ReactNode } from 'react';
import styles from './States.module.css';

/** Nothing here, why, and the next step. */
export function EmptyState({ title, text, action }: { title: string; text?: string; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {action}
    </div>
  );
}

/** Grey lines where rows will be. */
export function SkeletonLines({ count, label }: { count: number; label: string }) {
  return (
    <div className={styles.skeleton} aria-busy="true">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
        <div key={i} className={styles.line} />
      ))}
    </div>
  );
}
