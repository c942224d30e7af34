/** Pulling, one pull at a time, with its own back-off: up to the head, then digests, then what the feed now carries is settled. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { Notice } from '../contract/status.ts';
import type { DeskConfig, DeskPorts } from '../ports.ts';
import { TamperedError } from '../vault/sealing.ts';
import { backoffMs } from './backoff.ts';
import type { AppliedChange, FeedStore } from './feedStore.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';
import { type PullProgress, pull } from './pull.ts';

export type PullStop = Extract<Notice, { code: 'pullStopped' }>['detail'];

export interface PullLoopPorts {
  desk: DeskPorts;
  config: DeskConfig;
  client: GatewayClient;
  edition: string;
  profile(): EditionProfile;
  feed(): FeedStore;
  /** true while nothing may be pulled: locked, faulty storage, a gateway of another version */
  isBarred(): boolean;
  onApplied(change: AppliedChange): void;
  onProgress(progress: PullProgress | null): void;
  /** everything up to this head is stored */
  onPulled(head: number, items: number): Promise<void>;
  onFailed(failure: Failure): void;
  /** the cursor fits no longer, or the copy is not the gateway's: a new cache has to be built */
  onCacheUnfit(why: 'cursor' | 'tampered'): Promise<void>;
  onFault(detail: string): void;
}

export class PullLoop {
  stopped: PullStop | null = null;
  isPulling = false;
  #isStopped = false;
  #again = false;
  #failures = 0;
  #cancel: (() => void) | null = null;

  constructor(private readonly ports: PullLoopPorts) {}

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  /** What failed before is forgotten: the gateway is there again. */
  forgive(): void {
    this.#failures = 0;
  }

  /** Pulls now, or once more after the pull that is under way. */
  async run(): Promise<void> {
    if (this.#isStopped || this.ports.isBarred()) return;
    if (this.isPulling) {
      this.#again = true;
      return;
    }
    this.isPulling = true;
    this.#cancel?.();
    try {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again && !this.#isStopped && !this.ports.isBarred());
    } catch (error) {
      if (!this.#isStopped && !this.ports.isBarred()) await this.#cacheFailed(error);
    } finally {
      this.isPulling = false;
      this.ports.onProgress(null);
      this.#plan();
    }
  }

  async #once(): Promise<void> {
    const { ports } = this;
    const result = await pull(ports.feed(), {
      client: ports.client,
      edition: ports.edition,
      profile: ports.profile(),
      now: () => ports.desk.clock.now(),
      onProgress: ports.onProgress,
      onApplied: ports.onApplied,
    });
    if (this.#isStopped) return;
    if (result.ok) {
      this.#failures = 0;
      this.stopped = null;
      await ports.onPulled(result.feedHead, result.items);
      return;
    }
    this.#failures++;
    if (result.why === 'cursorInvalid') await ports.onCacheUnfit('cursor');
    else if (result.why === 'stopped') {
      this.stopped = result.detail;
      ports.onFault(result.detail);
    } else ports.onFailed(result.failure);
  }

  /** The cache could not be read or written: altered, full or closed. The outbox is not touched by it. */
  async #cacheFailed(error: unknown): Promise<void> {
    this.#failures++;
    this.ports.onFault(error instanceof Error ? error.name : 'cache');
    if (error instanceof TamperedError) await this.ports.onCacheUnfit('tampered');
  }

  #plan(): void {
    if (this.#isStopped || this.ports.isBarred()) return;
    const { desk, config } = this.ports;
    const [jitter = 0] = desk.random.bytes(1);
    const delayMs = this.#failures
      ? backoffMs(this.#failures, desk.random)
      : config.pollMs * (0.9 + (0.2 * jitter) / 255);
    this.#cancel?.();
    this.#cancel = desk.schedule.after(delayMs, () => void this.run());
  }
}
