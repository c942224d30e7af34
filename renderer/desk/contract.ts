/**
 * The typed contract between the screens and the desk (the worker): all the page may ask, all it is told.
 * Expected outcomes are values; a rejected promise means a fault and is shown as one.
 * Personal data arrives masked; `reveal` gives one field at a time and is logged.
 */
import type { GivenReason, Override } from '../../shared/domain/decision.ts';
import type { Bilingual, EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Finding, Severity } from '../../shared/domain/finding.ts';
import type {
  AttendeeArrangement,
  AttendeeMaterial,
  ImageRefs,
  Order,
  UnitMaterial,
} from '../../shared/domain/material.ts';
import type {
  AttendeeStatus,
  AttendeeVerdict,
  DocumentType,
  Gender,
  PersonType,
  Role,
  SubmissionKind,
  Tag,
  UnitCategory,
  UnitStatus,
  UnitVerdict,
  Verdict,
} from '../../shared/domain/vocabulary.ts';
import type { CurrentDecision, LastReview } from '../../shared/protocol/feed.ts';
import type { ReceiptResult } from '../../shared/protocol/push.ts';

// ── status ──────────────────────────────────────────────────────────────────────────────────────────

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
  /** another window of this browser holds this workstation */
  | 'elsewhere';

export type Connectivity =
  | 'unknown'
  | 'online'
  | 'offline'
  /** something answers, but it is not our gateway (captive portal, proxy) */
  | 'notGateway'
  | 'signInNeeded'
  | 'updateNeeded'
  | 'revoked'
  | 'foreign';

/** A reviewer known on this machine: named, never shown, never lost. */
export interface WorkstationSummary {
  localId: string;
  account: string;
  gateway: string;
  /** decisions confirmed and not yet acknowledged */
  unsent: number;
}

export type Notice =
  | { code: 'clockSkew'; minutes: number }
  | { code: 'storageFault' }
  | { code: 'journalFull' }
  | { code: 'journalFailed' }
  | { code: 'notPersisted' }
  | { code: 'cacheRebuilt' }
  | { code: 'pullStopped'; detail: 'unknownKind' | 'schema' | 'hashMismatch' }
  | { code: 'itemRejectedByGateway'; count: number };

/** The newest act, as the strip shows it. `until`: when its upload may begin (ms since epoch), null after. */
export interface LastAct {
  batchId: string;
  kind: SubmissionKind;
  verdict: Verdict;
  tag?: Tag;
  count: number;
  /** of the first subject: unit names in full, people's names as on screen */
  name: string;
  at: number;
  until: number | null;
  state: 'saving' | 'savedHere' | 'uploading' | 'synced' | 'parked' | 'undone';
}

export interface DeskStatus {
  phase: Phase;
  lockedAs: string | null;
  workstations: WorkstationSummary[];
  account: { name: string; displayName: string; role: Role } | null;
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
  /** last complete pull, ms since epoch */
  lastSyncAt: number | null;
  pull: { stage: 'idle' | 'snapshot' | 'changes' | 'index'; done: number; total: number | null };
  outbox: { window: number; queued: number; inFlight: number; parked: number };
  today: { reviewed: number; approved: number; rejected: number; tagged: number; returned: number };
  lastAct: LastAct | null;
  canUndo: boolean;
  notices: Notice[];
  isPersisted: boolean | null;
  /** rises with every change of what a query could answer */
  dataVersion: number;
}

export type DeskEvent =
  | { type: 'status'; status: DeskStatus }
  /** rows whose projection changed; empty means: any may have */
  | { type: 'rows'; kind: SubmissionKind; ids: string[] }
  /** a long batch under way */
  | { type: 'batch'; done: number; total: number };

// ── sign-in ─────────────────────────────────────────────────────────────────────────────────────────

export type SignInRefusal =
  | 'wrongPassword'
  | 'tooManyAttempts'
  | 'unreachable'
  | 'notGateway'
  | 'updateNeeded'
  | 'noScope'
  | 'workstationForeign'
  | 'workstationRevoked'
  | 'elsewhere'
  | 'storageDenied'
  | 'blockTampered'
  | 'gatewayFault';
export type SignInReply = { ok: true } | { ok: false; why: SignInRefusal; retryAfterSeconds?: number };

// ── queries ─────────────────────────────────────────────────────────────────────────────────────────

export const UNIT_QUEUES = ['pending', 'resubmitted', 'setAside', 'approved', 'rejected', 'all'] as const;
/** `pending` includes resubmitted ones and leaves out those set aside. */
export type UnitQueue = (typeof UNIT_QUEUES)[number];
export const ATTENDEE_QUEUES = [
  'untagged',
  'laterAdditions',
  'tagged',
  'returned',
  'underway',
  'all',
] as const;
/** `untagged`: awaitingTag; `tagged`: tagged, awaitingPayment or inPersonReview without order. */
export type AttendeeQueue = (typeof ATTENDEE_QUEUES)[number];

export const UNIT_SORTS = ['default', 'name', 'code', 'people', 'intent', 'submittedAt', 'findings'] as const;
export const ATTENDEE_SORTS = ['default', 'name', 'unitName', 'submittedAt', 'findings'] as const;

interface QueryBase {
  /** one box: name, code prefix, contact, phone tail, full pinyin, initials */
  search?: string;
  findings?: 'any' | 'clean' | 'flagged';
  subGroupIds?: string[];
  direction?: 'asc' | 'desc';
}
export interface UnitQuery extends QueryBase {
  kind: 'unit';
  queue: UnitQueue;
  categories?: UnitCategory[];
  sort?: (typeof UNIT_SORTS)[number];
}
export interface AttendeeQuery extends QueryBase {
  kind: 'attendee';
  queue: AttendeeQueue;
  tags?: (Tag | 'none')[];
  unitId?: string;
  sort?: (typeof ATTENDEE_SORTS)[number];
}
export type Query = UnitQuery | AttendeeQuery;

/** A query's answer is a frozen list of ids: rows never move under the cursor until it is opened again. */
export interface OpenedQuery {
  queryId: string;
  total: number;
  /** counts of each queue under the same other filters but without search */
  queues: Record<string, number>;
  /** counts within this queue and search */
  facets: { clean: number; flagged: number; tags?: Record<Tag | 'none', number> };
}

/** ·  ▣  ↑  ✓  !  ⇄ */
export type SyncMark = 'none' | 'savedHere' | 'uploading' | 'synced' | 'failed' | 'conflict';

/** What was on screen when a key was pressed; a decision refers to exactly this. */
export interface Seen {
  revision: number;
  hash: string;
  previousDecisionId: string | null;
}

export interface UnitRow {
  kind: 'unit';
  id: string;
  seen: Seen;
  unitName: string;
  uscc: string;
  category: UnitCategory;
  subGroupId: string;
  status: UnitStatus;
  isResubmitted: boolean;
  isSetAside: boolean;
  people: number;
  /** people with an error or warning */
  peopleFlagged: number;
  peopleUntagged: number;
  /** sum of the purchase intents, 10 000 USD; null when none states an amount */
  intentTotal: number | null;
  submittedAt: string;
  severity: Severity | null;
  findingCount: number;
  sync: SyncMark;
}

export interface AttendeeRow {
  kind: 'attendee';
  id: string;
  seen: Seen;
  unitId: string;
  unitName: string;
  unitStatus: UnitStatus | null;
  name: string;
  gender: Gender | null;
  personType: PersonType;
  documentType: DocumentType;
  /** masked */
  documentNumber: string;
  /** masked */
  phone: string;
  jobTitle: string;
  entryPeriod: string | null;
  subGroupId: string;
  status: AttendeeStatus;
  tag: Tag | null;
  previousTag: Tag | null;
  isLaterAddition: boolean;
  isResubmitted: boolean;
  isSetAside: boolean;
  hasOrder: boolean;
  submittedAt: string;
  severity: Severity | null;
  findingCount: number;
  sync: SyncMark;
  photo: string | null;
}
export type Row = UnitRow | AttendeeRow;

/** A finding ready to show: `seen` and `expected` masked where the field is personal. */
export interface FindingView extends Finding {
  /** duplicates: the others it stands with */
  others?: { kind: SubmissionKind; id: string; label: string; isDecidedHere: boolean }[];
}

interface DetailBase {
  findings: FindingView[];
  images: ImageRefs;
  decision: CurrentDecision | null;
  lastReview: LastReview | null;
  /** the reviewer's own decision on it that the feed does not carry yet */
  local: { decisionId: string; verdict: Verdict; tag?: Tag; at: number; sync: SyncMark } | null;
}
export interface UnitDetail extends DetailBase {
  row: UnitRow;
  /** contact phone and e-mail masked */
  material: UnitMaterial;
  people: AttendeeRow[];
}
export interface AttendeeDetail extends DetailBase {
  row: AttendeeRow;
  /** documentNumber, birthDate, phone, email masked; `arrangement.deliveryAddress` left out until revealed */
  material: AttendeeMaterial;
  arrangement: AttendeeArrangement;
  order: Order | null;
}

export type ImageReply =
  | { ok: true; bytes: ArrayBuffer; mediaType: string }
  | { ok: false; why: 'offline' | 'gone' | 'notGateway' | 'damaged' };

// ── decisions ───────────────────────────────────────────────────────────────────────────────────────

export interface DecisionInput {
  kind: SubmissionKind;
  id: string;
  seen: Seen;
  verdict: UnitVerdict | AttendeeVerdict;
  tag?: Tag;
  reasons?: GivenReason[];
  note?: string;
  overrides?: Override[];
}

export type DecideRefusal =
  | 'changedSinceSeen'
  | 'notInScope'
  | 'lifeCycle'
  | 'reasonMissing'
  | 'textMissing'
  | 'tagMissing'
  | 'textTooLong'
  | 'tooManyReasons'
  | 'inFlight'
  | 'journalFull'
  | 'storageFault'
  | 'notOpen'
  | 'afterDeadline';
export interface Refused {
  kind: SubmissionKind;
  id: string;
  why: DecideRefusal;
  /** the life cycle's reason, for the sentence */
  detail?: string;
}
/** One act: what of it was taken (undone as one step) and what was refused, each with its reason. */
export interface DecideReply {
  /** null when nothing was taken */
  batchId: string | null;
  decided: number;
  refused: Refused[];
}

export type Scope =
  | { type: 'ids'; kind: SubmissionKind; ids: string[] }
  | { type: 'query'; queryId: string; except: string[] };

export interface BatchAction {
  verdict: UnitVerdict | AttendeeVerdict;
  tag?: Tag;
  /** approve: also tag the units' untagged, unflagged people */
  alsoTag?: Tag;
}
export interface LeftOut {
  kind: SubmissionKind;
  id: string;
  name: string;
  why: 'flagged' | 'setAside' | DecideRefusal;
  detail?: string;
  findings: FindingView[];
}
/** A batch is a frozen list: what `confirmBatch` decides is what was seen here. */
export interface BatchPreview {
  previewId: string;
  go: number;
  leftOut: LeftOut[];
  /** what becomes of people: how many by tag, who pays, who goes on free, who stays untagged */
  cascade: { byTag: Record<Tag, number>; awaitingPayment: number; inPersonReview: number; untagged: number };
  neverOpened: { id: string; name: string }[];
  /** five of those that go, at random */
  spotCheck: { id: string; name: string }[];
}

export type UndoReply =
  | {
      ok: true;
      how: 'undone' | 'withdrawn' | 'retagged' | 'waitsForReceipt';
      count: number;
      refused: Refused[];
    }
  | { ok: false; why: 'nothing' | 'notWithdrawable' | 'alreadyUndone' | 'storageFault' };

export interface OutboxRow {
  decisionId: string;
  batchId: string;
  kind: SubmissionKind;
  subjectId: string;
  name: string;
  verdict: Verdict;
  tag?: Tag;
  reasons: GivenReason[];
  confirmedAt: number;
  /** ms since epoch; only while in the undo window */
  uploadAt?: number;
  state: 'window' | 'queued' | 'inFlight' | 'awaitingFeed' | 'settled' | 'undone';
}
/** A decision that did not take effect: it stays here, with its text, until its author resolves it. */
export interface TrayRow extends Omit<OutboxRow, 'state' | 'uploadAt'> {
  result: Exclude<ReceiptResult, 'applied'> | 'fingerprint-mismatch' | 'refused';
  note: string;
  detail?: string;
  why?: string;
  theirs: CurrentDecision | null;
  /** fields and image slots that differ between what was seen and what is now */
  changed: string[];
  receivedAt: number;
  /** false when the subject is no longer in scope */
  canDecideAgain: boolean;
}

export interface SyncLogEntry {
  at: number;
  what: 'pull' | 'push' | 'fault' | 'signIn' | 'recover';
  items: number;
  detail?: string;
}

export interface DeskSettings {
  undoWindowSeconds: 5 | 10 | 20 | 30;
  idleLockMinutes: number;
}

export interface StorageReport {
  usageBytes: number | null;
  quotaBytes: number | null;
  isPersisted: boolean | null;
  journalUsedBytes: number;
  journalSizeBytes: number;
}

export interface Desk {
  status(): Promise<DeskStatus>;
  /** The listener is told the status at once and every change after; returns its unsubscription. */
  subscribe(listener: (event: DeskEvent) => void): Promise<() => void>;

  /**
   * Opens a known workstation with the password (offline too), or signs a new one in. `gateway`: the origin
   * in force under the desktop host; a workstation belongs to one gateway.
   */
  signIn(input: { account: string; password: string; gateway?: string }): Promise<SignInReply>;
  lock(): Promise<void>;
  signOut(): Promise<void>;
  changePassword(input: { current: string; next: string }): Promise<SignInReply>;
  syncNow(): Promise<void>;

  profile(): Promise<EditionProfile>;
  openQuery(query: Query): Promise<OpenedQuery>;
  /** Rows `from` (inclusive) to `to` (exclusive) of the frozen list; null where one has left the scope. */
  rows(queryId: string, from: number, to: number): Promise<(Row | null)[]>;
  rowsById(kind: SubmissionKind, ids: string[]): Promise<(Row | null)[]>;
  /** Index of an id in the frozen list, -1 if it is not in it. */
  positionOf(queryId: string, id: string): Promise<number>;
  /** Ids of the frozen list, for selection ranges. */
  idsOf(queryId: string, from: number, to: number): Promise<string[]>;
  /** How many submissions match the query now that are not in its list. */
  arrivalsOf(queryId: string): Promise<number>;
  closeQuery(queryId: string): Promise<void>;

  unitDetail(id: string): Promise<UnitDetail | null>;
  attendeeDetail(id: string): Promise<AttendeeDetail | null>;
  image(sha256: string, variant: 'thumb' | 'full'): Promise<ImageReply>;
  /** One personal field in clear; written to the audit log. */
  reveal(kind: SubmissionKind, id: string, field: string): Promise<string | null>;

  /** Decides at once in memory, then makes it durable; the status says when it is saved. */
  decide(items: DecisionInput[]): Promise<DecideReply>;
  previewBatch(scope: Scope, action: BatchAction): Promise<BatchPreview>;
  /** `include`: ids among those left out as flagged or set aside that shall go all the same. */
  confirmBatch(
    previewId: string,
    input: { include?: string[]; reasons?: GivenReason[]; note?: string },
  ): Promise<DecideReply>;
  undo(): Promise<UndoReply>;
  setAside(kind: SubmissionKind, id: string, isSetAside: boolean): Promise<void>;

  outbox(): Promise<OutboxRow[]>;
  tray(): Promise<TrayRow[]>;
  /** Takes a parked decision out of the tray, by its author's word. Its text stays in the log. */
  resolve(decisionIds: string[], how: 'discarded' | 'accepted'): Promise<void>;
  recentDecisions(limit: number): Promise<OutboxRow[]>;
  syncLog(): Promise<SyncLogEntry[]>;

  settings(): Promise<DeskSettings>;
  changeSettings(change: Partial<DeskSettings>): Promise<DeskSettings>;
  storage(): Promise<StorageReport>;
}
