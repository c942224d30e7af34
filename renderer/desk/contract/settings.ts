/** What the reviewer sets and keeps for their own work, and what this machine stores. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Query } from './queries.ts';

/** So many sentences and views are kept; more would no longer be found again. */
export const SENTENCES_MAX = 60;
export const VIEWS_MAX = 30;
export const OWN_NAME_MAX = 40;

/** A sentence of the reviewer's own for a note; with reasons it is a template for a whole rejection or return. */
export interface OwnSentence {
  id: string;
  /** where it is offered: rejecting a unit, returning a person, overriding a finding */
  use: SubmissionKind | 'override';
  name: string;
  text: string;
  reasons: GivenReason[];
}

/** A view of the reviewer's own: a query under a name. */
export interface SavedView {
  id: string;
  name: string;
  query: Query;
}

export interface DeskSettings {
  undoWindowSeconds: 5 | 10 | 20 | 30;
  idleLockMinutes: number;
  /** the catalogue's key → the one pressed in its place, null for switched off; absent keys stay */
  keys?: Record<string, string | null>;
  /** screens whose first hint was dismissed */
  hintsSeen?: string[];
  /** own sentences and templates; sealed at rest, for they may speak of somebody */
  sentences: OwnSentence[];
  /** own views; sealed at rest, for their search may name somebody */
  views: SavedView[];
}

/**
 * What opens the keys besides the recovery key: `bound`, the password and the operating system's key store
 * together; else the password alone, because the host has no store (`noStore`: a browser), the store would
 * leave it readable (`weak`), does not answer (`unavailable`), the machine travels without a gateway
 * (`traveller`), or it is bound at the next unlock in reach of the gateway (`pending`).
 */
export type KeyProtection = 'bound' | 'noStore' | 'weak' | 'unavailable' | 'traveller' | 'pending';

export interface StorageReport {
  usageBytes: number | null;
  quotaBytes: number | null;
  isPersisted: boolean | null;
  journalUsedBytes: number;
  journalSizeBytes: number;
  /** free bytes of the disk; null where the host cannot say */
  freeBytes: number | null;
  keyProtection: KeyProtection;
  /** what is done about it: images go first, then only the journal is written */
  level: 'plenty' | 'noPrefetch' | 'noImages' | 'journalOnly';
}
