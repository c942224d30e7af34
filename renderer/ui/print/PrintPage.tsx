/** What goes to the printer: drawn for it alone, with page numbers, while the rest of the page is left out. */
import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import styles from './PrintPage.module.css';

/** Prints its children once; `isWide` turns the paper. */
export function PrintPage(props: { isWide?: boolean; onDone: () => void; children: ReactNode }) {
  const { onDone } = props;
  useEffect(() => {
    window.addEventListener('afterprint', onDone, { once: true });
    // After it has been drawn: the dialog holds everything up.
    const frame = requestAnimationFrame(() => window.print());
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('afterprint', onDone);
    };
  }, [onDone]);
  return createPortal(
    <div className={styles.sheet} data-print="">
      {props.isWide ? <div className={styles.wide}>{props.children}</div> : props.children}
    </div>,
    document.body,
  );
}
