/** Intended deals and contact forms of the sub-groups. */
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import {
  type ContactList,
  type DealChanges,
  type DealList,
  SubGroupContact,
} from '../../shared/protocol/reports.ts';
import { isInScope, type Scope, scopeOf } from '../access/grants.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb, transact } from '../database/transact.ts';
import { requireEdition } from '../editions.ts';
import { inScope } from '../feed/items.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';

type Deals = z.infer<typeof DealList>;
type Contacts = z.infer<typeof ContactList>;

/** Deals of the caller's scope, newest date first, at most 5,000. */
export async function readDeals(ports: Ports, caller: Caller, edition: string): Promise<Deals> {
  const rows = await ports.db
    .selectFrom('deal')
    .selectAll()
    .where('edition', '=', edition)
    .where(inScope('sub_group_id', scopeOf(caller, edition, 'view')))
    .orderBy('date', 'desc')
    .orderBy('id')
    .limit(5000)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      subGroupId: row.sub_group_id,
      unitId: row.unit_id,
      exhibitor: row.exhibitor,
      amount: row.amount,
      date: row.date,
    })),
  };
}

/** Writes deals by id and takes others out, all or none: one outside the caller's right refuses the list. */
export async function writeDeals(
  ports: Ports,
  caller: Caller,
  edition: string,
  deals: z.infer<typeof DealChanges>,
): Promise<Deals> {
  await assertMayWrite(ports, caller, edition, deals.items);
  const rows = deals.items.map((deal) => ({ ...deal }));
  await transact(ports.db, async (trx) => {
    const scope = scopeOf(caller, edition, 'decide');
    if (deals.removed?.length) await removeDeals(trx, edition, scope, deals.removed);
    const written = await sql<{ id: string }>`
      insert into deal as d (edition, id, sub_group_id, unit_id, exhibitor, amount, date, account, at)
      select distinct on (r.id) ${edition}, r.id, r."subGroupId", r."unitId", r.exhibitor, r.amount, r.date,
        ${caller.name}, ${new Date(ports.now()).toISOString()}::timestamptz
      from jsonb_to_recordset(${jsonb(rows)}) as r(
        id text, "subGroupId" text, "unitId" text, exhibitor text, amount text, date text)
      order by r.id
      on conflict (edition, id) do update set
        sub_group_id = excluded.sub_group_id, unit_id = excluded.unit_id, exhibitor = excluded.exhibitor,
        amount = excluded.amount, date = excluded.date, account = excluded.account, at = excluded.at
      where ${inScope('d.sub_group_id', scope)}
      returning id`.execute(trx);
    // A row of a sub-group outside the right was left alone: its id is taken.
    if (written.rows.length < new Set(rows.map(({ id }) => id)).size) throw new ProblemError('not-granted');
  });
  return await readDeals(ports, caller, edition);
}

/** One that is not there is gone already; one of a sub-group outside the right refuses the list. */
async function removeDeals(
  trx: Transaction<Tables>,
  edition: string,
  scope: Scope,
  ids: readonly string[],
): Promise<void> {
  const wanted = sql<boolean>`id = any(${[...ids]}::text[])`;
  const foreign = await trx
    .selectFrom('deal')
    .select('id')
    .where('edition', '=', edition)
    .where(wanted)
    .where(sql<boolean>`not ${inScope('sub_group_id', scope)}`)
    .limit(1)
    .execute();
  if (foreign.length > 0) throw new ProblemError('not-granted');
  await trx.deleteFrom('deal').where('edition', '=', edition).where(wanted).execute();
}

/** Contact forms of the caller's scope. */
export async function readContacts(ports: Ports, caller: Caller, edition: string): Promise<Contacts> {
  const rows = await ports.db
    .selectFrom('contact')
    .select('form')
    .where('edition', '=', edition)
    .where(inScope('sub_group_id', scopeOf(caller, edition, 'view')))
    .orderBy('sub_group_id')
    .limit(500)
    .execute();
  return { items: rows.map((row) => SubGroupContact.parse(row.form)) };
}

/** Writes contact forms, one per sub-group, all or none. */
export async function writeContacts(
  ports: Ports,
  caller: Caller,
  edition: string,
  contacts: Contacts,
): Promise<Contacts> {
  await assertMayWrite(ports, caller, edition, contacts.items);
  await transact(ports.db, async (trx) => {
    for (const form of contacts.items) {
      const row = { form: JSON.stringify(form), account: caller.name, at: new Date(ports.now()) };
      await trx
        .insertInto('contact')
        .values({ edition, sub_group_id: form.subGroupId, ...row })
        .onConflict((conflict) => conflict.columns(['edition', 'sub_group_id']).doUpdateSet(row))
        .execute();
    }
  });
  return await readContacts(ports, caller, edition);
}

async function assertMayWrite(
  ports: Ports,
  caller: Caller,
  edition: string,
  items: readonly { subGroupId: string }[],
): Promise<void> {
  const { profile } = await requireEdition(ports, edition);
  const known = new Set(profile.subGroups.map(({ id }) => id));
  const scope = scopeOf(caller, edition, 'decide');
  const isAllowed = items.every(({ subGroupId }) => known.has(subGroupId) && isInScope(scope, subGroupId));
  if (!isAllowed)
    throw new ProblemError('not-granted', { detail: 'A sub-group is outside the account\u2019s right.' });
}
