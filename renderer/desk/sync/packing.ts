/** When the index is packed: some time after the feed has come to rest, and only if enough came since the last time. */
import type { DeskConfig, Scheduler } from '../ports.ts';
import type { FeedStore } from './feedStore.ts';
import type { PackResult } from './packedIndex.ts';

export interface PackingPorts {
  schedule: Scheduler;
  config: Pick<DeskConfig, 'packFromRows' | 'packAfterMs' | 'packAgainMs'>;
  feed(): FeedStore;
  /** true while nothing is to be written that can be done without */
  isBarred(): boolean;
  inBackground(task: Promise<unknown>): Promise<void>;
}

export class Packing {
  #cancel: (() => void) | null = null;
  #isPacking = false;
  #hasPacked = false;
  #isStopped = false;

  constructor(private readonly ports: PackingPorts) {}

  /** The index has changed: packed once it has not for a while. */
  plan(): void {
    const { schedule, config, feed } = this.ports;
    this.#cancel?.();
    this.#cancel = null;
    if (this.#isStopped || this.#isPacking || !feed().isPackingDue(config.packFromRows)) return;
    this.#cancel = schedule.after(this.#hasPacked ? config.packAgainMs : config.packAfterMs, () => {
      this.#cancel = null;
      void this.ports.inBackground(this.#pack());
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  async #pack(): Promise<void> {
    if (this.#isStopped || this.ports.isBarred()) return;
    this.#isPacking = true;
    this.#hasPacked = true;
    let result: PackResult;
    try {
      result = await this.ports.feed().pack();
    } finally {
      this.#isPacking = false;
    }
    // Without room now it will hardly be had before the next unlock; a cache that was closed may have a successor.
    if (result === 'noRoom') this.stop();
    else if (result !== 'closed') this.plan();
  }
}
