/** The desk as the screens know it: phases from sign-in to lock, and one method for each thing they may ask. */
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Desk } from './contract/desk.ts';
import type { DeskEvent, DeskStatus, Phase, WorkstationSummary } from './contract/status.ts';
import { makeStatus } from './deskStatus.ts';
import type { OpenDesk } from './openDesk.ts';
import { outboxRows, recentRows, subjectOf, trayRows } from './outboxViews.ts';
import type { DeskPorts } from './ports.ts';
import { attendeeDetail, unitDetail } from './review/details.ts';
import { changePassword, type SignedIn, signIn, signInAgain } from './signIn.ts';
import { countUnsent } from './store/workStore.ts';
import { configOf, knownWorkstations } from './workstation.ts';

/** Status changes within this time reach the screens as one. */
const COALESCE_MS = 16;
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
  'MissingAPIError',
];
const isStorageError = (error: unknown) => error instanceof Error && STORAGE_ERRORS.includes(error.name);

/** Makes the desk of these ports; `boot` finds out what is on this machine. */
export function createDesk(ports: DeskPorts): Desk & { boot(): Promise<void>; isBusy(): boolean } {
  const listeners = new Set<(event: DeskEvent) => void>();
  let phase: Phase = 'starting';
  let lockedAs: string | null = null;
  let workstations: WorkstationSummary[] = [];
  let pull: DeskStatus['pull'] = { stage: 'idle', done: 0, total: null };
  let isPersisted: boolean | null = null;
  let dataVersion = 0;
  let signedIn: SignedIn | null = null;
  /** locked, but still uploading */
  let draining: SignedIn | null = null;
  let isEmitPlanned = false;

  const open = (): OpenDesk | null => signedIn?.open ?? null;

  function status(): DeskStatus {
    return makeStatus({
      phase,
      lockedAs,
      workstations,
      pull,
      isPersisted,
      dataVersion,
      open: open(),
      now: ports.clock.now(),
    });
  }

  function emit(event: DeskEvent): void {
    for (const listener of listeners) listener(event);
  }

  function changed(): void {
    dataVersion++;
    if (isEmitPlanned) return;
    isEmitPlanned = true;
    ports.schedule.after(COALESCE_MS, () => {
      isEmitPlanned = false;
      emit({ type: 'status', status: status() });
      stopDrainingIfDone();
    });
  }

  function setPhase(next: Phase): void {
    phase = next;
    dataVersion++;
    emit({ type: 'status', status: status() });
  }

  async function refreshWorkstations(): Promise<void> {
    const headers = await knownWorkstations(ports);
    workstations = await Promise.all(
      headers.map(async ({ localId, account, gateway }) => ({
        localId,
        account,
        gateway,
        unsent: await countUnsent(localId, ports.storage).catch(() => 0),
      })),
    );
  }

  /** The open desk, or a fault: the screens never ask before it is open. */
  function desk(): OpenDesk {
    const current = open();
    if (!current || phase !== 'open') throw new Error('the desk is not open');
    return current;
  }

  const openEvents = {
    emit,
    changed,
    progress(progress: DeskStatus['pull'] | null) {
      pull = progress ?? { stage: 'idle', done: 0, total: null };
      changed();
    },
    fault: () => changed(),
    signInAgain: () => changed(),
  };

  // ── locking ───────────────────────────────────────────────────────────────────────────────────────

  function hasUnsent(held: SignedIn): boolean {
    const due = held.open.workstation.ledger.open('window', 'attempted');
    return due.length > 0;
  }

  function stopDrainingIfDone(): void {
    if (!draining) return;
    if (hasUnsent(draining) && draining.open.sync.isPushPossible) return;
    void endDraining();
  }

  let closing: Promise<void> = Promise.resolve();

  /** Ends what still uploads; whoever asks again meanwhile waits for the same end. */
  function endDraining(): Promise<void> {
    const held = draining;
    if (!held) return closing;
    draining = null;
    closing = held.close().then(async () => {
      await refreshWorkstations();
      changed();
    });
    return closing;
  }

  async function lockTo(next: 'locked' | 'signedOut'): Promise<void> {
    const held = signedIn;
    if (!held) return;
    signedIn = null;
    lockedAs = next === 'locked' ? held.open.identity.account.name : null;
    pull = { stage: 'idle', done: 0, total: null };
    held.open.dropReadable();
    setPhase(next);
    draining = held;
    if (next === 'locked' && hasUnsent(held) && held.open.sync.isPushPossible) {
      // Windows that are open end at their time; until then and no longer than this the work key is kept.
      ports.schedule.after(configOf(ports).drainLimitMs, () => {
        if (draining === held) void endDraining();
      });
      held.open.sync.kick();
    } else await endDraining();
    await refreshWorkstations();
    changed();
  }

  return {
    async boot() {
      isPersisted = await ports.storage.persist();
      await refreshWorkstations();
      setPhase('signedOut');
    },
    /** True while anything is under way: tests wait for its end. */
    isBusy() {
      return (signedIn?.open.isBusy ?? false) || (draining?.open.isBusy ?? false);
    },
    async status() {
      return status();
    },
    async subscribe(listener) {
      listeners.add(listener);
      listener({ type: 'status', status: status() });
      return () => listeners.delete(listener);
    },

    async signIn(input) {
      if (signedIn) return signInAgain(ports, signedIn, input.password);
      await endDraining();
      // The desktop host may have been given another gateway since this worker started.
      if (input.gateway !== undefined) ports.gateway = input.gateway;
      const before = phase;
      setPhase('opening');
      const reply = await signIn(ports, input, openEvents).catch((error: unknown) => {
        // Storage that throws is a refusal with a sentence; anything else is a fault, but never a stuck screen.
        if (isStorageError(error)) return { ok: false, why: 'storageDenied' } as const;
        setPhase(before === 'locked' ? 'locked' : 'signedOut');
        throw error;
      });
      if (!reply.ok) {
        pull = { stage: 'idle', done: 0, total: null };
        await refreshWorkstations();
        setPhase(reply.why === 'elsewhere' ? 'elsewhere' : before === 'locked' ? 'locked' : 'signedOut');
        return reply;
      }
      signedIn = reply.signedIn;
      lockedAs = null;
      setPhase('open');
      void signedIn.open.inBackground(signedIn.open.audit({ action: 'unlock' }));
      await refreshWorkstations();
      return { ok: true };
    },
    lock: () => lockTo('locked'),
    async signOut() {
      // The cookie goes; what is not uploaded stays on this machine, sealed, until the next sign-in.
      const client = signedIn?.open.client;
      await lockTo('signedOut');
      await client?.call('signOut', { timeoutMs: 5_000 });
    },
    async changePassword(input) {
      return signedIn ? changePassword(ports, signedIn, input) : { ok: false, why: 'gatewayFault' };
    },
    async syncNow() {
      await open()?.sync.syncNow();
    },

    async profile(): Promise<EditionProfile> {
      return desk().profile;
    },
    async openQuery(query) {
      return desk().room.openQuery(query);
    },
    async rows(queryId, from, to) {
      return desk().room.rows(queryId, from, to);
    },
    async rowsById(kind, ids) {
      return desk().room.rowsById(kind, ids);
    },
    async positionOf(queryId, id) {
      return desk().room.positionOf(queryId, id);
    },
    async idsOf(queryId, from, to) {
      return desk().room.ids(queryId, from, to);
    },
    async arrivalsOf(queryId) {
      return desk().room.arrivalsOf(queryId);
    },
    async closeQuery(queryId) {
      open()?.room.closeQuery(queryId);
    },

    unitDetail: async (id) => unitDetail(desk().room.context, id),
    attendeeDetail: async (id) => attendeeDetail(desk().room.context, id),
    image: async (sha256, variant) => desk().images?.get(sha256, variant) ?? { ok: false, why: 'gone' },
    reveal: async (kind, id, field) => desk().reveal(kind, id, field),

    async decide(items) {
      const current = open();
      if (!current || phase !== 'open') {
        return {
          batchId: null,
          decided: 0,
          refused: items.map(({ kind, id }) => ({ kind, id, why: 'notOpen' })),
        };
      }
      return current.room.decide(items);
    },
    previewBatch: async (scope, action) => desk().room.previewBatch(scope, action),
    confirmBatch: async (previewId, input) => desk().room.confirmBatch(previewId, input),
    undo: async () => desk().room.undo(),
    setAside: async (kind, id, isSet) => desk().room.setAside(kind, id, isSet),

    async outbox() {
      return outboxRows(desk().workstation.ledger, ports.clock.now());
    },
    async tray() {
      const { workstation, room } = desk();
      return trayRows(workstation.ledger, workstation.recorder, room.context.items);
    },
    async resolve(decisionIds, how) {
      const { workstation, room } = desk();
      await workstation.recorder.record({ t: 'resolve', at: ports.clock.now(), ids: decisionIds, how });
      room.refreshSubjects(
        decisionIds.flatMap((id) => {
          const entry = workstation.ledger.entries.get(id);
          return entry ? [subjectOf(entry)] : [];
        }),
      );
    },
    async recentDecisions(limit) {
      return recentRows(desk().workstation.ledger, ports.clock.now(), limit);
    },
    async syncLog() {
      return [...desk().sync.log];
    },
    async settings() {
      return desk().settings;
    },
    changeSettings: async (change) => desk().changeSettings(change),
    async storage() {
      const { usedBytes, sizeBytes } = await desk().workstation.journal.usage();
      const estimate = await ports.storage.estimate();
      return { ...estimate, isPersisted, journalUsedBytes: usedBytes, journalSizeBytes: sizeBytes };
    },
  };
}
