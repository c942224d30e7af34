/** Asks the reviewer where to put bytes and writes them there, as a whole or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import { SaveFileReply } from '../shared/protocol/bridge.ts';

/** `name` is a bare file name; the page never sends a path. */
export async function saveBytes(
  name: string,
  bytes: Uint8Array,
  sender: WebContents,
): Promise<SaveFileReply> {
  const options = { defaultPath: join(app.getPath('downloads'), name.replace(/^\.+/, '')) };
  const window = BrowserWindow.fromWebContents(sender);
  const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  if (answer.canceled || !answer.filePath) return { result: 'cancelled' };
  const beside = `${answer.filePath}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, answer.filePath);
    return { result: 'saved' };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    // The code only: a path names people's folders.
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return SaveFileReply.parse({ result: 'failed', detail });
  }
}
