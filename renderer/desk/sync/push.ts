/** The push: decisions go up in batches, each ends only by its receipt inside a validated 200. */

import {
  PUSH_BYTES_MAX,
  PUSH_ITEMS_MAX,
  type PushItem,
  type Receipt,
} from '../../../shared/protocol/push.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Recorder } from '../ledger/recorder.ts';
import { dueForUpload } from '../ledger/uploadTurn.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';

export interface PushPorts {
  client: GatewayClient;
  edition: string;
  ledger: Ledger;
  recorder: Recorder;
  ws(): string;
  now(): number;
  /** these numbers were used under other ids, for the profile was cloned: a new name is due, or why it cannot be had */
  onSequenceReused(): Promise<Failure | null>;
  /** what a stored receipt or attempt changes on screen */
  onChanged(entries: readonly Entry[]): void;
}

export type PushResult =
  | { ok: true; sent: number; applied: number; parked: number }
  /** nothing was due */
  | { ok: true; sent: 0; applied: 0; parked: 0 }
  | { ok: false; why: 'failed'; failure: Failure }
  | { ok: false; why: 'storage' };

/** Statuses that speak of the request itself: halved until the one item is found that causes them. */
const BISECTED = [400, 413, 415, 422];
/** Room for the envelope and for `n`, which is added after measuring. */
const BYTES_MARGIN = 4_096;

export class Pusher {
  #batchMax = PUSH_ITEMS_MAX;
  /** items the gateway refused alone as a request; tried again at the next start */
  readonly held = new Set<string>();

  constructor(private readonly ports: PushPorts) {}

  /** Sends one batch of what is due; call again while it answers `sent > 0`. */
  async pushOnce(): Promise<PushResult> {
    const { ledger, recorder, client, edition } = this.ports;
    const due = dueForUpload(ledger, this.ports.now());
    const again = due.again.filter((entry) => !this.held.has(entry.decision.id));
    const first = due.first.filter((entry) => !this.held.has(entry.decision.id));
    const batch = this.#fit([...again, ...first]);
    if (!batch.length) return { ok: true, sent: 0, applied: 0, parked: 0 };

    const fresh = batch.filter((entry) => entry.n === undefined);
    if (fresh.length) {
      // Allocated now and not earlier: an undo before this leaves no hole in the numbers.
      const ns = fresh.map((entry, index): [string, number] => [
        entry.decision.id,
        ledger.highestN + 1 + index,
      ]);
      const isSaved = await recorder.record({ t: 'attempt', at: this.ports.now(), ns });
      if (!isSaved || recorder.isHalted) return { ok: false, why: 'storage' };
    }
    // Undone while the numbers were being saved: they are attempted now, and will be taken back afterwards.
    const items = batch.flatMap((entry): PushItem[] =>
      entry.n === undefined ? [] : [{ ...entry.decision, n: entry.n } as PushItem],
    );
    const calling = client.call('push', {
      params: { edition },
      body: { ws: this.ports.ws(), items },
      timeoutMs: 60_000,
    });
    // The rows are told while the request is on its way.
    if (fresh.length) this.ports.onChanged(fresh);
    const reply = await calling;
    if (!reply.ok) return this.#refused(reply, batch);
    this.#batchMax = Math.min(PUSH_ITEMS_MAX, this.#batchMax * 2);
    return this.#take(reply.value.items, batch);
  }

  async #take(receipts: readonly Receipt[], batch: readonly Entry[]): Promise<PushResult> {
    const sentIds = new Set(batch.map((entry) => entry.decision.id));
    const answers = receipts.filter((receipt) => sentIds.has(receipt.id));
    const own = answers.filter((receipt) => receipt.result !== 'sequence-reused');
    if (own.length && !(await this.ports.recorder.receipts(own, this.ports.now())))
      return { ok: false, why: 'storage' };
    this.ports.onChanged(batch);
    // Receipts beside it in the same reply are true all the same, and are stored by now.
    if (own.length < answers.length) {
      const failure = await this.ports.onSequenceReused();
      if (failure) return { ok: false, why: 'failed', failure };
    }
    const parked = batch.filter((entry) => entry.state === 'parked').length;
    // An envelope without a single answer of ours moves nothing on; the caller must not spin on it.
    if (!answers.length) return { ok: false, why: 'failed', failure: { ok: false, kind: 'incompatible' } };
    return { ok: true, sent: batch.length, applied: own.length - parked, parked };
  }

  #refused(failure: Failure, batch: readonly Entry[]): PushResult {
    if (failure.kind === 'problem' && BISECTED.includes(failure.status)) {
      const [only] = batch;
      if (batch.length > 1) this.#batchMax = Math.max(1, Math.floor(batch.length / 2));
      else if (only) {
        this.held.add(only.decision.id);
        this.#batchMax = PUSH_ITEMS_MAX;
      }
      return { ok: true, sent: batch.length, applied: 0, parked: 0 };
    }
    return { ok: false, why: 'failed', failure };
  }

  /** As many as one request may carry, in order. */
  #fit(entries: readonly Entry[]): Entry[] {
    const batch: Entry[] = [];
    let bytes = BYTES_MARGIN;
    const encoder = new TextEncoder();
    for (const entry of entries) {
      bytes += encoder.encode(JSON.stringify(entry.decision)).length + 24;
      if (batch.length >= this.#batchMax || (batch.length && bytes > PUSH_BYTES_MAX)) break;
      batch.push(entry);
    }
    return batch;
  }
}
