/** The way out: locking and signing out, with what is still to be uploaded going on, and giving way to another window. */
import type { Phase } from '../contract/status.ts';
import { configOf, type DeskPorts } from '../ports.ts';
import type { SignedIn } from '../signIn/signedIn.ts';
import type { DeskState } from './deskState.ts';

/** Handing in the last entries of the log and signing out may not hold up who leaves. */
export const FAREWELL_MS = 5_000;

/** Whether decisions of it are still to be uploaded. */
export function hasUnsent(held: SignedIn): boolean {
  return held.open.workstation.ledger.open('window', 'attempted').length > 0;
}

export class WayOut {
  #closing: Promise<void> = Promise.resolve();
  /** another window took the lock while this one was still opening */
  isRobbedOpening = false;

  constructor(
    private readonly ports: DeskPorts,
    private readonly state: DeskState,
  ) {}

  async lock(next: 'locked' | 'signedOut' = 'locked'): Promise<void> {
    const { state, ports } = this;
    if (state.administration) return this.#leaveAdministration();
    const logged = state.open?.audit.write({ action: next === 'locked' ? 'lock' : 'signOut' });
    const held = this.#leave(next);
    if (!held) return;
    await logged;
    if (next === 'locked' && hasUnsent(held) && held.open.sync.isPushPossible) {
      // Windows that are open end at their time; until then and no longer than this the work key is kept.
      ports.schedule.after(configOf(ports).drainLimitMs, () => {
        if (state.draining === held) void this.endDraining();
      });
      held.open.sync.kick();
    } else await this.endDraining();
    await state.refreshKnown();
    state.changed();
  }

  async signOut(): Promise<void> {
    // The cookie goes; what is not uploaded stays on this machine, sealed, until the next sign-in.
    const client = this.state.open?.client;
    await this.lock('signedOut');
    await client?.call('signOut', { timeoutMs: FAREWELL_MS });
  }

  async #leaveAdministration(): Promise<void> {
    const { client } = this.state.administration ?? {};
    this.state.administration = null;
    this.state.setPhase('signedOut');
    await client?.call('signOut', { timeoutMs: FAREWELL_MS });
  }

  /** Forgets what is readable and shows that nobody is open; what is to be uploaded may go on. */
  #leave(next: Extract<Phase, 'locked' | 'signedOut' | 'takenOver'>): SignedIn | null {
    const { state } = this;
    const held = state.signedIn;
    if (!held) return null;
    state.signedIn = null;
    state.lockedAs = next === 'signedOut' ? null : held.open.identity.account.name;
    state.showPull(null);
    held.open.dropReadable();
    state.setPhase(next);
    state.draining = held;
    return held;
  }

  // ── what still uploads ────────────────────────────────────────────────────────────────────────────

  endDrainingIfDone(): void {
    const { draining } = this.state;
    if (!draining) return;
    if (hasUnsent(draining) && draining.open.sync.isPushPossible) return;
    void this.endDraining();
  }

  /** Ends what still uploads; whoever asks again meanwhile waits for the same end. */
  endDraining(): Promise<void> {
    const { state } = this;
    const held = state.draining;
    if (!held) return this.#closing;
    state.draining = null;
    this.#closing = held.close().then(async () => {
      await state.refreshKnown();
      state.changed();
    });
    return this.#closing;
  }

  // ── another window ────────────────────────────────────────────────────────────────────────────────

  /** Another window asked: everything is flushed, then the workstation is its. */
  async letGo(): Promise<void> {
    this.#leave('takenOver');
    await this.endDraining();
  }

  /** Another window took the workstation: from this moment nothing of it is written here. */
  robbed(): void {
    this.isRobbedOpening = true;
    for (const held of this.state.held) held.open.workstation.recorder.isFenced = true;
    if (this.#leave('takenOver') || this.state.draining) void this.endDraining();
  }
}
