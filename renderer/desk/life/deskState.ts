/** What the desk's life has come to, shared by its parts, and the one place that tells the screens of it. */
import type { Administration } from '../administration.ts';
import type { OtherWindow, WipedNotice } from '../contract/access.ts';
import type { DeskEvent, DeskStatus, Phase } from '../contract/status.ts';
import { makeStatus } from '../deskStatus.ts';
import { askWhoLeads } from '../leadership.ts';
import { nextDueAt } from '../ledger/uploadTurn.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import { leadName, type SignedIn } from '../signIn/signedIn.ts';
import { findKnownHere, type KnownHere } from './knownHere.ts';

/** Statuses are for reading: several in one look cost the page more than they tell, so they reach it as one. */
const COALESCE_MS = 50;
const WINDOW_ENDS_MS = 500;
const IDLE_PULL: DeskStatus['pull'] = { stage: 'idle', done: 0, total: null };

export class DeskState {
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  #phase: Phase = 'starting';
  #known: KnownHere = { workstations: [], unsentOf: new Map() };
  #dataVersion = 0;
  /** ends the telling that is planned */
  #stopTelling: (() => void) | null = null;
  #stopWaiting: () => void = () => undefined;
  #elsewhere: OtherWindow | null = null;
  #stopAskingWho: () => void = () => undefined;
  signedIn: SignedIn | null = null;
  /** locked, but still uploading */
  draining: SignedIn | null = null;
  administration: Administration | null = null;
  /** whose desk the password opens again */
  lockedAs: string | null = null;
  wiped: WipedNotice | null = null;
  pull = IDLE_PULL;
  isPersisted: boolean | null = null;
  /** hears after the screens were told of a change */
  onTold: () => void = () => undefined;

  constructor(private readonly ports: DeskPorts) {}

  get phase(): Phase {
    return this.#phase;
  }

  /** Decisions not uploaded, by the gateway's name of a workstation of this machine. */
  get unsentOf(): ReadonlyMap<string, number> {
    return this.#known.unsentOf;
  }

  get open(): OpenDesk | null {
    return this.signedIn?.open ?? null;
  }

  get isOpen(): boolean {
    return this.signedIn !== null && this.#phase === 'open';
  }

  /** Both that may still write: the one that is open and the one that still uploads. */
  get held(): SignedIn[] {
    return [this.signedIn, this.draining].filter((each) => each !== null);
  }

  status(): DeskStatus {
    return makeStatus({
      phase: this.#phase,
      lockedAs: this.lockedAs,
      workstations: this.#known.workstations,
      elsewhere: this.#elsewhere,
      wiped: this.wiped,
      administrator: this.administration?.account ?? null,
      pull: this.pull,
      isPersisted: this.isPersisted,
      dataVersion: this.#dataVersion,
      open: this.open,
      now: this.ports.clock.now(),
    });
  }

  subscribe(listener: (event: DeskEvent) => void): () => void {
    this.#listeners.add(listener);
    listener({ type: 'status', status: this.status() });
    return () => void this.#listeners.delete(listener);
  }

  emit(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /**
   * Something that the status tells has changed: told soon, with whatever else changes until then; at once if
   * somebody sits and waits for it.
   */
  changed({ isAwaited = false } = {}): void {
    this.#dataVersion++;
    if (isAwaited) {
      this.#stopTelling?.();
      this.#tell();
      return;
    }
    this.#stopTelling ??= this.ports.schedule.after(COALESCE_MS, () => this.#tell());
  }

  #tell(): void {
    this.#stopTelling = null;
    this.emit({ type: 'status', status: this.status() });
    this.onTold();
    this.#planWindowEnd();
  }

  /** An undo window that ends is a change too, though nothing happens then while there is no network. */
  #planWindowEnd(): void {
    this.#stopWaiting();
    const now = this.ports.clock.now();
    const next = this.open ? nextDueAt(this.open.workstation.ledger, now) : null;
    if (next === null) return;
    // Windows that end one upon the other are told together.
    const waitMs = Math.max(WINDOW_ENDS_MS, next - now + 1);
    this.#stopWaiting = this.ports.schedule.after(waitMs, () => this.changed());
  }

  /** Another phase is told at once. */
  setPhase(next: Phase): void {
    this.#phase = next;
    if (next !== 'elsewhere') {
      this.#stopAskingWho();
      this.#elsewhere = null;
    }
    this.#dataVersion++;
    this.emit({ type: 'status', status: this.status() });
  }

  /** Shows that another window has it, and since when; it answers at once or not at all. */
  showElsewhere(account: string): void {
    this.setPhase('elsewhere');
    this.#elsewhere = { account, since: null };
    this.#stopAskingWho = askWhoLeads(this.ports, leadName(this.ports, account), (since) => {
      this.#elsewhere = { account, since };
      this.changed();
    });
    this.changed();
  }

  showPull(progress: DeskStatus['pull'] | null): void {
    this.pull = progress ?? IDLE_PULL;
  }

  /** Looks again at what is on this machine. */
  async refreshKnown(): Promise<void> {
    this.#known = await findKnownHere(this.ports);
  }
}
