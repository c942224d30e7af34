/** Progress: counts per sub-group and week against the targets, live or as the secretariat froze them. */
import { sql, type Transaction } from 'kysely';
import { shanghaiDate } from '../../shared/domain/calendar.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { ProgressTally, type SubGroupProgress } from '../../shared/domain/progressTally.ts';
import type { AttendeeStatus, Tag, UnitStatus } from '../../shared/domain/vocabulary.ts';
import type { ProgressReply, Publications } from '../../shared/protocol/reports.ts';
import { isInScope, type Scope, scopeOf } from '../access/grants.ts';
import type { Tables } from '../database/tables.ts';
import { readMoment } from '../database/transact.ts';
import { requireEdition } from '../editions.ts';
import { inScope } from '../feed/items.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';

const TIME_ZONE = 'Asia/Shanghai';

/**
 * Figures of the caller's scope as they are now; or those frozen for a week, which are the whole
 * delegation's: the secretariat published them.
 */
export async function readProgress(
  ports: Ports,
  caller: Caller,
  editionId: string,
  week?: string,
): Promise<ProgressReply> {
  const { profile } = await requireEdition(ports, editionId);
  const published = await findPublished(ports, editionId, week);
  if (week !== undefined) {
    if (!published) throw new ProblemError('not-found', { detail: 'Nothing was published for that week.' });
    const asOf = published.published_at.toISOString();
    return { asOf, subGroups: published.figures, published: publicationOf(published) };
  }
  const nowMs = ports.now();
  const scope = scopeOf(caller, editionId, 'view');
  const subGroups = await readMoment(ports.db, (trx) => countAll(trx, editionId, profile, scope, nowMs));
  return {
    asOf: new Date(nowMs).toISOString(),
    subGroups,
    ...(published ? { published: publicationOf(published) } : {}),
  };
}

/** The weeks that were published, newest first. */
export async function readPublications(ports: Ports, editionId: string): Promise<Publications> {
  const rows = await ports.db
    .selectFrom('publication')
    .select(['week', 'published_at', 'account'])
    .where('edition', '=', editionId)
    .orderBy('week', 'desc')
    .limit(200)
    .execute();
  return { items: rows.map(publicationOf) };
}

const publicationOf = (row: { week: string; published_at: Date; account: string }) => ({
  week: row.week,
  publishedAt: row.published_at.toISOString(),
  by: row.account,
});

/** Freezes the present figures of the whole delegation for a week. A week published before stays as it was. */
export async function publishProgress(
  ports: Ports,
  caller: Caller,
  editionId: string,
  week: string,
): Promise<ProgressReply> {
  const { profile } = await requireEdition(ports, editionId);
  if (scopeOf(caller, editionId, 'report') !== 'delegation') throw new ProblemError('not-granted');
  if (!isMonday(week)) {
    throw new ProblemError('schema-invalid', {
      errors: [{ pointer: '/week', detail: 'A week is named by its Monday.' }],
    });
  }
  const nowMs = ports.now();
  const figures = await readMoment(ports.db, (trx) => countAll(trx, editionId, profile, 'delegation', nowMs));
  await ports.db
    .insertInto('publication')
    .values({
      edition: editionId,
      week,
      published_at: new Date(nowMs),
      account: caller.name,
      figures: JSON.stringify(figures),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return await readProgress(ports, caller, editionId, week);
}

function isMonday(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.getUTCDay() === 1;
}

async function findPublished(ports: Ports, edition: string, week: string | undefined) {
  let query = ports.db.selectFrom('publication').selectAll().where('edition', '=', edition);
  if (week !== undefined) query = query.where('week', '=', week);
  return await query.orderBy('published_at', 'desc').limit(1).executeTakeFirst();
}

/** Grouped in the database, counted by the same rules as on a workstation. Empty sub-groups are there, too. */
async function countAll(
  trx: Transaction<Tables>,
  edition: string,
  profile: EditionProfile,
  scope: Scope,
  nowMs: number,
): Promise<SubGroupProgress[]> {
  const tally = new ProgressTally(profile, shanghaiDate(nowMs), (id) => isInScope(scope, id));
  for (const { count, subGroupId, status, submittedOn, ...days } of await groupUnits(trx, edition, scope)) {
    const isDecided = status === 'approved' || status === 'rejected';
    tally.unit(
      {
        subGroupId,
        status,
        submittedOn,
        decidedOn: isDecided ? (days.decidedOn ?? undefined) : undefined,
        waitingOn: days.waitingOn,
        waitingSince: days.waitingSince.toISOString(),
      },
      count,
    );
  }
  for (const { count, entryPeriod, ...fact } of await groupPeople(trx, edition, scope))
    tally.attendee({ ...fact, entryPeriod: entryPeriod ?? undefined }, count);
  for (const { subGroupId, code, count } of await groupReasons(trx, edition, scope))
    tally.reason(subGroupId, code, count);
  return tally.figures();
}

const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone ${sql.lit(TIME_ZONE)})::date::text`;

/** Units by status and the days of their first and present submission and of their decision. */
async function groupUnits(trx: Transaction<Tables>, edition: string, scope: Scope) {
  const found = await sql<{
    subGroupId: string;
    status: UnitStatus;
    submittedOn: string;
    waitingOn: string;
    waitingSince: Date;
    decidedOn: string | null;
    count: number;
  }>`
    select sub_group_id as "subGroupId", status, ${dayOf('first_submitted_at')} as "submittedOn",
      ${dayOf('submitted_at')} as "waitingOn", min(submitted_at) as "waitingSince",
      ${dayOf('decided_at')} as "decidedOn", count(*)::int as count
    from submission
    where edition = ${edition} and kind = 'unit' and not is_deleted and ${inScope('sub_group_id', scope)}
    group by 1, 2, 3, 4, 6`.execute(trx);
  return found.rows;
}

/** People by what decides on their fee. */
async function groupPeople(trx: Transaction<Tables>, edition: string, scope: Scope) {
  const found = await sql<{
    subGroupId: string;
    status: AttendeeStatus;
    tag: Tag | null;
    entryPeriod: string | null;
    isPaid: boolean;
    count: number;
  }>`
    select sub_group_id as "subGroupId", status, tag, arrangement->>'entryPeriod' as "entryPeriod",
      coalesce(order_info->>'payStatus' = 'paid', false) as "isPaid", count(*)::int as count
    from submission
    where edition = ${edition} and kind = 'attendee' and not is_deleted and ${inScope('sub_group_id', scope)}
    group by 1, 2, 3, 4, 5`.execute(trx);
  return found.rows;
}

/** Codes given in each submission's last review, if that was a rejection or a return. */
async function groupReasons(trx: Transaction<Tables>, edition: string, scope: Scope) {
  const found = await sql<{ subGroupId: string; code: string; count: number }>`
    select sub_group_id as "subGroupId", reason->>'code' as code, count(*)::int as count
    from submission, jsonb_array_elements(coalesce(last_review->'reasons', '[]'::jsonb)) as reason
    where edition = ${edition} and not is_deleted and ${inScope('sub_group_id', scope)}
      and last_review->>'verdict' in ('reject', 'return')
    group by 1, 2`.execute(trx);
  return found.rows;
}
