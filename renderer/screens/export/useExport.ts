/** Makes the file of an export: rows from the desk, bytes from the worker, the log first, then the file. */
import { App } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { safeFileName, type TableBook } from '../../../shared/workbooks/tableBook.ts';
import { useDesk, useStatusPart } from '../../app/DeskContext.tsx';
import type { ExportReply, ExportRequest } from '../../desk/contract/exports.ts';
import { count, day, inLanguage, monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { cellText, type Words } from '../../review/cellText.ts';
import { allColumns } from '../../review/exportColumns.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { CSV_TYPE, HTML_TYPE, saveFile, XLSX_TYPE } from '../../workbooks/saveFile.ts';
import { Workbooks } from '../../workbooks/workbooks.ts';
import { type LetterWords, lettersHtml } from './lettersHtml.ts';

export type ExportFormat = 'xlsx' | 'csv' | 'html' | 'print' | 'pdf';
type Made = Extract<ExportReply, { ok: true }>;

/** What is on paper: a table or letters. */
export type Printed = { as: 'print' | 'pdf'; fileName: string } & (
  | { kind: 'table'; book: TableBook }
  | { kind: 'letters'; letters: Made['letters']; words: LetterWords }
);

export function useExport() {
  const { t, language } = useText();
  const desk = useDesk();
  const { profile } = useReview();
  const fault = useFaultMessage();
  const { message } = App.useApp();
  const edition = useStatusPart((status) => status.edition);
  const workbooks = useMemo(() => new Workbooks(), []);
  const [busy, setBusy] = useState<ExportFormat | null>(null);
  const [printed, setPrinted] = useState<Printed | null>(null);
  useEffect(() => () => workbooks.cancel(), [workbooks]);
  const words: Words = { t, language, profile };

  function bookOf(request: ExportRequest, made: Made, scope: string): TableBook {
    const columns = allColumns(request.subject).filter((column) => request.columns.includes(column));
    const at = `${day(made.at).slice(0, 4)}-${monthDayClock(made.at)}`;
    const asOf = made.asOf === null ? '' : `${day(made.asOf).slice(0, 4)}-${monthDayClock(made.asOf)}`;
    return {
      sheetName: t(`export.subject.${request.subject}`),
      headers: columns.map((column) => t(`export.column.${column}` as 'export.column.name')),
      rows: made.rows.map((row) =>
        row.map((cell, column) => cellText(words, request.subject, columns[column] ?? '', cell)),
      ),
      info: {
        sheetName: t('export.info.sheet'),
        lines: [
          [t('export.info.what'), t(`export.subject.${request.subject}`)],
          [
            t('export.info.edition'),
            edition
              ? `${inLanguage(edition.name, language)} · ${inLanguage(edition.delegation, language)}`
              : '',
          ],
          [t('export.info.by'), made.by],
          [t('export.info.at'), at],
          [t('export.info.asOf'), asOf],
          [t('export.info.scope'), scope],
          [t('export.info.rows'), count(made.rows.length)],
          [t('export.info.privacy'), t(request.isFull ? 'export.privacy.full' : 'export.privacy.masked')],
          [t('export.info.purpose'), request.purpose],
          [t('export.info.origin'), t('app.name')],
        ],
      },
    };
  }

  function letterWords(): LetterWords {
    return {
      t,
      language,
      edition: edition ? inLanguage(edition.name, language) : '',
      from: edition
        ? t('letter.from', {
            delegation: inLanguage(edition.delegation, language),
            subGroup:
              edition.subGroups.length === 1
                ? inLanguage(edition.subGroups[0]?.name ?? { zh: '', en: '' }, language)
                : '',
          }).trim()
        : '',
      deadline: profile?.dates.resubmissionDeadline ?? '',
    };
  }

  async function make(request: ExportRequest, format: ExportFormat, scope: string): Promise<void> {
    const made = await desk.exportRows(request);
    if (!made.ok) {
      void message.error(t(`export.why.${made.why}`, { max: count(made.rowsMax) }));
      return;
    }
    const isLetters = request.subject === 'letters';
    const rowCount = isLetters ? made.letters.length : made.rows.length;
    const book = bookOf(request, made, scope);
    const html = isLetters ? lettersHtml(made.letters, letterWords()) : '';
    const file = isLetters
      ? await workbooks.ask((room) => room.seal(html))
      : await workbooks.ask((room) => room.write(book, format === 'csv' ? 'csv' : 'xlsx'));
    const isPrint = format === 'print' || format === 'pdf';
    if (!(await desk.logExport({ exportId: made.exportId, rowCount, fileHash: file.hash, isPrint }))) {
      void message.error(t('export.done.notLogged'));
      return;
    }
    const name = safeFileName(`${t(`export.subject.${request.subject}`)} ${day(made.at)}`);
    if (format === 'print' || format === 'pdf') {
      const how = { as: format, fileName: name };
      setPrinted(
        isLetters
          ? { ...how, kind: 'letters', letters: made.letters, words: letterWords() }
          : { ...how, kind: 'table', book },
      );
      return;
    }
    const type = format === 'html' ? HTML_TYPE : format === 'csv' ? CSV_TYPE : XLSX_TYPE;
    const outcome = await saveFile(`${name}.${format}`, file.bytes, type);
    const said = t(`export.done.${outcome}`, { count: rowCount });
    void (outcome === 'saved' || outcome === 'cancelled' ? message.info(said) : message.error(said));
  }

  return {
    busy,
    printed,
    donePrinting: () => setPrinted(null),
    run(request: ExportRequest, format: ExportFormat, scope: string) {
      setBusy(format);
      make(request, format, scope)
        .catch(fault)
        .finally(() => setBusy(null));
    },
  };
}
