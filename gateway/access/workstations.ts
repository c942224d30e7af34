/** Workstations: a local database, bound to one account for good. */
import { sql, type Transaction } from 'kysely';
import type { WorkstationBound } from '../../shared/protocol/access.ts';
import { compileOnce } from '../database/compileOnce.ts';
import { KEEP_PREPARED } from '../database/sendTogether.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb, transact } from '../database/transact.ts';
import { ProblemError } from '../http/problem.ts';
import type { Ports } from '../ports.ts';

const RECOVERY_KEY_BYTES = 32;

export interface LockedWorkstation {
  id: string;
  contiguous: number;
  highest: number;
  recoveryKey: string;
}

/** Binds a workstation to an account, or finds it bound; `foreign` if it is another account's. */
export async function bindWorkstation(
  ports: Ports,
  account: string,
  ws: string,
): Promise<WorkstationBound | 'foreign'> {
  try {
    return await transact(ports.db, async (trx) => {
      const { contiguous, highest, recoveryKey } = await lockOwnWorkstation(ports, trx, account, ws);
      return { contiguous, highest, recoveryKey };
    });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.type.endsWith('workstation-foreign')) return 'foreign';
    throw error;
  }
}

const findForUpdate = compileOnce((db, { ws }: { ws: string }) =>
  db
    .selectFrom('workstation')
    .modifyFront(KEEP_PREPARED)
    .select(['id', 'account', 'contiguous', 'highest', 'revoked', 'recovery_key'])
    .where('id', '=', ws)
    .forUpdate(),
);

/** Locks the workstation's row, binding it first if it is new. Throws if it is foreign or lost. */
export async function lockOwnWorkstation(
  ports: Ports,
  trx: Transaction<Tables>,
  account: string,
  ws: string,
): Promise<LockedWorkstation> {
  const find = async () => (await findForUpdate(trx, { ws }))[0];
  let row = await find();
  if (!row) {
    await trx
      .insertInto('workstation')
      .values({
        id: ws,
        account,
        contiguous: 0,
        highest: 0,
        revoked: null,
        recovery_key: Buffer.from(ports.randomBytes(RECOVERY_KEY_BYTES)).toString('base64'),
        bound_at: new Date(ports.now()),
        last_seen_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    row = await find();
  }
  if (row?.account !== account) throw new ProblemError('workstation-foreign');
  if (row.revoked === 'lost') throw new ProblemError('workstation-revoked', { mode: 'lost' });
  return { id: row.id, contiguous: row.contiguous, highest: row.highest, recoveryKey: row.recovery_key };
}

/** Under which number an id came. */
export interface Numbered {
  n: number;
  id: string;
}
/** What a push adds to its workstation: numbers not known before, and how far they go. */
export interface NumbersNote {
  added: readonly Numbered[];
  contiguous: number;
  highest: number;
}

/**
 * The usual case, where the numbers leave no hole and none was there: what is to be written, which may then be
 * done together with the decisions. Null where the table has to be asked, see `noteNumbers`.
 */
export function countNumbers(
  workstation: LockedWorkstation,
  numbers: readonly Numbered[],
): NumbersNote | null {
  if (workstation.contiguous !== workstation.highest) return null;
  // The same item may stand in a batch twice.
  const distinct = new Map(numbers.filter(({ n }) => n > workstation.highest).map((item) => [item.n, item]));
  const last = workstation.highest + distinct.size;
  const added = [...distinct.values()];
  if (added.some(({ n }) => n > last)) return null;
  return { added, contiguous: last, highest: last };
}

/**
 * Notes under which number each id came; the workstation's row is locked, so nobody else is adding to them.
 * Returns `contiguous`, moved up to the last number before the first hole.
 */
export async function noteNumbers(
  trx: Transaction<Tables>,
  workstation: LockedWorkstation,
  numbers: readonly Numbered[],
): Promise<number> {
  const news = numbers.filter(({ n }) => n > workstation.contiguous);
  if (news.length === 0) return workstation.contiguous;
  await sql`
    insert into attempt (ws, n, decision_id)
    select ${workstation.id}, r.n, r.id from jsonb_to_recordset(${jsonb(news)}) as r(n bigint, id text)
    on conflict do nothing`.execute(trx);
  const highest = news.reduce((max, { n }) => Math.max(max, n), workstation.highest);
  const contiguous = (await findContiguous(trx, workstation)) ?? workstation.contiguous;
  await trx
    .updateTable('workstation')
    .set({ contiguous, highest })
    .where('id', '=', workstation.id)
    .execute();
  return contiguous;
}

async function findContiguous(
  trx: Transaction<Tables>,
  workstation: LockedWorkstation,
): Promise<number | null> {
  const found = await sql<{ contiguous: number | null }>`
    select max(n) filter (where n - place = ${workstation.contiguous}::bigint) as contiguous
    from (
      select n, row_number() over (order by n) as place
      from attempt where ws = ${workstation.id} and n > ${workstation.contiguous}::bigint
    ) later`.execute(trx);
  return found.rows[0]?.contiguous ?? null;
}

/** Revokes a workstation; returns false if there is none. A lost one stays lost. */
export async function revokeWorkstation(ports: Ports, ws: string, mode: 'drain' | 'lost'): Promise<boolean> {
  const changed = await ports.db
    .updateTable('workstation')
    .set({ revoked: sql`case when revoked = 'lost' then 'lost' else ${mode} end` })
    .where('id', '=', ws)
    .executeTakeFirst();
  const isKnown = changed.numUpdatedRows > 0n;
  if (isKnown) ports.log('workstation-revoked', { ws, mode });
  return isKnown;
}
