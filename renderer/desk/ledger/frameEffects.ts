/** What a frame means for the work database. */
import type { WorkWrite } from '../store/workStore.ts';
import type { SealingKey } from '../vault/sealing.ts';
import type { Frame } from './frames.ts';
import type { Ledger } from './ledger.ts';
import { chunkRows, receiptsRow, standingRows } from './workRows.ts';

/**
 * The write of a frame that the ledger has taken in: `dirty` are the chunks whose standing it changed. The
 * standing is that of now, not of when it is written; sealing waits for the write's turn. `written`: the frame
 * as the journal has it.
 */
export function effectsOf(
  ledger: Ledger,
  key: SealingKey,
  frame: Frame,
  dirty: ReadonlySet<string>,
): (written?: readonly Uint8Array<ArrayBuffer>[] | null) => Promise<WorkWrite> {
  const standing = standingRows(ledger, dirty);
  return async (written = null) => {
    const change: WorkWrite = { standing, appliedFrame: frame.no };
    if (frame.t === 'act') change.chunks = await chunkRows(ledger, key, frame, written ?? []);
    if (frame.t === 'receipts') change.receipts = [await receiptsRow(key, frame.receipts, frame.at)];
    if (frame.t === 'mark') {
      const markKey = `${frame.kind}:${frame.id}`;
      change.marks = frame.isSet
        ? { put: [{ key: markKey, revision: frame.revision }], remove: [] }
        : { put: [], remove: [markKey] };
    }
    if (frame.t === 'base' || frame.t === 'attempt') change.meta = { highestN: ledger.highestN };
    if (frame.t === 'rename') change.meta = { ws: frame.ws, highestN: 0 };
    return change;
  };
}
