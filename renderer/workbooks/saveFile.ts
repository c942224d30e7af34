/** Hands a file out: the desktop host asks where to, a browser downloads it. */
import { desktopBridge } from '../app/desktopBridge.ts';

/** `locked`: another program (a spreadsheet, mostly) has the file of that name open. */
export type SaveOutcome = 'saved' | 'cancelled' | 'locked' | 'failed';

/** What Windows answers when the file is open elsewhere. */
const LOCKED_CODES = ['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY'];

export async function saveFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<SaveOutcome> {
  const bridge = desktopBridge();
  if (bridge) {
    const { result, detail } = await bridge.saveFile(name, bytes);
    return result === 'failed' && LOCKED_CODES.includes(detail ?? '') ? 'locked' : result;
  }
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return 'saved';
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV_TYPE = 'text/csv;charset=utf-8';
export const HTML_TYPE = 'text/html;charset=utf-8';
