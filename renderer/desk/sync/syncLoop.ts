/** The sync: the heartbeat, the poke, and the two directions. Neither waits for the other's end: a pull for some seconds at most. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { Hello } from '../../../shared/protocol/access.ts';
import type { SyncLogEntry } from '../contract/outbox.ts';
import type { Connectivity } from '../contract/status.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Recorder } from '../ledger/recorder.ts';
import type { DeskConfig, DeskPorts } from '../ports.ts';
import { Connection, type RevokedMode } from './connection.ts';
import { DigestCheck } from './digestCheck.ts';
import type { AppliedChange, FeedStore } from './feedStore.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';
import { PokeStream } from './pokeStream.ts';
import type { Presence } from './presence.ts';
import type { PullProgress } from './pull.ts';
import { PullLoop, type PullStop } from './pullLoop.ts';
import { PushLoop } from './pushLoop.ts';

const LOG_MAX = 200;
/** Waking signs come in bunches: the window is shown, the network is there, the machine resumed. */
const WAKE_EVERY_MS = 2_000;
/**
 * What the gateway has new waits this long while decisions go up, or until they are up: a connection may be short,
 * and every batch that went up is itself something new.
 */
const PULL_HELD_MS = 5_000;

export interface SyncLoopPorts {
  desk: DeskPorts;
  config: DeskConfig;
  client: GatewayClient;
  edition: string;
  profile(): EditionProfile;
  ledger: Ledger;
  recorder: Recorder;
  presence: Presence;
  feed(): FeedStore;
  ws(): string;
  onApplied(change: AppliedChange): void;
  onEntries(entries: readonly Entry[]): void;
  onProgress(progress: PullProgress | null): void;
  onChanged(): void;
  /** the cursor fits no longer, or the copy is not the gateway's: a new cache has to be built */
  onCacheUnfit(): Promise<void>;
  onEpoch(epoch: string): Promise<void>;
  /** another machine goes by our name; false if a new one could not be had yet */
  onSequenceReused(): Promise<Failure | null>;
  onRevoked(mode: RevokedMode): void;
  onOnline(): void;
}

export class SyncLoop {
  readonly connection: Connection;
  readonly #pulling: PullLoop;
  readonly #pushing: PushLoop;
  readonly #poke: PokeStream;
  readonly #digests: DigestCheck;
  readonly log: SyncLogEntry[] = [];
  #isStopped = false;
  #isPushOnly = false;
  #wokenAt = Number.NEGATIVE_INFINITY;
  #cancelWake: (() => void) | null = null;
  #cancelHeldPull: (() => void) | null = null;

  constructor(private readonly ports: SyncLoopPorts) {
    const { desk, config, client, edition, ledger, recorder, ws } = ports;
    this.connection = new Connection({
      client,
      schedule: desk.schedule,
      clock: desk.clock,
      heartbeatMs: config.heartbeatMs,
      onChange: (state) => this.#onConnectivity(state),
      onHello: (hello) => this.#onHello(hello),
      onRevoked: ports.onRevoked,
    });
    this.#digests = new DigestCheck(client, edition, desk.clock);
    this.#poke = new PokeStream({
      desk,
      edition,
      ws,
      onPoke: ({ head, presence }) => {
        if (this.#isStopped || this.#isPushOnly) return;
        ports.presence.hear(presence ?? []);
        this.#onHead(head);
      },
    });
    this.#pulling = new PullLoop({
      desk,
      config,
      client,
      edition,
      profile: ports.profile,
      feed: ports.feed,
      isBarred: () =>
        this.#isPushOnly || recorder.isHalted || recorder.isSendOnly || this.connection.isIncompatible,
      onApplied: ports.onApplied,
      onProgress: ports.onProgress,
      onPulled: (head, items) => this.#pulled(head, items),
      onFailed: (failure) => this.#failed(failure, 'pull'),
      onCacheUnfit: async (why) => {
        this.note('recover', 0, why);
        await ports.onCacheUnfit();
      },
      onFault: (detail) => {
        this.note('fault', 0, detail);
        ports.onChanged();
      },
    });
    this.#pushing = new PushLoop({
      desk,
      client,
      edition,
      ledger,
      recorder,
      ws,
      now: () => desk.clock.now(),
      isReachable: () => this.#isReachable(),
      onSequenceReused: ports.onSequenceReused,
      onChanged: ports.onEntries,
      onFailed: (failure) => this.#failed(failure, 'push'),
      onReceipts: (count) => {
        this.connection.reached();
        this.note('push', count);
        this.#pullSoon();
        ports.onChanged();
      },
      onRested: () => {
        if (this.#cancelHeldPull) void this.pullNow();
      },
    });
  }

  start(): void {
    this.connection.start();
    this.planPush();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelWake?.();
    this.#cancelHeldPull?.();
    this.#poke.stop();
    this.connection.stop();
    this.#pulling.stop();
    this.#pushing.stop();
  }

  /** Locked: only what is to be uploaded goes on. */
  pushOnly(): void {
    this.#isPushOnly = true;
    this.#poke.stop();
    this.ports.presence.stop();
  }

  get isPushOnly(): boolean {
    return this.#isPushOnly;
  }

  get pullStopped(): PullStop | null {
    return this.#pulling.stopped;
  }

  /** Items the gateway refused as requests, alone. */
  get heldCount(): number {
    return this.#pushing.pusher.held.size;
  }

  /** True while a call is under way. */
  get isBusy(): boolean {
    return this.#pulling.isPulling || this.#pushing.isPushing || this.connection.isBeating;
  }

  /** True while a push could still bring something up. */
  get isPushPossible(): boolean {
    const { recorder } = this.ports;
    return !this.#isStopped && !recorder.isHalted && this.#isReachable();
  }

  #isReachable(): boolean {
    const { state, isDraining, needsSignIn } = this.connection;
    // A workstation that is being drained is refused everything but decisions and receipts.
    if (state === 'revoked') return isDraining && !needsSignIn;
    return state === 'online' || state === 'unknown';
  }

  #onConnectivity(state: Connectivity): void {
    const isDraining = state === 'revoked' && this.connection.isDraining;
    if (state === 'online' || isDraining) {
      this.#pulling.forgive();
      this.#pushing.forgive();
    }
    if (state === 'online') {
      if (!this.#isPushOnly) {
        this.#poke.start();
        this.ports.presence.resume();
      }
      this.ports.onOnline();
      this.kick();
    } else {
      this.#poke.stop();
      this.ports.presence.hear([]);
      if (isDraining) void this.pushNow();
    }
    this.ports.onChanged();
  }

  #onHello(hello: Hello): void {
    const edition = hello.editions.find(({ id }) => id === this.ports.edition);
    if (!edition || this.#isPushOnly) return;
    const { meta } = this.ports.feed();
    if (meta.epoch !== undefined && edition.epoch !== meta.epoch) void this.ports.onEpoch(edition.epoch);
    this.#onHead(edition.head);
    this.ports.onChanged();
  }

  #onHead(head: number): void {
    if (head > (this.ports.feed().meta.feedHead ?? -1)) this.#pullSoon();
  }

  /** The gateway has something new: it is pulled now, or a little later while decisions go up. */
  #pullSoon(): void {
    if (!this.#pushing.isPushing) void this.pullNow();
    else this.#cancelHeldPull ??= this.ports.desk.schedule.after(PULL_HELD_MS, () => void this.pullNow());
  }

  /** Tries both directions now. */
  kick(): void {
    void this.pullNow();
    void this.pushNow();
  }

  /** The reviewer asked: the gateway is asked first, then both directions. */
  async syncNow(): Promise<void> {
    this.#pulling.forgive();
    this.#pushing.forgive();
    await this.connection.beat();
    await Promise.all([this.pullNow(), this.pushNow()]);
  }

  /**
   * The machine woke, or its network came or went: the heartbeat's answer does the rest. A second call soon
   * after waits its turn instead of being passed over: it may be the one that says the network is back.
   */
  async wake(): Promise<void> {
    if (this.#isStopped || this.#cancelWake) return;
    const { clock, schedule } = this.ports.desk;
    const waitMs = this.#wokenAt + WAKE_EVERY_MS - clock.now();
    if (waitMs > 0) {
      // No longer than that, though the clock was set back since.
      this.#cancelWake = schedule.after(Math.min(waitMs, WAKE_EVERY_MS), () => {
        this.#cancelWake = null;
        this.#wokenAt = Number.NEGATIVE_INFINITY;
        void this.wake();
      });
      return;
    }
    this.#wokenAt = clock.now();
    await this.connection.beat();
    if (this.connection.state === 'online' && !this.#isPushOnly) this.#poke.start();
  }

  pullNow(): Promise<void> {
    this.#cancelHeldPull?.();
    this.#cancelHeldPull = null;
    return this.#pulling.run();
  }

  pushNow(): Promise<void> {
    return this.#pushing.run();
  }

  planPush(): void {
    this.#pushing.plan();
  }

  async #pulled(head: number, items: number): Promise<void> {
    this.connection.reached();
    if (items) this.note('pull', items);
    this.settle(head);
    const isUnfit = await this.#digests.differs(this.ports.feed().index, head, items);
    if (!isUnfit || this.#isPushOnly || this.#isStopped) return;
    this.note('recover', 0, 'digests');
    await this.ports.onCacheUnfit();
  }

  /** Own decisions that the feed now carries no longer cover it. */
  settle(feedHead: number): void {
    const { ledger, recorder } = this.ports;
    const waiting = ledger.open('applied');
    const dirty = ledger.settle(feedHead, () => undefined);
    if (!dirty.size) return;
    void recorder.standing(dirty);
    this.ports.onEntries(waiting);
  }

  #failed(failure: Failure, what: 'pull' | 'push'): void {
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
