/** Questions to the index: queues, filters, orders, and the frozen list that answers. */
import type { Tag, UnitCategory } from '../../../shared/domain/vocabulary.ts';

export const UNIT_QUEUES = ['pending', 'resubmitted', 'setAside', 'approved', 'rejected', 'all'] as const;
/** `pending` includes resubmitted ones and leaves out those set aside. */
export type UnitQueue = (typeof UNIT_QUEUES)[number];
export const ATTENDEE_QUEUES = [
  'untagged',
  'laterAdditions',
  'setAside',
  'tagged',
  'returned',
  'underway',
  'all',
] as const;
/** `untagged`: awaitingTag and not set aside; `tagged`: tagged, awaitingPayment or inPersonReview without order. */
export type AttendeeQueue = (typeof ATTENDEE_QUEUES)[number];

export const UNIT_SORTS = ['default', 'name', 'code', 'people', 'intent', 'submittedAt', 'findings'] as const;
export const ATTENDEE_SORTS = ['default', 'name', 'unitName', 'submittedAt', 'findings'] as const;

interface QueryBase {
  /** one box: name, code prefix, contact, phone tail, full pinyin, initials */
  search?: string;
  /** `flagged`: an error or a warning; `error`: those with an error alone */
  findings?: 'any' | 'clean' | 'flagged' | 'error';
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
  /** those added after their unit was submitted, or those submitted with it */
  additions?: 'any' | 'later' | 'first';
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
  facets: {
    clean: number;
    flagged: number;
    /** of those flagged */
    error: number;
    /** units only */
    categories?: Record<UnitCategory, number>;
    /** people only: added after their unit was submitted */
    later?: number;
    tags?: Record<Tag | 'none', number>;
    /** whichever sub-group is chosen; those with none are left out */
    subGroups?: Record<string, number>;
  };
}

/** A unit with how many people of a list are its own. */
export interface UnitCount {
  id: string;
  name: string;
  count: number;
}

/** ·  ▣  ↑  ✓  !  ⇄ */
export type SyncMark = 'none' | 'savedHere' | 'uploading' | 'synced' | 'failed' | 'conflict';
