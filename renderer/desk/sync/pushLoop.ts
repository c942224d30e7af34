/** Pushing, one batch at a time, with its own back-off; after a restart receipts are asked for before anything is sent again. */
import { dueForUpload, nextDueAt } from '../ledger/uploadTurn.ts';
import type { DeskPorts } from '../ports.ts';
import { backoffMs } from './backoff.ts';
import type { Failure } from './gatewayClient.ts';
import { Pusher, type PushPorts } from './push.ts';
import { recoverReceipts } from './recoverReceipts.ts';

/** Decisions that fall due within this time go up together. */
const GATHER_MS = 50;
/** However long a gateway asks to wait, it is asked again after an hour. */
const LONGEST_WAIT_MS = 3_600_000;
const CUT_PAUSE_MS = 500;

export interface PushLoopPorts extends PushPorts {
  desk: DeskPorts;
  isReachable(): boolean;
  onFailed(failure: Failure): void;
  /** receipts came: the gateway is there, and has something new for the feed */
  onReceipts(count: number): void;
  /** nothing is under way any more, whatever became of it */
  onRested(): void;
}

export class PushLoop {
  readonly pusher: Pusher;
  isPushing = false;
  #isStopped = false;
  #again = false;
  #failures = 0;
  #cancel: (() => void) | null = null;
  /** when a refused push may be tried again, ms since epoch; fixed at the failure, so that nothing postpones it */
  #retryAt: number | null = null;
  /** what the last life of this desk had attempted may have its receipts already */
  #isRecoveryDue = true;

  constructor(private readonly ports: PushLoopPorts) {
    this.pusher = new Pusher(ports);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  forgive(): void {
    this.#failures = 0;
    this.#retryAt = null;
  }

  async run(): Promise<void> {
    if (this.#isStopped || this.#isStorageGone()) return;
    if (this.isPushing) {
      this.#again = true;
      return;
    }
    this.isPushing = true;
    this.#cancel?.();
    try {
      do {
        this.#again = false;
        while (await this.#once());
      } while (this.#again && !this.#isStopped && !this.#failures);
    } finally {
      this.isPushing = false;
      this.plan();
      if (!this.#isStopped) this.ports.onRested();
    }
  }

  #isStorageGone(): boolean {
    const { recorder } = this.ports;
    return recorder.isHalted;
  }

  async #once(): Promise<boolean> {
    if (this.#isStopped || !this.ports.isReachable()) return false;
    if (this.#isRecoveryDue && !(await this.#recover())) return false;
    const result = await this.pusher.pushOnce();
    if (!result.ok) {
      if (result.why === 'failed') this.#failed(result.failure);
      return false;
    }
    if (result.sent === 0) return false;
    this.forgive();
    if (!result.applied && !result.parked) {
      // Nothing was answered: the request is being cut to find the item that spoils it. Not in a hot loop.
      this.#retryAt = this.ports.desk.clock.now() + CUT_PAUSE_MS;
      return false;
    }
    this.ports.onReceipts(result.applied + result.parked);
    return true;
  }

  /** False while receipts may be there that were not got: nothing is sent again before. */
  async #recover(): Promise<boolean> {
    const result = await recoverReceipts(this.ports);
    if (this.#isStopped) return false;
    if (result.ok) {
      this.#isRecoveryDue = false;
      if (result.received) this.ports.onReceipts(result.received);
      return true;
    }
    if (result.why === 'storage') return false;
    // A gateway that knows no such call: sending again is safe, for the same id gets the same receipt.
    if (result.failure.kind === 'problem' && result.failure.status === 404) this.#isRecoveryDue = false;
    else this.#failed(result.failure);
    return !this.#isRecoveryDue;
  }

  #failed(failure: Failure): void {
    this.#failures++;
    const asked = failure.kind === 'problem' ? failure.retryAfterMs : null;
    const waitMs = asked ?? backoffMs(this.#failures, this.ports.desk.random);
    this.#retryAt = this.ports.desk.clock.now() + Math.min(waitMs, LONGEST_WAIT_MS);
    this.ports.onFailed(failure);
  }

  /** Plans the next attempt: when a window ends, or when the back-off does. */
  plan(): void {
    // Out of reach nothing is planned: coming back online starts both directions.
    if (this.#isStopped || this.isPushing || this.#isStorageGone() || !this.ports.isReachable()) return;
    const { desk, ledger } = this.ports;
    const now = desk.clock.now();
    const due = dueForUpload(ledger, now);
    const isWaiting = due.again.some((entry) => !this.pusher.held.has(entry.decision.id));
    let delayMs: number | null = null;
    const retryInMs = (this.#retryAt ?? 0) - now;
    if (retryInMs > 0 && (isWaiting || due.first.length)) delayMs = retryInMs;
    else if (isWaiting || due.first.some((entry) => !this.pusher.held.has(entry.decision.id)))
      delayMs = GATHER_MS;
    else {
      const next = nextDueAt(ledger);
      if (next !== null) delayMs = Math.max(GATHER_MS, next - now + 1);
    }
    this.#cancel?.();
    this.#cancel = delayMs === null ? null : desk.schedule.after(delayMs, () => void this.run());
  }
}
