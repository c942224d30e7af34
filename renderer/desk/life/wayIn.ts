/** The way in: by password, by a workstation that is being set up, and once more after a storage fault. */
import type { SignInReply } from '../contract/signIn.ts';
import type { Phase } from '../contract/status.ts';
import type { LeadEvents } from '../leadership.ts';
import type { OpenDeskEvents } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import { reopen } from '../signIn/opening.ts';
import { type Credentials, signInAgain } from '../signIn/session.ts';
import type { SignedIn } from '../signIn/signedIn.ts';
import { signIn } from '../signIn/signIn.ts';
import { isStorageError } from '../store/storageErrors.ts';
import type { DeskState } from './deskState.ts';
import type { WayOut } from './wayOut.ts';
import type { Wiping } from './wiping.ts';

export class WayIn {
  readonly #lead: LeadEvents;

  constructor(
    private readonly ports: DeskPorts,
    private readonly state: DeskState,
    private readonly out: WayOut,
    private readonly wiping: Wiping,
  ) {
    this.#lead = { onAsked: () => void out.letGo(), onLost: () => out.robbed() };
  }

  async signIn(input: Credentials & { gateway?: string }): Promise<SignInReply> {
    const { ports, state } = this;
    if (state.signedIn) return signInAgain(ports, state.signedIn, input.password);
    await this.#untilFree();
    // The desktop host may have been given another gateway since this worker started.
    if (input.gateway !== undefined) ports.gateway = input.gateway;
    const before = this.#begin();
    const reply = await signIn(ports, input, this.#events(), this.#lead).catch((error: unknown) => {
      // Storage that throws is a refusal with a sentence; anything else is a fault, but never a stuck screen.
      if (isStorageError(error)) return { ok: false, why: 'storageDenied' } as const;
      this.#backTo(before);
      throw error;
    });
    if (!reply.ok) return this.#refused(reply, before, input.account.trim());
    if ('administration' in reply) {
      this.#forgetEarlier();
      state.administration = reply.administration;
      state.setPhase('administration');
      return { ok: true };
    }
    if (!this.#enter(reply.signedIn)) return { ok: false, why: 'elsewhere' };
    const { open } = reply.signedIn;
    void open.inBackground(open.audit.write({ action: 'unlock' }));
    await state.refreshKnown();
    return { ok: true };
  }

  /**
   * Opens a workstation that is being set up by other means than signing in. Where `make` throws, everything
   * is as it was; false if another window took it meanwhile.
   */
  async enterWith(make: (events: OpenDeskEvents, lead: LeadEvents) => Promise<SignedIn>): Promise<boolean> {
    await this.#untilFree();
    const before = this.#begin();
    const made = await make(this.#events(), this.#lead).catch((error: unknown) => {
      this.state.showPull(null);
      this.#backTo(before);
      throw error;
    });
    if (!this.#enter(made)) return false;
    await this.state.refreshKnown();
    return true;
  }

  /**
   * The reviewer says that the browser was closed as a whole since the storage fault: the databases are
   * written again and get back from the journal what they lack. False if there was nothing to confirm.
   */
  async confirmRestarted(): Promise<boolean> {
    const { ports, state } = this;
    const held = state.signedIn;
    const recorder = held?.open.workstation.recorder;
    if (!held || !recorder?.isRestartToConfirm || !state.isOpen) return false;
    if (!(await recorder.record({ t: 'clear', at: ports.clock.now() }))) return false;
    state.setPhase('opening');
    const isOpen = await reopen(ports, held, this.#events()).then(
      (reply) => reply.ok,
      (error: unknown) => {
        if (!isStorageError(error)) throw error;
        return false;
      },
    );
    if (isOpen) state.setPhase('open');
    else {
      // What cannot be opened now asks for the password again, and says then why.
      state.signedIn = null;
      state.lockedAs = held.open.identity.account.name;
      state.showPull(null);
      await held.close();
      state.setPhase('locked');
    }
    await state.refreshKnown();
    return isOpen;
  }

  /** Nothing is opened while something is still being closed or destroyed. */
  async #untilFree(): Promise<void> {
    await this.out.endDraining();
    await this.wiping.underWay;
  }

  /** Shows that something is being opened; answers what was shown before. */
  #begin(): Phase {
    const before = this.state.phase;
    this.state.setPhase('opening');
    this.out.isRobbedOpening = false;
    return before;
  }

  #backTo(before: Phase): void {
    this.state.setPhase(before === 'opening' ? 'signedOut' : before);
  }

  #forgetEarlier(): void {
    this.state.wiped = null;
    this.state.lockedAs = null;
  }

  /** Shows what was opened; false if another window took it while it was being opened. */
  #enter(signedIn: SignedIn): boolean {
    this.#forgetEarlier();
    this.state.signedIn = signedIn;
    if (this.out.isRobbedOpening) {
      this.out.robbed();
      return false;
    }
    this.state.setPhase('open');
    return true;
  }

  async #refused(
    reply: Extract<SignInReply, { ok: false }> & { lostLocalId?: string },
    before: Phase,
    account: string,
  ): Promise<SignInReply> {
    const { state } = this;
    const { lostLocalId, ...told } = reply;
    state.showPull(null);
    if (lostLocalId !== undefined) await this.wiping.destroyLost(lostLocalId, account);
    await state.refreshKnown();
    if (told.why === 'elsewhere') state.showElsewhere(account);
    else if (lostLocalId !== undefined) state.setPhase('signedOut');
    else state.setPhase(before === 'locked' || before === 'takenOver' ? before : 'signedOut');
    return told;
  }

  /** What an open desk has to tell while it is open. */
  #events(): OpenDeskEvents {
    const { state, out, wiping } = this;
    return {
      emit: (event) => state.emit(event),
      changed: (how) => state.changed(how),
      progress: (progress) => {
        state.showPull(progress);
        state.changed();
      },
      fault: () => state.changed(),
      signInAgain: () => state.changed(),
      revoked: (open, mode) => {
        if (mode === 'lost') void wiping.destroyOpen(open, 'lost');
        else state.changed();
      },
      retentionOver: (open) => void wiping.destroyOpen(open, 'retention'),
      fenced: () => out.robbed(),
    };
  }
}
