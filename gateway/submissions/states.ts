/** Submissions as the writers hold them: everything the life cycles need, without what was filled in. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type {
  AttendeeArrangement,
  AttendeeMaterial,
  ImageRefs,
  Order,
  UnitMaterial,
} from '../../shared/domain/material.ts';
import type { AttendeeStatus, SubmissionKind, Tag, UnitStatus } from '../../shared/domain/vocabulary.ts';
import type { CurrentDecision, LastReview } from '../../shared/protocol/feed.ts';
import { compileOnce } from '../database/compileOnce.ts';
import { KEEP_PREPARED } from '../database/sendTogether.ts';
import type { Tables } from '../database/tables.ts';

interface CommonState {
  id: string;
  unitId: string;
  subGroupId: string;
  revision: number;
  hash: string;
  decision: CurrentDecision | null;
  /** the gateway's instant of `decision` */
  decidedAt: string | null;
  lastReview: LastReview | null;
  isDeleted: boolean;
  seq: number;
}
export interface UnitSubmission extends CommonState {
  kind: 'unit';
  status: UnitStatus;
}
export interface AttendeeSubmission extends CommonState {
  kind: 'attendee';
  status: AttendeeStatus;
  tag: Tag | null;
  arrangement: AttendeeArrangement;
  order: Order | null;
  isLaterAddition: boolean;
}
export type Submission = UnitSubmission | AttendeeSubmission;

/** What the registrant filled in at one revision; written together with its row in `revision`. */
export interface Content {
  /** null once deleted */
  material: UnitMaterial | AttendeeMaterial | null;
  images: ImageRefs;
  submittedAt: string;
}

/** A unit and its people: the smallest thing writers lock. */
export interface Family {
  unit: UnitSubmission;
  attendees: AttendeeSubmission[];
}

/** An order that was not cancelled exists. */
export function hasOrder(attendee: Pick<AttendeeSubmission, 'order'>): boolean {
  return attendee.order !== null && attendee.order.payStatus !== 'cancelled';
}

const LOCKED_COLUMNS = [
  'kind',
  'id',
  'unit_id',
  'sub_group_id',
  'revision',
  'hash',
  'status',
  'tag',
  'arrangement',
  'order_info',
  'is_later_addition',
  'decision',
  'decided_at',
  'last_review',
  'is_deleted',
  'seq',
] as const;

const selectStates = (db: Kysely<Tables>, edition: string) =>
  db
    .selectFrom('submission')
    .modifyFront(KEEP_PREPARED)
    .select(LOCKED_COLUMNS)
    .where('edition', '=', edition)
    .orderBy('unit_id')
    .orderBy('id');

interface Named {
  edition: string;
  unitIds: string[];
  attendeeIds: string[];
}
const lockUnits = compileOnce((db, { edition, unitIds, attendeeIds }: Named) =>
  selectStates(db, edition)
    .where('rank', '=', 0)
    .where(
      sql<boolean>`unit_id in (select unnest(${unitIds}::text[]) union
        select a.unit_id from submission a
        where a.edition = ${edition} and a.kind = 'attendee' and a.id = any(${attendeeIds}::text[]))`,
    )
    .forUpdate(),
);
const readPeople = compileOnce((db, { edition, unitIds }: Omit<Named, 'attendeeIds'>) =>
  selectStates(db, edition).where('rank', '=', 1).where(sql<boolean>`unit_id = any(${unitIds}::text[])`),
);

/**
 * Locks units in id order, then reads their people. The unit's row guards its whole family: no writer touches
 * an attendee without holding its unit first, so the people need no locks of their own, and no two writers can
 * wait for each other.
 * Units may also be named by their people; whose unit is unknown is left out.
 */
export async function lockFamilies(
  trx: Transaction<Tables>,
  edition: string,
  unitIds: readonly string[],
  attendeeIds: readonly string[] = [],
): Promise<Map<string, Family>> {
  const families = new Map<string, Family>();
  if (unitIds.length === 0 && attendeeIds.length === 0) return families;
  const units = await lockUnits(trx, { edition, unitIds: [...unitIds], attendeeIds: [...attendeeIds] });
  for (const row of units) {
    const unit = fromRow(row);
    if (unit.kind === 'unit') families.set(unit.id, { unit, attendees: [] });
  }
  // A statement of its own: it sees people whose arrival the first one waited for.
  const people = await readPeople(trx, { edition, unitIds: [...families.keys()] });
  for (const row of people) {
    const attendee = fromRow(row);
    if (attendee.kind === 'attendee') families.get(attendee.unitId)?.attendees.push(attendee);
  }
  return families;
}

type LockedRow = {
  kind: SubmissionKind;
  id: string;
  unit_id: string;
  sub_group_id: string;
  revision: number;
  hash: string;
  status: UnitStatus | AttendeeStatus;
  tag: Tag | null;
  arrangement: AttendeeArrangement;
  order_info: Order | null;
  is_later_addition: boolean;
  decision: CurrentDecision | null;
  decided_at: Date | null;
  last_review: LastReview | null;
  is_deleted: boolean;
  seq: number;
};

function fromRow(row: LockedRow): Submission {
  const common = {
    id: row.id,
    unitId: row.unit_id,
    subGroupId: row.sub_group_id,
    revision: row.revision,
    hash: row.hash,
    decision: row.decision,
    decidedAt: row.decided_at?.toISOString() ?? null,
    lastReview: row.last_review,
    isDeleted: row.is_deleted,
    seq: row.seq,
  };
  // The status fits the kind: both were written together, from the life cycle of that kind.
  if (row.kind === 'unit') return { ...common, kind: 'unit', status: row.status as UnitStatus };
  return {
    ...common,
    kind: 'attendee',
    status: row.status as AttendeeStatus,
    tag: row.tag,
    arrangement: row.arrangement,
    order: row.order_info,
    isLaterAddition: row.is_later_addition,
  };
}

/** The units that submissions belong to, by `kind/id`; unknown ones are left out. Takes no lock. */
export async function findUnitIds(
  trx: Transaction<Tables>,
  edition: string,
  attendeeIds: readonly string[],
): Promise<Map<string, string>> {
  if (attendeeIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('submission')
    .select(['id', 'unit_id'])
    .where('edition', '=', edition)
    .where('kind', '=', 'attendee')
    .where(sql<boolean>`id = any(${[...attendeeIds]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.unit_id]));
}
