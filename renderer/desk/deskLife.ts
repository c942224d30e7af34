/**
 * The desk's life from boot to lock: who is open, who is locked and still uploading, who took the
 * workstation over, what was wiped.
 */
import { listWorkstations } from './administration.ts';
import type { WipeReply, WorkstationsReply } from './contract/access.ts';
import type { SignInReply } from './contract/signIn.ts';
import type { DeskEvent, DeskStatus } from './contract/status.ts';
import type { LeadEvents } from './leadership.ts';
import { DeskState } from './life/deskState.ts';
import { WayIn } from './life/wayIn.ts';
import { WayOut } from './life/wayOut.ts';
import { Wiping } from './life/wiping.ts';
import type { OpenDesk, OpenDeskEvents } from './openDesk.ts';
import type { DeskPorts } from './ports.ts';
import { wipeIfOver } from './retention.ts';
import type { Credentials } from './signIn/session.ts';
import type { SignedIn } from './signIn/signedIn.ts';
import { finishWipes } from './wipe.ts';

export class DeskLife {
  readonly #state: DeskState;
  readonly #in: WayIn;
  readonly #out: WayOut;
  readonly #wiping: Wiping;

  constructor(private readonly ports: DeskPorts) {
    const state = new DeskState(ports);
    this.#state = state;
    this.#out = new WayOut(ports, state);
    this.#wiping = new Wiping(ports, state);
    this.#in = new WayIn(ports, state, this.#out, this.#wiping);
    state.onTold = () => {
      this.#out.endDrainingIfDone();
      this.#wiping.wipeIfDrained();
    };
  }

  async boot(): Promise<void> {
    const { ports } = this;
    const state = this.#state;
    state.isPersisted = await ports.storage.persist();
    await finishWipes(ports).catch(() => undefined);
    state.wiped = await wipeIfOver(ports).catch(() => null);
    await state.refreshKnown();
    state.setPhase('signedOut');
  }

  // ── what is open ──────────────────────────────────────────────────────────────────────────────────

  get open(): OpenDesk | null {
    return this.#state.open;
  }

  get signedIn(): SignedIn | null {
    return this.#state.signedIn;
  }

  get administration() {
    return this.#state.administration;
  }

  get isPersisted(): boolean | null {
    return this.#state.isPersisted;
  }

  get isOpen(): boolean {
    return this.#state.isOpen;
  }

  /** The open desk, or a fault: the screens never ask before it is open. */
  desk(): OpenDesk {
    const { open, isOpen } = this.#state;
    if (!open || !isOpen) throw new Error('the desk is not open');
    return open;
  }

  /** True while anything is under way. */
  get isBusy(): boolean {
    return this.#state.held.some(({ open }) => open.isBusy) || this.#wiping.underWay !== null;
  }

  // ── telling ───────────────────────────────────────────────────────────────────────────────────────

  status(): DeskStatus {
    return this.#state.status();
  }

  subscribe(listener: (event: DeskEvent) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** Asks for lasting storage again: a browser may grant after a bookmark or a permission what it refused before. */
  async askPersistence(): Promise<boolean> {
    const isPersisted = await this.ports.storage.persist();
    this.#state.isPersisted = isPersisted;
    this.#state.changed();
    return isPersisted === true;
  }

  // ── in, out, and for good ─────────────────────────────────────────────────────────────────────────

  signIn(input: Credentials & { gateway?: string }): Promise<SignInReply> {
    return this.#in.signIn(input);
  }

  enterWith(make: (events: OpenDeskEvents, lead: LeadEvents) => Promise<SignedIn>): Promise<boolean> {
    return this.#in.enterWith(make);
  }

  confirmRestarted(): Promise<boolean> {
    return this.#in.confirmRestarted();
  }

  lock(): Promise<void> {
    return this.#out.lock();
  }

  signOut(): Promise<void> {
    return this.#out.signOut();
  }

  async wipe(): Promise<WipeReply> {
    return this.#wiping.wipe(this.desk());
  }

  // ── all workstations of an account ────────────────────────────────────────────────────────────────

  async workstationList(): Promise<WorkstationsReply> {
    const { administration, unsentOf } = this.#state;
    if (administration) return listWorkstations(administration.client, null, unsentOf);
    const { client, workstation } = this.desk();
    const own = workstation.ledger.open('window', 'attempted').length;
    return listWorkstations(client, workstation.header.ws, new Map(unsentOf).set(workstation.header.ws, own));
  }
}
