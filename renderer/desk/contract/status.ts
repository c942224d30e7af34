/** What the desk tells unasked: its status, notices and events. */
import type { Bilingual } from '../../../shared/domain/editionProfile.ts';
import type { Role, SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { Administrator, OtherWindow, WipedNotice } from './access.ts';

export type Phase =
  /** finding out what is on this machine */
  | 'starting'
  /** no reviewer is open: sign in, or unlock one of `workstations` */
  | 'signedOut'
  /** someone was open here and locked; `lockedAs` says who */
  | 'locked'
  /** keys are being derived, the index is being built, or the first pull is under way (`pull`) */
  | 'opening'
  | 'open'
  /** another window of this browser holds this workstation; `elsewhere` says since when */
  | 'elsewhere'
  /** another window took this workstation over; it can be taken back with the password */
  | 'takenOver'
  /** an account without a scope that looks after workstations; `administrator` says who */
  | 'administration';

export type Connectivity =
  | 'unknown'
  | 'online'
  | 'offline'
  /** something answers, but it is not our gateway (captive portal, proxy) */
  | 'notGateway'
  | 'signInNeeded'
  | 'updateNeeded'
  /** the gateway speaks an older protocol or schema than this desk */
  | 'gatewayOutdated'
  | 'revoked'
  | 'foreign';

/** A reviewer known on this machine: named, never shown, never lost. */
export interface WorkstationSummary {
  localId: string;
  account: string;
  gateway: string;
  /** decisions confirmed and not yet acknowledged */
  unsent: number;
  /** since when another one of this account is in use instead, ms since epoch; null for the one in use */
  asideSince: number | null;
}

export type Notice =
  | { code: 'clockSkew'; minutes: number }
  /** `isRestartToConfirm`: only the reviewer can say that the browser was closed as a whole since */
  | { code: 'storageFault'; isRestartToConfirm: boolean }
  /** the disk is nearly full: decisions go to the pre-written journal only, nothing is sent or fetched */
  | { code: 'spaceLow' }
  /** a newer program has used the databases: what is here is sent, nothing else can be done */
  | { code: 'newerData' }
  /** the journal refused: these decisions were taken back, everything is as before */
  | { code: 'notSaved'; count: number; name: string }
  | { code: 'journalFull' }
  | { code: 'journalFailed' }
  /** the browser has cleared this machine's data: so many decisions are only in this window, and are being sent */
  | { code: 'evicted'; count: number }
  | { code: 'notPersisted' }
  | { code: 'cacheRebuilt' }
  | { code: 'pullStopped'; detail: 'unknownKind' | 'schema' | 'hashMismatch' }
  | { code: 'itemRejectedByGateway'; count: number };

/** The newest act, as the strip shows it. `until`: when its upload may begin (ms since epoch), null after. */
export interface LastAct {
  batchId: string;
  kind: SubmissionKind;
  verdict: Verdict | 'transfer';
  tag?: Tag;
  /** of a transfer: where the units went */
  transferredTo?: string;
  count: number;
  /** of the first subject: unit names in full, people's names as on screen */
  name: string;
  at: number;
  until: number | null;
  state: 'saving' | 'savedHere' | 'uploading' | 'synced' | 'parked' | 'undone';
  /** the newest act took decisions out of the tray instead of making one */
  resolution?: 'accepted' | 'discarded';
}

export interface DeskStatus {
  phase: Phase;
  lockedAs: string | null;
  workstations: WorkstationSummary[];
  /** in phase `elsewhere`: the window that holds the workstation */
  elsewhere: OtherWindow | null;
  /** local data was destroyed here; null once somebody has signed in */
  wiped: WipedNotice | null;
  /** in phase `administration` */
  administrator: Administrator | null;
  account: { name: string; displayName: string; role: Role; mayTransfer: boolean } | null;
  edition: {
    id: string;
    name: Bilingual;
    delegation: Bilingual;
    /** the sub-groups in this account's scope */
    subGroups: { id: string; name: Bilingual }[];
    registrationCloses: string;
    daysLeft: number;
  } | null;
  connectivity: Connectivity;
  /** revoked with decisions left to hand in, and the session has ended */
  needsSignIn: boolean;
  /** last complete pull, ms since epoch */
  lastSyncAt: number | null;
  pull: { stage: 'idle' | 'snapshot' | 'changes' | 'index'; done: number; total: number | null };
  /** `parked`: all in the tray; `conflicts`: those of them where somebody changed something meanwhile */
  outbox: { window: number; queued: number; inFlight: number; parked: number; conflicts: number };
  today: { reviewed: number; approved: number; rejected: number; tagged: number; returned: number };
  lastAct: LastAct | null;
  canUndo: boolean;
  /** what others did to one's own that was not looked at yet */
  unreadNews: number;
  notices: Notice[];
  isPersisted: boolean | null;
  /** rises with every change of what a query could answer */
  dataVersion: number;
}

export type DeskEvent =
  | { type: 'status'; status: DeskStatus }
  /** rows whose projection changed; empty means: any may have */
  | { type: 'rows'; kind: SubmissionKind; ids: string[] }
  /** who else has this submission open now; empty when nobody has any more */
  | { type: 'presence'; kind: SubmissionKind; id: string; names: string[] }
  /** a long batch under way */
  | { type: 'batch'; done: number; total: number };
