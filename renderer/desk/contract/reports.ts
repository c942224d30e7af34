/** Progress, publication, intended deals and contact forms: figures of this PC, and copies of what the gateway keeps. */
import type { SubGroupProgress } from '../../../shared/domain/progressTally.ts';
import type { Deal, ProgressReply, Publications, SubGroupContact } from '../../../shared/protocol/reports.ts';
import type { AccessRefusal } from './access.ts';

/** Counted on this PC over what the lists show, the reviewer's own decisions included. */
export interface LocalProgress {
  /** `asOf`: the last sync, or now before the first */
  figures: { asOf: string; subGroups: SubGroupProgress[] };
  /** today in Shanghai */
  day: string;
  lastSyncAt: number | null;
  /** own decisions in the figures that the gateway has not acknowledged */
  unsent: number;
  /** may publish the week's figures of the delegation */
  mayPublish: boolean;
  /** sub-groups whose deals and contact form the account may write */
  writable: string[];
}

/** What the gateway answered last. `why`: it could not be asked now, so this is what is kept here. */
export interface KeptCopy<T> {
  value: T | null;
  /** when it was fetched, ms since epoch */
  fetchedAt: number | null;
  why: AccessRefusal | null;
}

export type PublicationList = Publications['items'];
/** A published week as frozen. */
export interface PublishedProgress extends Omit<ProgressReply, 'published'> {
  published: NonNullable<ProgressReply['published']>;
}
export type PublishReply = { ok: true; published: PublishedProgress } | { ok: false; why: AccessRefusal };

export interface DealRow extends Deal {
  /** null where the unit is not in this account's scope any more */
  unitName: string | null;
}
export interface DealChange {
  put: Deal[];
  removed: string[];
}
export type SaveReply<T> = { ok: true; value: T } | { ok: false; why: AccessRefusal };

export interface ReportDesk {
  progress(): Promise<LocalProgress>;
  /** published weeks, newest first */
  publications(): Promise<KeptCopy<PublicationList>>;
  publishedProgress(week: string): Promise<KeptCopy<PublishedProgress>>;
  /** Freezes the gateway's present figures for the week of this Monday; a week published before stays as it was. */
  publishWeek(week: string): Promise<PublishReply>;
  /** A report is about to be handed out; false if that could not be logged. */
  logReport(file: {
    what: 'figures' | 'contacts';
    rowCount: number;
    fileHash: string;
    isPrint: boolean;
  }): Promise<boolean>;
  deals(): Promise<KeptCopy<DealRow[]>>;
  saveDeals(change: DealChange): Promise<SaveReply<DealRow[]>>;
  contacts(): Promise<KeptCopy<SubGroupContact[]>>;
  saveContact(form: SubGroupContact): Promise<SaveReply<SubGroupContact[]>>;
}
