/** What goes to the printer: drawn for it alone, with page numbers, while the rest of the page is left out. */
import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import styles from './PrintPage.module.css';

/** Hands its children to paper once, by `send`; `isWide` turns the paper. Drawn until `send` has ended. */
export function PrintPage<Outcome>(props: {
  isWide?: boolean;
  send: () => Promise<Outcome>;
  onDone: (outcome: Outcome) => void;
  onFault: (fault: unknown) => void;
  children: ReactNode;
}) {
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    // After it has been drawn: the dialog holds everything up.
    const frame = requestAnimationFrame(() => {
      const { send, onDone, onFault } = latest.current;
      send().then(onDone, onFault);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return createPortal(
    <div className={styles.sheet} data-print="">
      {props.isWide ? <div className={styles.wide}>{props.children}</div> : props.children}
    </div>,
    document.body,
  );
}
