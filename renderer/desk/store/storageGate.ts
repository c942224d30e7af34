/**
 * The gate before every write to IndexedDB: shut after a fault until the process was restarted, while the
 * disk is nearly full, and on databases of a newer program. What has not begun when it shuts never begins.
 */
import type { Scheduler } from '../ports.ts';
import { FencedError } from './fencedError.ts';

/** The gate is shut: nothing was written, and nothing is wrong with what was to be. */
export class StorageStoppedError extends Error {
  override name = 'StorageStoppedError';
}

/** The store was closed by its owner while a write was on its way. */
export class StoreClosedError extends Error {
  override name = 'StoreClosedError';
}

/** A write, or a read behind it, neither completed nor failed within its limit. */
export class NeverSettledError extends Error {
  override name = 'NeverSettledError';
}

/** A worker that was busy for long finds timer and answer due at once: the answer comes first. */
const GRACE_MS = 250;
/** A read that waits behind a write which never settles is given up, and says so to whoever asked. */
const READ_LIMIT_MS = 10_000;

export class StorageGate {
  /** IndexedDB failed: what it acknowledges from now on it may lose */
  hasFailed = false;
  /** too little is left of the disk; ends by itself */
  isPaused = false;
  /** the databases belong to a newer program and are not even opened */
  isNewer = false;
  onFailed: (error: unknown) => void = () => undefined;

  constructor(private readonly schedule: Scheduler) {}

  get isShut(): boolean {
    return this.hasFailed || this.isPaused || this.isNewer;
  }

  /**
   * Carries a write out within `limitMs`. Throws `StorageStoppedError` if the gate is shut; any other failure
   * shuts it, but for writes of a closed store or a robbed leader, which say nothing about the disk.
   */
  async write<T>(limitMs: number, task: () => Promise<T>): Promise<T> {
    if (this.isShut) throw new StorageStoppedError('nothing is written any more');
    try {
      return await this.#within(limitMs, task());
    } catch (error) {
      const isOurs = error instanceof StoreClosedError || error instanceof FencedError;
      if (!isOurs && !(error instanceof StorageStoppedError)) this.fail(error);
      throw error;
    }
  }

  /** A read with an end: throws `NeverSettledError` where it would wait for ever. */
  read<T>(running: Promise<T>, limitMs = READ_LIMIT_MS): Promise<T> {
    return this.#within(limitMs, running);
  }

  fail(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.onFailed(error);
  }

  async #within<T>(limitMs: number, running: Promise<T>): Promise<T> {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.schedule.after(limitMs, () => {
        cancel = this.schedule.after(GRACE_MS, () => reject(new NeverSettledError('a write never settled')));
      });
    });
    try {
      return await Promise.race([running, late]);
    } finally {
      cancel();
    }
  }
}
