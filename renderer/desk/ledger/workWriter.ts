/** The work database's side of the recorder: one strict transaction at a time, put off while the disk is nearly full. */
import { FencedError } from '../store/fencedError.ts';
import type { StorageGate } from '../store/storageGate.ts';
import type { WorkStore, WorkWrite } from '../store/workStore.ts';
import { mergedWrite } from './workRows.ts';

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
    const isFenced = this.ports.isFenced();
    if (gate.isPaused && !gate.hasFailed && !isFenced) this.#deferred.push(change);
    if (gate.isShut || isFenced) return false;
    try {
      await gate.write(limitMs, () => work.write(change));
      return true;
    } catch (error) {
      if (error instanceof FencedError) this.ports.onFenced();
      return false;
    }
  }

  /** Stores, in order, what was only in the journal meanwhile. */
  async storeDeferred(): Promise<void> {
    const deferred = this.#deferred.splice(0);
    if (deferred.length) await this.store(mergedWrite(deferred));
  }
}
