/** Connectivity as the heartbeat knows it: answered within 5 s counts, `navigator.onLine` proves nothing. */
import { type Hello, PROTOCOL, SCHEMA } from '../../../shared/protocol/access.ts';
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

/** How a workstation was revoked: `drain` still takes its decisions, `lost` takes nothing. */
export type RevokedMode = 'drain' | 'lost';

export interface ConnectionPorts {
  client: GatewayClient;
  schedule: Scheduler;
  clock: Clock;
  heartbeatMs: number;
  onChange(connectivity: Connectivity): void;
  onHello(hello: Hello): void;
  onRevoked(mode: RevokedMode): void;
}

/** Whether both sides speak a common protocol and schema; else which of them is too old. */
function fitOf(hello: Pick<Hello, 'protocol' | 'schema'>): 'fits' | 'updateNeeded' | 'gatewayOutdated' {
  if (hello.protocol.min > PROTOCOL || hello.schema.min > SCHEMA) return 'updateNeeded';
  return hello.protocol.max < PROTOCOL || hello.schema.max < SCHEMA ? 'gatewayOutdated' : 'fits';
}

/** What a failed call says of the connection; null if it says nothing. */
function connectivityOf(failure: Failure): Connectivity | null {
  switch (failure.kind) {
    case 'unreachable':
      return 'offline';
    case 'notGateway':
      return 'notGateway';
    case 'incompatible':
      return 'updateNeeded';
    case 'outdated':
      return 'gatewayOutdated';
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
  /** draining, but the session has ended */
  needsSignIn = false;

  constructor(private readonly ports: ConnectionPorts) {}

  start(): void {
    void this.beat();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  /** One side is too old for the other: nothing is exchanged until a heartbeat says otherwise. */
  get isIncompatible(): boolean {
    return this.state === 'updateNeeded' || this.state === 'gatewayOutdated';
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
      this.isDraining = false;
      const fit = fitOf(reply.value);
      if (fit === 'fits') {
        this.#misses = 0;
        this.#set('online');
        this.ports.onHello(reply.value);
      } else this.#set(fit);
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

  /** A call got a reply of ours. What a heartbeat has found out only a heartbeat takes back. */
  reached(): void {
    this.#misses = 0;
    this.needsSignIn = false;
    if (!this.isDraining && !this.isIncompatible) this.#set('online');
  }

  /** A call failed: once may be chance, twice is offline. */
  failed(failure: Failure): void {
    const says = connectivityOf(failure);
    if (says === null) return;
    if (failure.kind === 'problem' && says === 'revoked') {
      // SECURITY: only a reply that says so in so many words destroys keys; any other keeps what is here.
      const { mode } = failure.problem;
      this.isDraining = mode === 'drain';
      if (mode) this.ports.onRevoked(mode);
    }
    if (says === 'signInNeeded' && this.isDraining) {
      this.needsSignIn = true;
      return;
    }
    if (says !== 'offline') {
      this.#misses = 0;
      this.#set(says);
      return;
    }
    // Out of reach a revoked workstation stays one.
    if (this.isDraining) return;
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
