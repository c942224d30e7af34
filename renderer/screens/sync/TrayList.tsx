/** The parked decisions of a tab as rows: the cursor by key or pointer, a box to select each. */
import { Button, Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import type { TrayRow } from '../../desk/contract/tray.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { fieldText } from '../../review/detail/findingText.ts';
import { verdictText } from '../../review/verdictText.ts';
import styles from './tray.module.css';

interface TrayListProps {
  rows: readonly TrayRow[];
  total: number;
  cursorId: string | null;
  selected: ReadonlySet<string>;
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
  onMore: () => void;
}

export function TrayList({ rows, total, cursorId, selected, onOpen, onToggle, onMore }: TrayListProps) {
  const { t } = useText();
  const currentRef = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row under the cursor is scrolled to
  useEffect(() => {
    // In braces: newer Chromium answers with a promise, which is no cleanup.
    currentRef.current?.scrollIntoView({ block: 'nearest' });
  }, [cursorId]);
  return (
    <>
      <ul>
        {rows.map((row) => {
          const isCurrent = row.decisionId === cursorId;
          return (
            <li
              key={row.decisionId}
              ref={isCurrent ? currentRef : null}
              className={`${styles.row} ${isCurrent ? styles.current : ''}`}
            >
              <Checkbox
                checked={selected.has(row.decisionId)}
                onChange={() => onToggle(row.decisionId)}
                aria-label={t('tray.selectRow', { name: row.name })}
              />
              <button
                type="button"
                className={styles.rowButton}
                aria-current={isCurrent ? 'true' : undefined}
                onClick={() => onOpen(row.decisionId)}
              >
                <span className={styles.rowName}>
                  <span className={styles.soft}>{t(`kind.${row.kind}`)}</span> {row.name}
                </span>
                <span className={styles.rowKind}>{t(`tray.kind.${row.result}`)}</span>
                <span className={styles.rowText}>
                  {verdictText(t, row.verdict, row.tag)} · {recently(row.confirmedAt, Date.now())}
                  {row.theirs &&
                    ` · ${t('tray.theirs')}: ${verdictText(t, row.theirs.verdict, row.theirs.tag)}`}
                  {row.changed.length > 0 &&
                    ` · ${t('tray.row.changed', {
                      fields: row.changed.map((field) => fieldText(t, field)).join(t('common.separator')),
                    })}`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {total > rows.length && (
        <Button size="small" className={styles.moreButton ?? ''} onClick={onMore}>
          {t('tray.more', { count: total - rows.length })}
        </Button>
      )}
    </>
  );
}
