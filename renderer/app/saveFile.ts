/** Gives the reviewer a file: by the desktop host's save dialog, or as a download in a browser. */
import { desktopBridge } from './desktopBridge.ts';

export type SaveFileOutcome = 'saved' | 'cancelled' | 'failed';

/** The browser needs the address for a moment after the click. */
const RELEASE_AFTER_MS = 10_000;

export async function saveFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
): Promise<SaveFileOutcome> {
  const bridge = desktopBridge();
  if (bridge) return (await bridge.saveFile(name, bytes)).result;
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS);
  return 'saved';
}
