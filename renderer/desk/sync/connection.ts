/** Connectivity as the heartbeat knows it: answered within 5 s counts, `navigator.onLine` proves nothing. */
import type { Hello } from '../../../shared/protocol/access.ts';
import type { Connectivity } from '../contract/status.ts';
import type { Clock, Scheduler } from '../ports.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';

const HEARTBEAT_LIMIT_MS = 5_000;
/** While offline the gateway is asked more often, so that coming back is noticed soon. */
const OFFLINE_HEARTBEAT_MS = 10_000;
const MISSES_TO_OFFLINE = 2;
/** After one miss the question is put again at once. */
const DOUBT_HEARTBEAT_MS = 1_000;
const SKEW_NOTICE_MS = 5 * 60_000;

export interface ConnectionPorts {
  client: GatewayClient;
  schedule: Scheduler;
  clock: Clock;
  heartbeatMs: number;
  onChange(connectivity: Connectivity): void;
  onHello(hello: Hello): void;
}

/** What a failed call says of the connection; null if it says nothing. */
export function connectivityOf(failure: Failure): Connectivity | null {
  switch (failure.kind) {
    case 'unreachable':
      return 'offline';
    case 'notGateway':
      return 'notGateway';
    case 'incompatible':
      return 'updateNeeded';
    case 'problem':
      if (failure.status === 401) return 'signInNeeded';
      if (failure.status === 426) return 'updateNeeded';
      if (failure.slug === 'workstation-foreign') return 'foreign';
      return failure.slug === 'workstation-revoked' ? 'revoked' : null;
  }
}

export class Connection {
  state: Connectivity = 'unknown';
  /** how far this machine's clock is off, ms; a notice, it orders nothing */
  skewMs = 0;
  #misses = 0;
  #cancel: (() => void) | null = null;
  #isStopped = false;
  isBeating = false;
  /** revoked, but decisions are still taken */
  isDraining = false;

  constructor(private readonly ports: ConnectionPorts) {}

  start(): void {
    void this.beat();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  get skewMinutes(): number | null {
    return Math.abs(this.skewMs) > SKEW_NOTICE_MS ? Math.round(this.skewMs / 60_000) : null;
  }

  /** Asks the gateway now and plans the next time. */
  async beat(): Promise<void> {
    this.#cancel?.();
    this.isBeating = true;
    const reply = await this.ports.client.call('hello', { timeoutMs: HEARTBEAT_LIMIT_MS });
    this.isBeating = false;
    if (this.#isStopped) return;
    if (reply.ok) {
      this.skewMs = this.ports.clock.now() - Date.parse(reply.value.serverTime);
      this.reached();
      this.ports.onHello(reply.value);
    } else this.failed(reply);
    this.#plan();
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#cancel?.();
    const isDown = this.state === 'offline' || this.state === 'notGateway';
    const isInDoubt = !isDown && this.#misses > 0;
    const delayMs = isInDoubt ? DOUBT_HEARTBEAT_MS : isDown ? OFFLINE_HEARTBEAT_MS : this.ports.heartbeatMs;
    this.#cancel = this.ports.schedule.after(delayMs, () => void this.beat());
  }

  /** A call got a reply of ours. */
  reached(): void {
    this.#misses = 0;
    this.#set('online');
  }

  /** A call failed: once may be chance, twice is offline. */
  failed(failure: Failure): void {
    const says = connectivityOf(failure);
    if (says === null) return;
    if (failure.kind === 'problem' && says === 'revoked') this.isDraining = failure.problem.mode === 'drain';
    if (says !== 'offline') {
      this.#misses = 0;
      this.#set(says);
      return;
    }
    this.#misses++;
    if (this.#misses >= MISSES_TO_OFFLINE || this.state === 'unknown') this.#set('offline');
    else this.#plan();
  }

  #set(next: Connectivity): void {
    if (this.state === next) return;
    this.state = next;
    this.ports.onChange(next);
  }
}
