/** Finds submissions for the live play: one at random that is in a certain state. */
import { type Selectable, sql } from 'kysely';
import type { SubmissionTable } from '../database/tables.ts';
import type { LiveScene } from './live.ts';

export type Candidate = Pick<
  Selectable<SubmissionTable>,
  | 'kind'
  | 'id'
  | 'unit_id'
  | 'sub_group_id'
  | 'revision'
  | 'status'
  | 'tag'
  | 'hash'
  | 'decision_id'
  | 'order_info'
>;

/** A submission of one of the statuses, further narrowed by `where` (over `s`), or null. */
export async function findCandidate(
  { ports, profile, random }: LiveScene,
  kind: 'unit' | 'attendee',
  statuses: readonly string[],
  where = sql<boolean>`true`,
): Promise<Candidate | null> {
  // A random place in the dense seq, then the next that suits, else the one before: no sort of the whole table.
  const place = random.next();
  const found = async (isAfter: boolean): Promise<Candidate | null> => {
    const compare = isAfter ? sql`>=` : sql`<`;
    const direction = isAfter ? sql`asc` : sql`desc`;
    const rows = await sql<Candidate>`
      select s.kind, s.id, s.unit_id, s.sub_group_id, s.revision, s.status, s.tag, s.hash, s.decision_id, s.order_info
      from submission s
      where s.edition = ${profile.id} and s.kind = ${kind} and not s.is_deleted
        and s.status in (${sql.join(statuses)}) and ${where}
        and s.seq ${compare} (select floor(e.head * ${place}::float8)::bigint from edition e where e.id = ${profile.id})
      order by s.seq ${direction} limit 1`.execute(ports.db);
    return rows.rows[0] ?? null;
  };
  return (await found(true)) ?? (await found(false));
}
