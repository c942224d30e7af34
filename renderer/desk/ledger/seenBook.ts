/** What was on screen of each subject when it was decided, kept beside the decisions for the tray. */
import type { WorkStore, WorkWrite } from '../store/workStore.ts';
import type { SealingKey } from '../vault/sealing.ts';
import type { Ledger } from './ledger.ts';
import { openSeen, type SeenMaterial, type SeenText, seenByChunk, seenRows } from './workRows.ts';

/** Blocks of one write, five thousand decisions: a larger batch lets others in between. */
const ROWS_OF_A_WRITE = 10;

export interface SeenBookPorts {
  ledger: Ledger;
  work: WorkStore;
  key: SealingKey;
  write(change: WorkWrite): Promise<unknown>;
}

export class SeenBook {
  constructor(private readonly ports: SeenBookPorts) {}

  /** Gathered beside the queue and written after, so that neither a slow nor a failing cache holds up a decision. */
  async keep(gather: () => Promise<SeenText[]>): Promise<void> {
    const { ledger, key, write } = this.ports;
    try {
      const chunks = [...seenByChunk(ledger, await gather())];
      for (let from = 0; from < chunks.length; from += ROWS_OF_A_WRITE)
        await write({ seen: await seenRows(key, chunks.slice(from, from + ROWS_OF_A_WRITE)) });
    } catch {
      // A cache that was closed or damaged meanwhile: the decision itself is safe without it.
    }
  }

  /** All of a chunk's decisions: unsealed whole, so a list asks for each chunk once. */
  async ofChunk(chunkId: string): Promise<SeenMaterial[]> {
    const { work, key } = this.ports;
    const sealed = await work.seen(chunkId);
    return sealed ? openSeen(key, { chunkId, sealed }) : [];
  }
}
