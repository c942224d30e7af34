/** When to kill: each moment waits for something that can be seen from outside the browser, then strikes. */
import { existsSync, type FSWatcher, watch } from 'node:fs';
import type { FaultyProxy } from './faultyProxy.ts';
import type { Random } from './random.ts';

export const MOMENTS = {
  /** between the key and «已存本机» */
  decision: 26,
  /** while the journal is being written */
  journalWrite: 20,
  /** between a batch's key and «已存本机» */
  batch: 7,
  /** between Z and «已撤销» */
  undo: 7,
  /** the gateway has the decisions, the desk not yet its receipts */
  push: 20,
  /** a page of changes or a part is on its way */
  pull: 8,
  /** keys are being derived, the index is being built */
  unlock: 8,
  /** the journal's other file is being written at unlock */
  compaction: 8,
  /** at no particular moment */
  anywhere: 10,
} as const;
export type Moment = keyof typeof MOMENTS;

/** Nothing that was waited for happened within this time: then it is struck all the same. */
const PATIENCE_MS = 4_000;

export interface MomentPorts {
  random: Random;
  proxy: FaultyProxy;
  journalFolder: string;
  strike(moment: Moment): void;
}

/** Armed once, strikes once. */
export class Ambush {
  #isSprung = false;
  #timer: NodeJS.Timeout | null = null;
  #patience: NodeJS.Timeout | null = null;
  #watcher: FSWatcher | null = null;
  #isOpen = false;
  /** acts that pass unharmed first */
  #passes: number;

  constructor(
    readonly moment: Moment,
    private readonly ports: MomentPorts,
  ) {
    const { random } = ports;
    this.#passes = moment === 'decision' || moment === 'journalWrite' ? random.int(0, 5) : 0;
    // What is left from before goes up while the desk opens; what is decided now, later.
    if (moment === 'push' && random.chance(0.3)) this.#awaitPush();
  }

  readonly #onPush = () => this.#strikeIn(this.ports.random.int(0, 25));
  readonly #onPull = () => this.#strikeIn(this.ports.random.int(0, 30));

  #awaitPush(): void {
    const { random, proxy } = this.ports;
    if (this.#isSprung || proxy.listeners('pushAnswered').includes(this.#onPush)) return;
    if (random.chance(0.6)) proxy.pushRepliesToLose = 1;
    proxy.once('pushAnswered', this.#onPush);
  }

  get isSprung(): boolean {
    return this.#isSprung;
  }

  /** The password has been sent. */
  onUnlock(): void {
    if (this.moment === 'unlock') this.#strikeIn(this.ports.random.int(0, 1_200));
    // The first write into the journal while it is being opened is its compaction.
    if (this.moment === 'compaction') this.#watchJournal();
  }

  /** The desk is open and deciding begins. */
  onOpen(): void {
    this.#isOpen = true;
    const { moment, ports } = this;
    if (moment === 'push') this.#awaitPush();
    if (moment === 'pull') ports.proxy.once('pullUnderWay', this.#onPull);
    if (moment === 'anywhere') this.#strikeIn(ports.random.int(0, 2_500));
    else this.#patience = setTimeout(() => this.#strike('anywhere'), PATIENCE_MS);
  }

  /** A key that confirms is about to be pressed. */
  onConfirm(what: 'decision' | 'batch' | 'undo'): void {
    if (!this.#isOpen) return;
    const { moment, ports } = this;
    if (moment === 'journalWrite') {
      if (this.#passes-- <= 0) this.#watchJournal();
    } else if (moment === what && this.#passes-- <= 0) this.#strikeIn(ports.random.int(0, 30));
  }

  /** Strikes no more. */
  disarm(): void {
    this.#isSprung = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#patience) clearTimeout(this.#patience);
    this.#watcher?.close();
    this.ports.proxy.off('pushAnswered', this.#onPush);
    this.ports.proxy.off('pullUnderWay', this.#onPull);
  }

  #watchJournal(): void {
    if (this.#watcher || !existsSync(this.ports.journalFolder)) return;
    this.#watcher = watch(this.ports.journalFolder, () => {
      // Sometimes at once, between the write and its flush; sometimes a little later, in the transaction.
      const { random } = this.ports;
      if (random.chance(0.5)) this.#strike(this.moment);
      else this.#strikeIn(random.int(0, 10));
    });
  }

  #strikeIn(delayMs: number): void {
    if (this.#timer || this.#isSprung) return;
    this.#timer = setTimeout(() => this.#strike(this.moment), delayMs);
  }

  #strike(moment: Moment): void {
    if (this.#isSprung) return;
    this.disarm();
    this.ports.strike(moment);
  }
}
