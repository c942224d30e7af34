/** The selection by name, for when the list does not show all of it. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { Row } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import { GlyphMark } from '../GlyphMark.tsx';
import { statusGlyph } from '../glyphs.ts';
import { nameOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListState } from '../ReviewProvider.tsx';
import styles from './SelectedDialog.module.css';

const SHOWN_MAX = 200;

export function SelectedDialog<K extends SubmissionKind>({
  list,
  onClose,
}: {
  list: ReviewList<K>;
  onClose: () => void;
}) {
  const { t } = useText();
  const desk = useDesk();
  const { selection } = useListState(list);
  const [rows, setRows] = useState<(Row | null)[] | null>(null);
  useEffect(() => {
    if (selection.type !== 'ids') return;
    let isWanted = true;
    void desk.rowsById(list.kind, [...selection.ids].slice(0, SHOWN_MAX)).then((found) => {
      if (isWanted) setRows(found);
    });
    return () => {
      isWanted = false;
    };
  }, [desk, list, selection]);
  const size = selection.type === 'ids' ? selection.ids.size : 0;
  return (
    <Dialog title={t('select.bar', { count: size })} onClose={onClose} keysTitle={t('keys.section.dialog')}>
      {rows === null ? (
        <SkeletonLines count={6} label={t('common.loading')} />
      ) : (
        <ul className={styles.rows}>
          {rows.map((row) =>
            row ? (
              <li key={row.id}>
                <GlyphMark glyph={statusGlyph(row, t)} />
                <span className={styles.name}>{nameOf(row)}</span>
                <Button
                  size="small"
                  type="text"
                  onClick={() => list.toggle(row.id)}
                  aria-label={`${t('select.clear')} ${nameOf(row)}`}
                >
                  ×
                </Button>
              </li>
            ) : null,
          )}
          {size > SHOWN_MAX && <li>{t('batch.more', { count: size - SHOWN_MAX })}</li>}
        </ul>
      )}
    </Dialog>
  );
}
