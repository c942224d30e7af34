/** The sync loop: pulls and pushes apart from each other, each one at a time, each with its own back-off. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { Hello } from '../../../shared/protocol/access.ts';
import type { SyncLogEntry } from '../contract/outbox.ts';
import type { Connectivity, Notice } from '../contract/status.ts';
import type { Entry, Ledger } from '../ledger/ledger.ts';
import type { Recorder } from '../ledger/recorder.ts';
import type { DeskConfig, DeskPorts } from '../ports.ts';
import { TamperedError } from '../vault/sealing.ts';
import { backoffMs } from './backoff.ts';
import { Connection } from './connection.ts';
import type { AppliedChange, FeedStore } from './feedStore.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';
import { type PullProgress, pull } from './pull.ts';
import { Pusher } from './push.ts';

const LOG_MAX = 200;
/** Decisions that fall due within this time go up together. */
const GATHER_MS = 50;
/** However long a gateway asks to wait, it is asked again after an hour. */
const LONGEST_WAIT_MS = 3_600_000;
const CUT_PAUSE_MS = 500;

export interface SyncLoopPorts {
  desk: DeskPorts;
  config: DeskConfig;
  client: GatewayClient;
  edition: string;
  profile(): EditionProfile;
  ledger: Ledger;
  recorder: Recorder;
  feed(): FeedStore;
  ws(): string;
  onApplied(change: AppliedChange): void;
  onEntries(entries: readonly Entry[]): void;
  onProgress(progress: PullProgress | null): void;
  onChanged(): void;
  /** the cursor fits no longer: a new cache has to be built */
  onCursorInvalid(): Promise<void>;
  onEpoch(epoch: string): Promise<void>;
  onSequenceReused(): Promise<void>;
  onOnline(): void;
}

export class SyncLoop {
  readonly connection: Connection;
  readonly pusher: Pusher;
  readonly log: SyncLogEntry[] = [];
  pullStopped: Extract<Notice, { code: 'pullStopped' }>['detail'] | null = null;
  #isStopped = false;
  #isPulling = false;
  #pullAgain = false;
  #isPushing = false;
  #pushAgain = false;
  #pullFailures = 0;
  #pushFailures = 0;
  #cancelPull: (() => void) | null = null;
  #cancelPush: (() => void) | null = null;
  /** while locked only the push goes on */
  isPushOnly = false;

  constructor(private readonly ports: SyncLoopPorts) {
    const { desk, config, client } = ports;
    this.connection = new Connection({
      client,
      schedule: desk.schedule,
      clock: desk.clock,
      heartbeatMs: config.heartbeatMs,
      onChange: (state) => this.#onConnectivity(state),
      onHello: (hello) => this.#onHello(hello),
    });
    this.pusher = new Pusher({
      client,
      edition: ports.edition,
      ledger: ports.ledger,
      recorder: ports.recorder,
      ws: ports.ws,
      now: () => desk.clock.now(),
      onSequenceReused: ports.onSequenceReused,
      onChanged: ports.onEntries,
    });
  }

  start(): void {
    this.connection.start();
    this.planPush();
  }

  stop(): void {
    this.#isStopped = true;
    this.connection.stop();
    this.#cancelPull?.();
    this.#cancelPush?.();
  }

  /** True while a call is under way. */
  get isBusy(): boolean {
    return this.#isPulling || this.#isPushing || this.connection.isBeating;
  }

  /** True while a push could still bring something up. */
  get isPushPossible(): boolean {
    return !this.#isStopped && !this.ports.recorder.fault && this.#isReachable();
  }

  #isReachable(): boolean {
    // A workstation that is being drained is refused everything but decisions and receipts.
    if (this.connection.state === 'revoked') return this.connection.isDraining;
    return this.connection.state === 'online' || this.connection.state === 'unknown';
  }

  #onConnectivity(state: Connectivity): void {
    if (state === 'online') {
      this.#pullFailures = 0;
      this.#pushFailures = 0;
      this.#retryAt = null;
      this.ports.onOnline();
      this.kick();
    }
    this.ports.onChanged();
  }

  #onHello(hello: Hello): void {
    const edition = hello.editions.find(({ id }) => id === this.ports.edition);
    if (!edition || this.isPushOnly) return;
    const { meta } = this.ports.feed();
    if (meta.epoch !== undefined && edition.epoch !== meta.epoch) void this.ports.onEpoch(edition.epoch);
    if (edition.head > (meta.feedHead ?? -1)) void this.pullNow();
    this.ports.onChanged();
  }

  /** Tries both directions now. */
  kick(): void {
    void this.pullNow();
    void this.pushNow();
  }

  /** The reviewer asked: the gateway is asked first, then both directions. */
  async syncNow(): Promise<void> {
    this.#pushFailures = 0;
    this.#pullFailures = 0;
    this.#retryAt = null;
    await this.connection.beat();
    await Promise.all([this.pullNow(), this.pushNow()]);
  }

  // ── pull ──────────────────────────────────────────────────────────────────────────────────────────

  async pullNow(): Promise<void> {
    if (this.#isStopped || this.isPushOnly || this.ports.recorder.fault) return;
    if (this.#isPulling) {
      this.#pullAgain = true;
      return;
    }
    this.#isPulling = true;
    this.#cancelPull?.();
    try {
      do {
        this.#pullAgain = false;
        await this.#pullOnce();
      } while (this.#pullAgain && !this.#isStopped);
    } catch (error) {
      if (!this.#isStopped && !this.isPushOnly) await this.#cacheFailed(error);
    } finally {
      this.#isPulling = false;
      this.ports.onProgress(null);
      this.#planPull();
    }
  }

  async #pullOnce(): Promise<void> {
    const { ports } = this;
    const feed = ports.feed();
    const result = await pull(feed, {
      client: ports.client,
      edition: ports.edition,
      profile: ports.profile(),
      now: () => ports.desk.clock.now(),
      onProgress: ports.onProgress,
      onApplied: ports.onApplied,
    });
    if (this.#isStopped) return;
    if (result.ok) {
      this.#pullFailures = 0;
      this.pullStopped = null;
      this.connection.reached();
      if (result.items) this.note('pull', result.items);
      this.#settle(result.feedHead);
      return;
    }
    this.#pullFailures++;
    if (result.why === 'cursorInvalid') {
      this.note('recover', 0, 'cursor');
      await ports.onCursorInvalid();
    } else if (result.why === 'stopped') {
      this.pullStopped = result.detail;
      this.note('fault', 0, result.detail);
    } else this.#failed(result.failure);
  }

  /** The cache could not be read or written: altered, full or closed. The outbox is not touched by it. */
  async #cacheFailed(error: unknown): Promise<void> {
    this.#pullFailures++;
    this.note('fault', 0, error instanceof Error ? error.name : 'cache');
    if (error instanceof TamperedError) await this.ports.onCursorInvalid();
    this.ports.onChanged();
  }

  /** Own decisions that the feed now carries no longer cover it. */
  #settle(feedHead: number): void {
    const { ledger, recorder } = this.ports;
    const waiting = ledger.open('applied');
    const dirty = ledger.settle(feedHead, () => undefined);
    if (!dirty.size) return;
    void recorder.standing(dirty);
    this.ports.onEntries(waiting);
  }

  #planPull(): void {
    if (this.#isStopped || this.isPushOnly) return;
    const { desk, config } = this.ports;
    const [jitter = 0] = desk.random.bytes(1);
    const delayMs = this.#pullFailures
      ? backoffMs(this.#pullFailures, desk.random)
      : config.pollMs * (0.9 + (0.2 * jitter) / 255);
    this.#cancelPull?.();
    this.#cancelPull = desk.schedule.after(delayMs, () => void this.pullNow());
  }

  // ── push ──────────────────────────────────────────────────────────────────────────────────────────

  async pushNow(): Promise<void> {
    if (this.#isStopped || this.ports.recorder.fault) return;
    if (this.#isPushing) {
      this.#pushAgain = true;
      return;
    }
    this.#isPushing = true;
    this.#cancelPush?.();
    try {
      do {
        this.#pushAgain = false;
        while (await this.#pushOnce());
      } while (this.#pushAgain && !this.#isStopped && !this.#pushFailures);
    } finally {
      this.#isPushing = false;
      this.planPush();
    }
  }

  async #pushOnce(): Promise<boolean> {
    if (this.#isStopped || !this.#isReachable()) return false;
    const result = await this.pusher.pushOnce();
    if (!result.ok) {
      if (result.why === 'failed') {
        this.#pushFailures++;
        this.#failed(result.failure, 'push');
      }
      return false;
    }
    if (result.sent === 0) return false;
    this.#pushFailures = 0;
    this.#retryAt = null;
    if (!result.applied && !result.parked) {
      // Nothing was answered: the request is being cut to find the item that spoils it. Not in a hot loop.
      this.#retryAt = this.ports.desk.clock.now() + CUT_PAUSE_MS;
      return false;
    }
    if (result.applied || result.parked) {
      this.connection.reached();
      this.note('push', result.applied + result.parked);
      void this.pullNow();
    }
    this.ports.onChanged();
    return true;
  }

  /** Plans the next attempt: when a window ends, or when the back-off does. */
  planPush(): void {
    // Out of reach nothing is planned: coming back online starts both directions.
    if (this.#isStopped || this.#isPushing || this.ports.recorder.fault || !this.#isReachable()) return;
    const { desk, ledger } = this.ports;
    const due = ledger.due(desk.clock.now());
    const isWaiting = due.again.some((entry) => !this.pusher.held.has(entry.decision.id));
    let delayMs: number | null = null;
    const retryInMs = (this.#retryAt ?? 0) - desk.clock.now();
    if (retryInMs > 0 && (isWaiting || due.first.length)) delayMs = retryInMs;
    else if (isWaiting || due.first.some((entry) => !this.pusher.held.has(entry.decision.id)))
      delayMs = GATHER_MS;
    else {
      const next = ledger.nextDueAt();
      if (next !== null) delayMs = Math.max(GATHER_MS, next - desk.clock.now() + 1);
    }
    this.#cancelPush?.();
    this.#cancelPush = delayMs === null ? null : desk.schedule.after(delayMs, () => void this.pushNow());
  }

  /** when a refused push may be tried again, ms since epoch; fixed at the failure, so that nothing postpones it */
  #retryAt: number | null = null;

  #failed(failure: Failure, what: 'pull' | 'push' = 'pull'): void {
    if (what === 'push') {
      const asked = failure.kind === 'problem' ? failure.retryAfterMs : null;
      const waitMs = Math.min(
        asked ?? backoffMs(this.#pushFailures, this.ports.desk.random),
        LONGEST_WAIT_MS,
      );
      this.#retryAt = this.ports.desk.clock.now() + waitMs;
    }
    this.connection.failed(failure);
    const detail = failure.kind === 'problem' ? (failure.slug ?? String(failure.status)) : failure.kind;
    this.note('fault', 0, `${what}: ${detail}`);
    this.ports.onChanged();
  }

  note(what: SyncLogEntry['what'], items: number, detail?: string): void {
    const at = this.ports.desk.clock.now();
    this.log.unshift({ at, what, items, ...(detail ? { detail } : {}) });
    this.log.length = Math.min(this.log.length, LOG_MAX);
  }
}
