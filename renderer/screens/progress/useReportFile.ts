/** The weekly report as a file or on paper: the same tables as on screen, logged before it is handed out. */
import { App } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type FigureBook, type FigureSheet, safeFileName } from '../../../shared/workbooks/tableBook.ts';
import { useDesk, useStatusPart } from '../../app/DeskContext.tsx';
import { day, inLanguage, monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { saveFile, XLSX_TYPE } from '../../workbooks/saveFile.ts';
import { Workbooks } from '../../workbooks/workbooks.ts';

export type ReportFormat = 'xlsx' | 'print' | 'pdf';
export interface ReportContent {
  /** for the log */
  what: 'figures' | 'contacts';
  /** heading on paper */
  title: string;
  /** without its ending */
  fileName: string;
  sheets: FigureSheet[];
  /** lines on where the figures come from, besides who made the file and when */
  lines: [label: string, value: string][];
  /** drawn on paper before the tables */
  charts?: ReactNode;
  /** said once the file is saved */
  saved: string;
}
export interface PrintedReport extends ReportContent {
  as: 'print' | 'pdf';
  info: [label: string, value: string][];
}

export const stamp = (instant: number) => `${day(instant).slice(0, 4)}-${monthDayClock(instant)}`;

export function useReportFile() {
  const { t, language } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const { message } = App.useApp();
  const edition = useStatusPart((status) => status.edition);
  const account = useStatusPart((status) => status.account);
  const workbooks = useMemo(() => new Workbooks(), []);
  const [busy, setBusy] = useState<ReportFormat | null>(null);
  const [printed, setPrinted] = useState<PrintedReport | null>(null);
  useEffect(() => () => workbooks.cancel(), [workbooks]);

  function infoOf(content: ReportContent): [string, string][] {
    const names = edition && [edition.name, edition.delegation].map((name) => inLanguage(name, language));
    return [
      [t('export.info.what'), content.title],
      [t('export.info.edition'), names?.join(' · ') ?? ''],
      [t('export.info.by'), account?.displayName ?? ''],
      [t('export.info.at'), stamp(Date.now())],
      ...content.lines,
      [t('export.info.origin'), t('app.name')],
    ];
  }

  async function make(content: ReportContent, format: ReportFormat): Promise<void> {
    const info = infoOf(content);
    const book: FigureBook = {
      sheets: content.sheets,
      chartsName: t('progress.sheet.charts'),
      info: { sheetName: t('export.info.sheet'), lines: info },
    };
    const file = await workbooks.ask((room) => room.writeFigures(book));
    const rowCount = content.sheets.reduce((sum, { rows }) => sum + rows.length, 0);
    // The log has the hash of the figures; how they come to paper is the printer's matter.
    const isPrint = format !== 'xlsx';
    if (!(await desk.logReport({ what: content.what, rowCount, fileHash: file.hash, isPrint }))) {
      void message.error(t('export.done.notLogged'));
      return;
    }
    if (format !== 'xlsx') return setPrinted({ ...content, info, as: format });
    const outcome = await saveFile(`${safeFileName(content.fileName)}.xlsx`, file.bytes, XLSX_TYPE);
    if (outcome === 'saved') void message.info(content.saved);
    else if (outcome === 'cancelled') void message.info(t('export.done.cancelled'));
    else void message.error(t(`export.done.${outcome}`));
  }

  return {
    busy,
    printed,
    donePrinting: () => setPrinted(null),
    run(content: ReportContent, format: ReportFormat) {
      setBusy(format);
      make(content, format)
        .catch(fault)
        .finally(() => setBusy(null));
    },
  };
}
