/** List beside detail; the detail a drawer on narrow windows; in focus mode the detail alone. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import styles from './screen.module.css';

export function PaneLayout(props: {
  list: ReactNode;
  detail: ReactNode;
  detailLabel: string;
  listLabel: string;
  isFocusMode: boolean;
  isDrawerOpen: boolean;
  onCloseDrawer: () => void;
}) {
  const { t } = useText();
  const { list, detail, isFocusMode, isDrawerOpen, onCloseDrawer } = props;
  const mode = isFocusMode ? styles.focusMode : '';
  return (
    <div className={`${styles.panes} ${mode}`}>
      <section
        className={styles.listPane}
        aria-label={props.listLabel}
        data-f6=""
        tabIndex={-1}
        inert={isFocusMode}
      >
        {list}
      </section>
      <aside
        className={`${styles.detailPane} ${isDrawerOpen || isFocusMode ? styles.drawerOpen : ''}`}
        aria-label={props.detailLabel}
        data-f6=""
        tabIndex={-1}
      >
        {!isFocusMode && (
          <button
            type="button"
            className={styles.drawerClose}
            onClick={onCloseDrawer}
            aria-label={t('detail.close')}
          >
            ×
          </button>
        )}
        {detail}
      </aside>
    </div>
  );
}
