/** Copies rows as a small export: the same right, the same masks, and in the log before it is on the clipboard. */
import { App } from 'antd';
import { useCallback } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { cellText } from '../cellText.ts';
import { usualColumns } from '../exportColumns.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useReview } from '../ReviewProvider.tsx';
import { selectedCount } from '../selection.ts';
import { useFaultMessage } from '../useFaultMessage.ts';
import { rowsAsText } from './rowsAsText.ts';

/** More than that is a file's work, and a clipboard's end. */
const ROWS_MAX = 5000;

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Text that is selected on the page; what is on screen in clear may be copied as it is. */
const selectedText = () => window.getSelection()?.toString() ?? '';

/** Copies what is selected in sight, else the current row; `purpose` null: masked, else in clear. */
export function useCopyRows<K extends SubmissionKind>(
  list: ReviewList<K>,
): (purpose: string | null) => Promise<boolean> {
  const { t, language } = useText();
  const desk = useDesk();
  const { profile } = useReview();
  const { message } = App.useApp();
  const onFault = useFaultMessage();
  return useCallback(
    async (purpose) => {
      const text = purpose === null ? selectedText() : '';
      if (text !== '') {
        await navigator.clipboard.writeText(text).catch(onFault);
        return true;
      }
      const { selection, row } = list.getState();
      const ids = selectedCount(selection, list.total()) > 0 ? await list.visibleIds() : row ? [row.id] : [];
      if (ids.length === 0) return false;
      if (ids.length > ROWS_MAX) {
        void message.warning(t('copy.tooMany', { max: count(ROWS_MAX) }));
        return false;
      }
      const subject = list.kind === 'unit' ? 'units' : 'attendees';
      const columns = usualColumns(subject);
      const made = await desk.exportRows({
        subject,
        scope: { type: 'ids', ids },
        columns,
        isFull: purpose !== null,
        purpose: purpose ?? t('copy.purpose'),
      });
      if (!made.ok) {
        void message.error(t(`export.why.${made.why}`, { max: count(made.rowsMax) }));
        return false;
      }
      const words = { t, language, profile };
      const copied = rowsAsText(
        columns.map((column) => t(`export.column.${column}` as 'export.column.name')),
        made.rows.map((cells) => cells.map((cell, at) => cellText(words, subject, columns[at] ?? '', cell))),
      );
      const rowCount = made.rows.length;
      const fileHash = await hashOf(copied);
      if (!(await desk.logExport({ exportId: made.exportId, rowCount, fileHash, isPrint: false }))) {
        void message.error(t('export.done.notLogged'));
        return false;
      }
      await navigator.clipboard.writeText(copied);
      void message.success(t(purpose === null ? 'copy.done' : 'copy.doneFull', { count: rowCount }));
      return true;
    },
    [desk, language, list, message, onFault, profile, t],
  );
}
