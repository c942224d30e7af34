/** Progress: counts per sub-group and week against the targets, live or as the secretariat froze them. */
import { sql, type Transaction } from 'kysely';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { ProgressReply } from '../../shared/protocol/reports.ts';
import { isInScope, type Scope, scopeOf } from '../access/grants.ts';
import type { Tables } from '../database/tables.ts';
import { readMoment } from '../database/transact.ts';
import { requireEdition } from '../editions.ts';
import { inScope } from '../feed/items.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';

type SubGroupFigures = ProgressReply['subGroups'][number];
const TIME_ZONE = 'Asia/Shanghai';

/** Figures of the caller's scope: live, or those frozen for a week. */
export async function readProgress(
  ports: Ports,
  caller: Caller,
  editionId: string,
  week?: string,
): Promise<ProgressReply> {
  const { profile } = await requireEdition(ports, editionId);
  const scope = scopeOf(caller, editionId, 'view');
  const published = await findPublished(ports, editionId, week);
  if (week !== undefined && !published) {
    throw new ProblemError('not-found', { detail: 'Nothing was published for that week.' });
  }
  const live =
    week === undefined
      ? await readMoment(ports.db, (trx) => countAll(trx, editionId, profile, scope))
      : (published?.figures.filter(({ subGroupId }) => isInScope(scope, subGroupId)) ?? []);
  const asOf =
    week === undefined ? new Date(ports.now()) : (published?.published_at ?? new Date(ports.now()));
  return {
    asOf: asOf.toISOString(),
    subGroups: live,
    ...(published
      ? {
          published: {
            week: published.week,
            publishedAt: published.published_at.toISOString(),
            by: published.account,
          },
        }
      : {}),
  };
}

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
  const figures = await readMoment(ports.db, (trx) => countAll(trx, editionId, profile, 'delegation'));
  await ports.db
    .insertInto('publication')
    .values({
      edition: editionId,
      week,
      published_at: new Date(ports.now()),
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

/** Counts in the database; only sums come here. Every sub-group of the scope is there, empty ones too. */
async function countAll(
  trx: Transaction<Tables>,
  edition: string,
  profile: EditionProfile,
  scope: Scope,
): Promise<SubGroupFigures[]> {
  const figures = new Map<string, SubGroupFigures>();
  for (const { id, targetUnits } of profile.subGroups) {
    if (!isInScope(scope, id)) continue;
    figures.set(id, { subGroupId: id, targetUnits, units: {}, attendees: {}, tags: {}, weeks: [] });
  }
  for (const row of await countStatuses(trx, edition, scope)) {
    const of = figures.get(row.sub_group_id);
    if (!of) continue;
    const counts = row.kind === 'unit' ? of.units : of.attendees;
    counts[row.status] = (counts[row.status] ?? 0) + row.count;
    if (row.tag !== null) of.tags[row.tag] = (of.tags[row.tag] ?? 0) + row.count;
    if (row.kind === 'unit' && row.status === 'pendingReview' && row.oldest) {
      of.oldestPendingAt = row.oldest.toISOString();
    }
  }
  for (const { sub_group_id, ...week } of await countWeeks(trx, edition, scope)) {
    figures.get(sub_group_id)?.weeks.push(week);
  }
  return [...figures.values()];
}

async function countStatuses(trx: Transaction<Tables>, edition: string, scope: Scope) {
  return await trx
    .selectFrom('submission')
    .select([
      'sub_group_id',
      'kind',
      'status',
      'tag',
      sql<number>`count(*)`.as('count'),
      sql<Date | null>`min(submitted_at)`.as('oldest'),
    ])
    .where('edition', '=', edition)
    .where('is_deleted', '=', false)
    .where(inScope('sub_group_id', scope))
    .groupBy(['sub_group_id', 'kind', 'status', 'tag'])
    .execute();
}

/** A unit counts in the week it was first submitted, and in the week its present decision was taken. */
async function countWeeks(trx: Transaction<Tables>, edition: string, scope: Scope) {
  const monday = (column: string) =>
    sql`date_trunc('week', ${sql.ref(column)} at time zone ${sql.lit(TIME_ZONE)})::date::text`;
  const found = await sql<{
    sub_group_id: string;
    week: string;
    submitted: number;
    approved: number;
    rejected: number;
  }>`
    select sub_group_id, week, sum(submitted)::int as submitted, sum(approved)::int as approved,
      sum(rejected)::int as rejected
    from (
      select sub_group_id, ${monday('first_submitted_at')} as week, 1 as submitted, 0 as approved, 0 as rejected
      from submission
      where edition = ${edition} and kind = 'unit' and not is_deleted and ${inScope('sub_group_id', scope)}
      union all
      select sub_group_id, ${monday('decided_at')}, 0, (status = 'approved')::int, (status = 'rejected')::int
      from submission
      where edition = ${edition} and kind = 'unit' and not is_deleted and ${inScope('sub_group_id', scope)}
        and status in ('approved', 'rejected') and decided_at is not null
    ) counted
    group by sub_group_id, week
    order by sub_group_id, week`.execute(trx);
  return found.rows;
}
