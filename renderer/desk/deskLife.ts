/**
 * The desk's life from boot to lock: who is open, who is locked and still uploading, who took the
 * workstation over, what was wiped. It owns the phase and tells the screens of every change.
 */
import { type Administration, listWorkstations } from './administration.ts';
import type {
  OtherWindow,
  WipedNotice,
  WipeReason,
  WipeReply,
  WorkstationsReply,
} from './contract/access.ts';
import type { SignInReply } from './contract/signIn.ts';
import type { DeskEvent, DeskStatus, Phase, WorkstationSummary } from './contract/status.ts';
import { makeStatus } from './deskStatus.ts';
import { askWhoLeads, type LeadEvents } from './leadership.ts';
import type { OpenDesk, OpenDeskEvents } from './openDesk.ts';
import { configOf, type DeskPorts } from './ports.ts';
import { wipeIfOver } from './retention.ts';
import { reopen } from './signIn/opening.ts';
import { type Credentials, signInAgain } from './signIn/session.ts';
import { leadName, type SignedIn } from './signIn/signedIn.ts';
import { signIn } from './signIn/signIn.ts';
import { StorageGate } from './store/storageGate.ts';
import { countUnsent } from './store/workStore.ts';
import { deleteRemains, destroyKeys, finishWipes } from './wipe.ts';
import { knownWorkstations } from './workstation.ts';

/** Status changes within this time reach the screens as one. */
/** Statuses are for reading: several in one look cost the page more than they tell. */
const COALESCE_MS = 50;
/** Names that IndexedDB, Dexie and the file systems give their errors. */
const STORAGE_ERRORS = [
  'UnknownError',
  'OpenFailedError',
  'DatabaseClosedError',
  'AbortError',
  'QuotaExceededError',
  'NotAllowedError',
  'SecurityError',
  'InvalidStateError',
  'NotFoundError',
  'NoModificationAllowedError',
  'JournalPortError',
  'NeverSettledError',
  'MissingAPIError',
];
const isStorageError = (error: unknown) => error instanceof Error && STORAGE_ERRORS.includes(error.name);
const IDLE_PULL: DeskStatus['pull'] = { stage: 'idle', done: 0, total: null };
/** Handing in the last entries of the log and signing out may not hold up a wipe. */
const FAREWELL_MS = 5_000;

export class DeskLife {
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  #phase: Phase = 'starting';
  #lockedAs: string | null = null;
  #workstations: WorkstationSummary[] = [];
  /** decisions not uploaded, by the gateway's name of a workstation of this machine */
  #unsentOf = new Map<string, number>();
  #pull = IDLE_PULL;
  #dataVersion = 0;
  #isEmitPlanned = false;
  #signedIn: SignedIn | null = null;
  /** locked, but still uploading */
  #draining: SignedIn | null = null;
  #administration: Administration | null = null;
  #elsewhere: OtherWindow | null = null;
  #wiped: WipedNotice | null = null;
  #closing: Promise<void> = Promise.resolve();
  #destroying: Promise<void> | null = null;
  /** another window took the lock while this one was still opening */
  #isRobbedOpening = false;
  #stopAskingWho = () => {};
  isPersisted: boolean | null = null;

  constructor(private readonly ports: DeskPorts) {}

  get open(): OpenDesk | null {
    return this.#signedIn?.open ?? null;
  }

  get signedIn(): SignedIn | null {
    return this.#signedIn;
  }

  get administration(): Administration | null {
    return this.#administration;
  }

  /** The open desk, or a fault: the screens never ask before it is open. */
  desk(): OpenDesk {
    const current = this.open;
    if (!current || this.#phase !== 'open') throw new Error('the desk is not open');
    return current;
  }

  get isOpen(): boolean {
    return this.#signedIn !== null && this.#phase === 'open';
  }

  get isBusy(): boolean {
    return (
      (this.#signedIn?.open.isBusy ?? false) ||
      (this.#draining?.open.isBusy ?? false) ||
      this.#destroying !== null
    );
  }

  async boot(): Promise<void> {
    this.isPersisted = await this.ports.storage.persist();
    await finishWipes(this.ports).catch(() => undefined);
    this.#wiped = await wipeIfOver(this.ports).catch(() => null);
    await this.#refreshWorkstations();
    this.#setPhase('signedOut');
  }

  /** Asks for lasting storage again: a browser may grant after a bookmark or a permission what it refused before. */
  async askPersistence(): Promise<boolean> {
    this.isPersisted = await this.ports.storage.persist();
    this.#changed();
    return this.isPersisted === true;
  }

  // ── telling ───────────────────────────────────────────────────────────────────────────────────────

  status(): DeskStatus {
    return makeStatus({
      phase: this.#phase,
      lockedAs: this.#lockedAs,
      workstations: this.#workstations,
      elsewhere: this.#elsewhere,
      wiped: this.#wiped,
      administrator: this.#administration?.account ?? null,
      pull: this.#pull,
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

  #emit(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #changed(): void {
    this.#dataVersion++;
    if (this.#isEmitPlanned) return;
    this.#isEmitPlanned = true;
    this.ports.schedule.after(COALESCE_MS, () => {
      this.#isEmitPlanned = false;
      this.#emit({ type: 'status', status: this.status() });
      this.#stopDrainingIfDone();
      this.#wipeIfDrained();
    });
  }

  #setPhase(next: Phase): void {
    this.#phase = next;
    if (next !== 'elsewhere') {
      this.#stopAskingWho();
      this.#elsewhere = null;
    }
    this.#dataVersion++;
    this.#emit({ type: 'status', status: this.status() });
  }

  async #refreshWorkstations(): Promise<void> {
    const headers = await knownWorkstations(this.ports);
    this.#unsentOf = new Map();
    this.#workstations = await Promise.all(
      headers.map(async ({ localId, account, gateway, ws }) => {
        // With an end: behind a write that never settles the count would wait for ever, and the screen with it.
        const counted = new StorageGate(this.ports.schedule).read(countUnsent(localId, this.ports.storage));
        const unsent = await counted.catch(() => 0);
        this.#unsentOf.set(ws, unsent);
        return { localId, account, gateway, unsent };
      }),
    );
  }

  #openEvents(): OpenDeskEvents {
    return {
      emit: (event) => this.#emit(event),
      changed: () => this.#changed(),
      progress: (progress) => {
        this.#pull = progress ?? IDLE_PULL;
        this.#changed();
      },
      fault: () => this.#changed(),
      signInAgain: () => this.#changed(),
      revoked: (open, mode) => {
        if (mode === 'lost') void this.#destroyOpen(open, 'lost');
        else this.#changed();
      },
      retentionOver: (open) => void this.#destroyOpen(open, 'retention'),
      fenced: () => this.#robbed(),
    };
  }

  // ── the way in ────────────────────────────────────────────────────────────────────────────────────

  async signIn(input: Credentials & { gateway?: string; takeOver?: boolean }): Promise<SignInReply> {
    if (this.#signedIn) return signInAgain(this.ports, this.#signedIn, input.password);
    await this.#endDraining();
    await this.#destroying;
    // The desktop host may have been given another gateway since this worker started.
    if (input.gateway !== undefined) this.ports.gateway = input.gateway;
    const before = this.#phase;
    this.#setPhase('opening');
    this.#isRobbedOpening = false;
    const lead: LeadEvents = { onAsked: () => void this.#letGo(), onLost: () => this.#robbed() };
    const reply = await signIn(this.ports, input, this.#openEvents(), lead).catch((error: unknown) => {
      // Storage that throws is a refusal with a sentence; anything else is a fault, but never a stuck screen.
      if (isStorageError(error)) return { ok: false, why: 'storageDenied' } as const;
      this.#setPhase(before === 'opening' ? 'signedOut' : before);
      throw error;
    });
    if (!reply.ok) return this.#refused(reply, before, input);
    this.#wiped = null;
    this.#lockedAs = null;
    if ('administration' in reply) {
      this.#administration = reply.administration;
      this.#setPhase('administration');
      return { ok: true };
    }
    this.#signedIn = reply.signedIn;
    if (this.#isRobbedOpening) {
      this.#robbed();
      return { ok: false, why: 'elsewhere' };
    }
    this.#setPhase('open');
    const { open } = reply.signedIn;
    void open.inBackground(open.audit.write({ action: 'unlock' }));
    await this.#refreshWorkstations();
    return { ok: true };
  }

  /**
   * Opens a workstation that is being set up by other means than signing in. Where `make` throws, everything
   * is as it was; false if another window took it meanwhile.
   */
  async enterWith(make: (events: OpenDeskEvents, lead: LeadEvents) => Promise<SignedIn>): Promise<boolean> {
    await this.#endDraining();
    await this.#destroying;
    const before = this.#phase;
    this.#setPhase('opening');
    this.#isRobbedOpening = false;
    try {
      const lead: LeadEvents = { onAsked: () => void this.#letGo(), onLost: () => this.#robbed() };
      this.#signedIn = await make(this.#openEvents(), lead);
    } catch (error) {
      this.#pull = IDLE_PULL;
      this.#setPhase(before === 'opening' ? 'signedOut' : before);
      throw error;
    }
    this.#wiped = null;
    this.#lockedAs = null;
    if (this.#isRobbedOpening) {
      this.#robbed();
      return false;
    }
    this.#setPhase('open');
    await this.#refreshWorkstations();
    return true;
  }

  /**
   * The reviewer says that the browser was closed as a whole since the storage fault: the databases are
   * written again and get back from the journal what they lack. False if there was nothing to confirm.
   */
  async confirmRestarted(): Promise<boolean> {
    const held = this.#signedIn;
    const recorder = held?.open.workstation.recorder;
    if (!held || !recorder?.isRestartToConfirm || this.#phase !== 'open') return false;
    if (!(await recorder.record({ t: 'clear', at: this.ports.clock.now() }))) return false;
    this.#setPhase('opening');
    const isOpen = await reopen(this.ports, held, this.#openEvents()).then(
      (reply) => reply.ok,
      (error: unknown) => {
        if (!isStorageError(error)) throw error;
        return false;
      },
    );
    if (isOpen) this.#setPhase('open');
    else {
      // What cannot be opened now asks for the password again, and says then why.
      this.#signedIn = null;
      this.#lockedAs = held.open.identity.account.name;
      this.#pull = IDLE_PULL;
      await held.close();
      this.#setPhase('locked');
    }
    await this.#refreshWorkstations();
    return isOpen;
  }

  async #refused(
    reply: Extract<SignInReply, { ok: false }> & { lostLocalId?: string },
    before: Phase,
    input: Credentials,
  ): Promise<SignInReply> {
    const { lostLocalId, ...told } = reply;
    this.#pull = IDLE_PULL;
    if (lostLocalId !== undefined) {
      // SECURITY: the gateway said at the door that this machine counts as lost; nothing is kept waiting for a password.
      await destroyKeys(this.ports, lostLocalId);
      await deleteRemains(this.ports, lostLocalId);
      this.#wiped = { account: input.account.trim(), why: 'lost', notApplied: 0 };
      this.#lockedAs = null;
    }
    await this.#refreshWorkstations();
    if (told.why === 'elsewhere') {
      this.#setPhase('elsewhere');
      this.#askWho(input.account.trim());
    } else if (lostLocalId !== undefined) this.#setPhase('signedOut');
    else this.#setPhase(before === 'locked' || before === 'takenOver' ? before : 'signedOut');
    return told;
  }

  /** Since when the other window has it; it answers at once or not at all. */
  #askWho(account: string): void {
    this.#elsewhere = { account, since: null };
    this.#stopAskingWho = askWhoLeads(this.ports, leadName(this.ports, account), (since) => {
      this.#elsewhere = { account, since };
      this.#changed();
    });
    this.#changed();
  }

  // ── the way out ───────────────────────────────────────────────────────────────────────────────────

  #hasUnsent(held: SignedIn): boolean {
    return held.open.workstation.ledger.open('window', 'attempted').length > 0;
  }

  #stopDrainingIfDone(): void {
    if (!this.#draining) return;
    if (this.#hasUnsent(this.#draining) && this.#draining.open.sync.isPushPossible) return;
    void this.#endDraining();
  }

  /** Ends what still uploads; whoever asks again meanwhile waits for the same end. */
  #endDraining(): Promise<void> {
    const held = this.#draining;
    if (!held) return this.#closing;
    this.#draining = null;
    this.#closing = held.close().then(async () => {
      await this.#refreshWorkstations();
      this.#changed();
    });
    return this.#closing;
  }

  /** Forgets what is readable and shows that nobody is open; what is to be uploaded may go on. */
  #leave(next: 'locked' | 'signedOut' | 'takenOver'): SignedIn | null {
    const held = this.#signedIn;
    if (!held) return null;
    this.#signedIn = null;
    this.#lockedAs = next === 'signedOut' ? null : held.open.identity.account.name;
    this.#pull = IDLE_PULL;
    held.open.dropReadable();
    this.#setPhase(next);
    this.#draining = held;
    return held;
  }

  async lock(next: 'locked' | 'signedOut' = 'locked'): Promise<void> {
    if (this.#administration) return this.#leaveAdministration();
    const logged = this.open?.audit.write({ action: next === 'locked' ? 'lock' : 'signOut' });
    const held = this.#leave(next);
    if (!held) return;
    await logged;
    if (next === 'locked' && this.#hasUnsent(held) && held.open.sync.isPushPossible) {
      // Windows that are open end at their time; until then and no longer than this the work key is kept.
      this.ports.schedule.after(configOf(this.ports).drainLimitMs, () => {
        if (this.#draining === held) void this.#endDraining();
      });
      held.open.sync.kick();
    } else await this.#endDraining();
    await this.#refreshWorkstations();
    this.#changed();
  }

  async signOut(): Promise<void> {
    // The cookie goes; what is not uploaded stays on this machine, sealed, until the next sign-in.
    const client = this.open?.client;
    await this.lock('signedOut');
    await client?.call('signOut', { timeoutMs: FAREWELL_MS });
  }

  async #leaveAdministration(): Promise<void> {
    const { client } = this.#administration ?? {};
    this.#administration = null;
    this.#setPhase('signedOut');
    await client?.call('signOut', { timeoutMs: FAREWELL_MS });
  }

  /** Another window asked: everything is flushed, then the workstation is its. */
  async #letGo(): Promise<void> {
    this.#leave('takenOver');
    await this.#endDraining();
  }

  /** Another window took the workstation: from this moment nothing of it is written here. */
  #robbed(): void {
    this.#isRobbedOpening = true;
    for (const held of [this.#signedIn, this.#draining])
      if (held) held.open.workstation.recorder.isFenced = true;
    if (this.#leave('takenOver') || this.#draining) void this.#endDraining();
  }

  // ── destroying ────────────────────────────────────────────────────────────────────────────────────

  /** Revoked with `drain`: once nothing is left to hand in, nothing is left to keep. */
  #wipeIfDrained(): void {
    for (const held of [this.#signedIn, this.#draining]) {
      if (!held) continue;
      const { sync, workstation } = held.open;
      const isDone = sync?.connection.isDraining && !this.#hasUnsent(held) && !workstation.recorder.fault;
      if (isDone) void this.#destroyOpen(held.open, 'drained');
    }
  }

  /** Destroys the keys of a workstation that is open or still uploading, then all that it keeps here. */
  #destroyOpen(open: OpenDesk, why: WipeReason): Promise<void> {
    const held = [this.#signedIn, this.#draining].find((each) => each?.open === open);
    if (!held) return this.#destroying ?? Promise.resolve();
    const { header, recorder, ledger } = open.workstation;
    if (this.#signedIn === held) this.#signedIn = null;
    if (this.#draining === held) this.#draining = null;
    this.#destroying = (async () => {
      open.dropReadable();
      recorder.isFenced = true;
      // Told at once, so that no list asks a desk that is open no more; why, once the keys are gone.
      this.#lockedAs = null;
      this.#pull = IDLE_PULL;
      this.#setPhase('signedOut');
      await destroyKeys(this.ports, header.localId);
      this.#wiped = { account: header.account, why, notApplied: ledger.open('parked').length };
      this.#setPhase('signedOut');
      // The keys are gone; what cannot be deleted now is deleted at the next start.
      await held.close(() => deleteRemains(this.ports, header.localId).catch(() => undefined));
      await this.#refreshWorkstations();
    })().finally(() => {
      this.#destroying = null;
      this.#changed();
    });
    return this.#destroying;
  }

  /** The reviewer's own wish; refused while anything is not settled. */
  async wipe(): Promise<WipeReply> {
    const open = this.desk();
    const count = open.unsettledCount;
    if (count > 0) return { ok: false, why: 'unsettled', count };
    await open.audit.write({ action: 'wipe' });
    await open.audit.handIn(FAREWELL_MS);
    await open.client.call('signOut', { timeoutMs: FAREWELL_MS });
    // Decided in another corner while the log was on its way.
    if (open.unsettledCount > 0) return { ok: false, why: 'unsettled', count: open.unsettledCount };
    await this.#destroyOpen(open, 'own');
    return { ok: true };
  }

  async workstationList(): Promise<WorkstationsReply> {
    if (this.#administration) return listWorkstations(this.#administration.client, null, this.#unsentOf);
    const { client, workstation } = this.desk();
    const own = workstation.ledger.open('window', 'attempted').length;
    const unsentOf = new Map(this.#unsentOf).set(workstation.header.ws, own);
    return listWorkstations(client, workstation.header.ws, unsentOf);
  }
}
