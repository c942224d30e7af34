/** The work database's side of the recorder: one strict transaction at a time, put off while the disk is nearly full. */
import { FencedError } from '../store/fencedError.ts';
import type { StorageGate } from '../store/storageGate.ts';
import type { WorkStore, WorkWrite } from '../store/workStore.ts';
import { mergedWrite } from './workRows.ts';

/** Blocks of one transaction, ten thousand decisions: it has to settle within the limit on any disk. */
const CHUNKS_OF_A_WRITE = 20;

export interface WorkWriterPorts {
  gate: StorageGate;
  work: WorkStore;
  /** a write that has not settled by then counts as a fault */
  limitMs: number;
  /** another window leads this workstation */
  isFenced(): boolean;
  onFenced(): void;
}

export class WorkWriter {
  /** what the database lacks while the disk is nearly full, in order */
  #deferred: WorkWrite[] = [];

  constructor(private readonly ports: WorkWriterPorts) {}

  /** False if it was not stored, or not yet. */
  async store(change: WorkWrite): Promise<boolean> {
    const { gate, work, limitMs } = this.ports;
    // What was put off goes first, with it: its standing is older, and its frames are before this one's.
    const deferred = gate.isPaused ? [] : this.#deferred.splice(0);
    const steps = stepsOf(deferred.length ? mergedWrite([...deferred, change]) : change);
    for (const [at, step] of steps.entries()) {
      const isFenced = this.ports.isFenced();
      // Whatever comes later says that this was carried out: it goes before that, or not at all.
      if (gate.isPaused && !gate.hasFailed && !isFenced) this.#deferred.push(...steps.slice(at));
      if (gate.isShut || isFenced) return false;
      try {
        await gate.write(limitMs, () => work.write(step));
      } catch (error) {
        if (error instanceof FencedError) this.ports.onFenced();
        return false;
      }
    }
    return true;
  }

  /** Stores, in order, what was only in the journal meanwhile. */
  async storeDeferred(): Promise<void> {
    const deferred = this.#deferred.splice(0);
    if (deferred.length) await this.store(mergedWrite(deferred));
  }
}

/**
 * A write of very many blocks as several: blocks with their standing, and in the last the number of the frame,
 * so that whatever is missing is put back from the journal. Who was replaced is told first: the journal's word
 * on what is here already is not taken again. So are receipts: no journal has them, and none of what has come
 * to rest may stand without its own.
 */
export function stepsOf(change: WorkWrite): WorkWrite[] {
  const { chunks = [], standing = [], appliedFrame, ...rest } = change;
  if (chunks.length <= CHUNKS_OF_A_WRITE) return [change];
  const own = new Set(chunks.map(({ id }) => id));
  const standingOf = new Map(standing.map((row) => [row.chunkId, row]));
  const steps: WorkWrite[] = [];
  for (let from = 0; from < chunks.length; from += CHUNKS_OF_A_WRITE) {
    const part = chunks.slice(from, from + CHUNKS_OF_A_WRITE);
    steps.push({ chunks: part, standing: part.flatMap(({ id }) => standingOf.get(id) ?? []) });
  }
  steps[0]?.standing?.push(...standing.filter(({ chunkId }) => !own.has(chunkId)));
  Object.assign(steps[0] ?? {}, rest);
  if (appliedFrame !== undefined) Object.assign(steps.at(-1) ?? {}, { appliedFrame });
  return steps;
}
