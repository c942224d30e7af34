/** Sends what is drawn for paper to the printer or into a PDF: by the desktop host's dialogs, or the browser's own. */
import { safeFileName } from '../../shared/workbooks/tableBook.ts';
import { desktopBridge } from './desktopBridge.ts';

/** `pdf` only where `hasPdf`. */
export type Paper = { as: 'print' } | { as: 'pdf'; name: string; isWide: boolean };
export type PaperOutcome = 'printed' | 'saved' | 'cancelled' | 'failed';

/** Whether a PDF can be saved at once; a browser's own print dialog offers it besides. */
export const hasPdf = (): boolean => desktopBridge() !== null;

export async function toPaper(paper: Paper): Promise<PaperOutcome> {
  const bridge = desktopBridge();
  if (!bridge) return printInBrowser();
  if (paper.as === 'print') return (await bridge.print()).result;
  return (await bridge.savePdf(`${safeFileName(paper.name)}.pdf`, paper.isWide)).result;
}

/** A browser does not say whether anything was printed. */
function printInBrowser(): Promise<PaperOutcome> {
  return new Promise((resolve) => {
    window.addEventListener('afterprint', () => resolve('printed'), { once: true });
    window.print();
  });
}
