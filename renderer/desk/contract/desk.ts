/**
 * The typed contract between the screens and the desk (the worker): all the page may ask, all it is told.
 * Expected outcomes are values; a rejected promise means a fault and is shown as one.
 * Personal data arrives masked; `reveal` gives one field at a time and is logged.
 */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { RevokeMode, RevokeReply, WipeReply, WorkstationsReply } from './access.ts';
import type {
  BatchAction,
  BatchConfirmation,
  BatchPreview,
  DecideReply,
  DecisionInput,
  Scope,
  TakeBackPreview,
  UndoReply,
} from './decisions.ts';
import type { ExportDesk } from './exports.ts';
import type { FindingView } from './findings.ts';
import type { ImportDesk } from './imports.ts';
import type { IntakeDesk } from './intake.ts';
import type { ActRow, OutboxRow, SyncLogEntry } from './outbox.ts';
import type { PackDesk } from './packs.ts';
import type { AttendeeQuery, OpenedQuery, Query, UnitCount } from './queries.ts';
import type { ReportDesk } from './reports.ts';
import type { AttendeeDetail, ImageReply, Row, UnitDetail } from './rows.ts';
import type { SecretariatDesk } from './secretariat.ts';
import type { SeeingDesk } from './seeing.ts';
import type { DeskSettings, StorageReport } from './settings.ts';
import type { SignInReply } from './signIn.ts';
import type { DeskEvent, DeskStatus } from './status.ts';
import type {
  CompareReply,
  TrayDetail,
  TrayHow,
  TrayOutcome,
  TrayPreview,
  TrayRow,
  VersionRef,
} from './tray.ts';

export interface Desk
  extends ImportDesk,
    ExportDesk,
    PackDesk,
    IntakeDesk,
    SeeingDesk,
    ReportDesk,
    SecretariatDesk {
  status(): Promise<DeskStatus>;
  /** The listener is told the status at once and every change after; returns its unsubscription. */
  subscribe(listener: (event: DeskEvent) => void): Promise<() => void>;

  /**
   * Opens a known workstation with the password (offline too), or signs a new one in. `gateway`: the origin
   * in force under the desktop host; a workstation belongs to one gateway. `takeOver`: asks a window that
   * holds the workstation to let go, and takes it if that one does not answer. `localId`: which of several
   * workstations of the account, and from then on it is the one in use; the one in use if absent. `startOver`:
   * where neither the key store nor the gateway opens it (`recoveryFailed`), it is put aside, untouched, and a
   * new one is made; else it does nothing.
   */
  signIn(input: {
    account: string;
    password: string;
    gateway?: string;
    takeOver?: boolean;
    localId?: string;
    startOver?: boolean;
  }): Promise<SignInReply>;
  lock(): Promise<void>;
  /**
   * The reviewer confirms that the browser was closed as a whole since a storage fault (`storageFault` with
   * `isRestartToConfirm`): the desk opens anew and writes its databases again. False if there was nothing to
   * confirm or it could not be opened; then the phase says what is due.
   */
  confirmRestarted(): Promise<boolean>;
  /** Asks the browser again to keep the data for good; whether it promises to. */
  askPersistence(): Promise<boolean>;
  signOut(): Promise<void>;
  changePassword(input: { current: string; next: string }): Promise<SignInReply>;
  syncNow(): Promise<void>;
  /** The machine woke, the network came back, the window is looked at again: asks the gateway at once. */
  wake(): Promise<void>;
  /**
   * The submission whose detail is on screen, or null: colleagues see it while online. Answers who else has
   * it open; `presence` events tell of changes. Never a lock.
   */
  openSubject(subject: { kind: SubmissionKind; id: string } | null): Promise<string[]>;

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
  /** The units of a list of people with how many each has, most first, as far as their names match. */
  unitCounts(query: AttendeeQuery, search: string): Promise<UnitCount[]>;

  unitDetail(id: string): Promise<UnitDetail | null>;
  attendeeDetail(id: string): Promise<AttendeeDetail | null>;
  image(sha256: string, variant: 'thumb' | 'full'): Promise<ImageReply>;
  /** One personal field in clear; written to the audit log. */
  reveal(kind: SubmissionKind, id: string, field: string): Promise<string | null>;

  /** Decides at once in memory, then makes it durable; the status says when it is saved. */
  decide(items: DecisionInput[]): Promise<DecideReply>;
  /** How many of a scope are flagged by the checks. */
  flaggedOf(scope: Scope): Promise<number>;
  /** All findings of each of these submissions, as the batch's dialog tells them of those left out. */
  findingsOf(kind: SubmissionKind, ids: string[]): Promise<FindingView[][]>;
  previewBatch(scope: Scope, action: BatchAction): Promise<BatchPreview>;
  confirmBatch(previewId: string, given: BatchConfirmation): Promise<DecideReply>;
  undo(): Promise<UndoReply>;
  /** What taking back one act, of any age, would do. */
  previewTakeBack(batchId: string): Promise<TakeBackPreview>;
  /** Takes one act back as one step, whatever was done since. */
  takeBack(batchId: string): Promise<UndoReply>;
  setAside(kind: SubmissionKind, id: string, isSetAside: boolean): Promise<void>;

  outbox(): Promise<OutboxRow[]>;
  tray(): Promise<TrayRow[]>;
  /** A parked decision with what it stands beside; asks the gateway for what is not kept here. */
  trayDetail(decisionId: string): Promise<TrayDetail | null>;
  /** Two readings of a submission side by side; `after` is what is now unless told. */
  compare(kind: SubmissionKind, id: string, before: VersionRef, after?: VersionRef): Promise<CompareReply>;
  /** One personal field of a reading in clear; written to the audit log like `reveal`. */
  revealVersion(kind: SubmissionKind, id: string, version: VersionRef, field: string): Promise<string | null>;
  /**
   * What would become of parked decisions, in groups; frozen for `confirmTray`, which names those that go.
   * `shownHash`: the material that a single one was compared with on screen; another one refuses it.
   */
  previewTray(decisionIds: string[], how: TrayHow, shownHash?: string): Promise<TrayPreview>;
  confirmTray(previewId: string, decisionIds: string[]): Promise<TrayOutcome>;
  /** Takes a parked decision out of the tray, by its author's word. Its text stays in the log. */
  resolve(decisionIds: string[], how: 'discarded' | 'accepted'): Promise<void>;
  /** A note on parked decisions is about to be saved as a file; false if that could not be logged. */
  logNote(note: { decisions: number; fileHash: string }): Promise<boolean>;
  recentDecisions(limit: number): Promise<OutboxRow[]>;
  /** The newest acts, newest first. */
  recentActs(limit: number): Promise<ActRow[]>;
  syncLog(): Promise<SyncLogEntry[]>;

  settings(): Promise<DeskSettings>;
  changeSettings(change: Partial<DeskSettings>): Promise<DeskSettings>;
  storage(): Promise<StorageReport>;

  /** Own workstations at the gateway; all of them for an administrator. Needs a connection. */
  workstationList(): Promise<WorkstationsReply>;
  revokeWorkstation(ws: string, mode: RevokeMode): Promise<RevokeReply>;
  /** How many decisions keep this workstation from being wiped. */
  unsettledCount(): Promise<number>;
  /** Destroys the keys, then everything this workstation keeps here; refused while anything is not settled. */
  wipe(): Promise<WipeReply>;
}
