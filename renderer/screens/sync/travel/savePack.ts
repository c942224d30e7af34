/** Hands a pack out; its name tells nothing but which pack it is. */
import { type SaveFileOutcome, saveFile } from '../../../app/saveFile.ts';

export async function savePack(
  kind: 'travel' | 'decisions',
  made: { file: Blob; packId: string },
): Promise<SaveFileOutcome> {
  const bytes = new Uint8Array(await made.file.arrayBuffer());
  return saveFile(`${kind}-pack-${made.packId.slice(0, 8)}.erdpack`, bytes, 'application/octet-stream');
}
