/** Destroying what a workstation keeps here: revoked, drained, past its retention, or by the reviewer's own wish. */
import type { WipeReason, WipeReply } from '../contract/access.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import { deleteRemains, destroyKeys } from '../wipe.ts';
import type { DeskState } from './deskState.ts';
import { FAREWELL_MS, hasUnsent } from './wayOut.ts';

export class Wiping {
  #underWay: Promise<void> | null = null;

  constructor(
    private readonly ports: DeskPorts,
    private readonly state: DeskState,
  ) {}

  /** What is being destroyed now; null if nothing is. */
  get underWay(): Promise<void> | null {
    return this.#underWay;
  }

  /** Revoked with `drain`: once nothing is left to hand in, nothing is left to keep. */
  wipeIfDrained(): void {
    for (const held of this.state.held) {
      const { sync, workstation } = held.open;
      const isDone = sync?.connection.isDraining && !hasUnsent(held) && !workstation.recorder.fault;
      if (isDone) void this.destroyOpen(held.open, 'drained');
    }
  }

  /** Destroys the keys of a workstation that is open or still uploading, then all that it keeps here. */
  destroyOpen(open: OpenDesk, why: WipeReason): Promise<void> {
    const { state, ports } = this;
    const held = state.held.find((each) => each.open === open);
    if (!held) return this.#underWay ?? Promise.resolve();
    const { header, recorder, ledger } = open.workstation;
    if (state.signedIn === held) state.signedIn = null;
    if (state.draining === held) state.draining = null;
    this.#underWay = (async () => {
      open.dropReadable();
      recorder.isFenced = true;
      // Told at once, so that no list asks a desk that is open no more; why, once the keys are gone.
      state.lockedAs = null;
      state.showPull(null);
      state.setPhase('signedOut');
      await destroyKeys(ports, header.localId);
      state.wiped = { account: header.account, why, notApplied: ledger.open('parked').length };
      state.setPhase('signedOut');
      // The keys are gone; what cannot be deleted now is deleted at the next start.
      await held.close(() => deleteRemains(ports, header.localId).catch(() => undefined));
      await state.refreshKnown();
    })().finally(() => {
      this.#underWay = null;
      state.changed();
    });
    return this.#underWay;
  }

  /** Destroys what is here of a workstation that was refused at the door. */
  async destroyLost(localId: string, account: string): Promise<void> {
    // SECURITY: the gateway counts this machine as lost; nothing is kept waiting for a password.
    await destroyKeys(this.ports, localId);
    await deleteRemains(this.ports, localId);
    this.state.wiped = { account, why: 'lost', notApplied: 0 };
    this.state.lockedAs = null;
  }

  /** The reviewer's own wish; refused while anything is not settled. */
  async wipe(open: OpenDesk): Promise<WipeReply> {
    const count = open.unsettledCount;
    if (count > 0) return { ok: false, why: 'unsettled', count };
    await open.audit.write({ action: 'wipe' });
    await open.audit.handIn(FAREWELL_MS);
    await open.client.call('signOut', { timeoutMs: FAREWELL_MS });
    // Decided in another corner while the log was on its way.
    if (open.unsettledCount > 0) return { ok: false, why: 'unsettled', count: open.unsettledCount };
    await this.destroyOpen(open, 'own');
    return { ok: true };
  }
}
