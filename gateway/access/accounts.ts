/** Accounts and their grants. */
import { sql } from 'kysely';
import type { Role } from '../../shared/domain/vocabulary.ts';
import type { Grant } from '../../shared/protocol/access.ts';
import { transact } from '../database/transact.ts';
import type { Caller, Ports } from '../ports.ts';
import { hashPassword } from './passwords.ts';

export interface NewAccount {
  name: string;
  displayName: string;
  role: Role;
  /** replaces the account's grants; none: an account that may sign in and see nothing */
  grants: readonly Grant[];
  /** either the password or, for many accounts at once, what `hashPassword` gave */
  password?: string;
  passwordHash?: string;
}

/** Creates the account or updates all of it; without a password an existing one keeps its own. */
export async function ensureAccount(ports: Ports, account: NewAccount): Promise<void> {
  const { name, displayName, role } = account;
  const passwordHash =
    account.passwordHash ??
    (account.password === undefined ? undefined : await hashPassword(account.password, ports));
  await transact(ports.db, async (trx) => {
    const known = await trx
      .selectFrom('account')
      .select('password_hash')
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirst();
    const password_hash = passwordHash ?? known?.password_hash ?? '';
    await trx
      .insertInto('account')
      .values({ name, display_name: displayName, role, password_hash, scope_gen: 1 })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ display_name: displayName, role, password_hash }),
      )
      .execute();
    await replaceGrants(trx, name, account.grants);
  });
}

type Transaction = Parameters<Parameters<typeof transact>[1]>[0];

/** Writes the grants anew if they differ; that ends every cursor and part list of the account. */
async function replaceGrants(trx: Transaction, account: string, grants: readonly Grant[]): Promise<void> {
  const known = await trx.selectFrom('access_grant').selectAll().where('account', '=', account).execute();
  const fresh = grants.map((grant) => ({
    account,
    edition: grant.edition,
    right_name: grant.right,
    sub_group_id: grant.subGroupId ?? null,
  }));
  const key = (row: (typeof fresh)[number]): string =>
    [row.edition, row.right_name, row.sub_group_id ?? '*'].join(' ');
  const was = known.map(key).sort().join('\n');
  if (was === fresh.map(key).sort().join('\n')) return;
  await trx.deleteFrom('access_grant').where('account', '=', account).execute();
  if (fresh.length > 0) await trx.insertInto('access_grant').values(fresh).execute();
  await trx
    .updateTable('account')
    .set((eb) => ({ scope_gen: eb('scope_gen', '+', 1) }))
    .where('name', '=', account)
    .execute();
}

/** Grants of an account as one JSON column, for the queries that load a caller. */
export const GRANTS_COLUMN = sql<Grant[]>`coalesce((
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'edition', g.edition, 'right', g.right_name, 'subGroupId', g.sub_group_id))
    order by g.edition, g.right_name, g.sub_group_id)
  from access_grant g where g.account = account.name), '[]'::jsonb)`;

/** The account with its grants, as the services want it, or null if there is none. */
export async function findCaller(ports: Pick<Ports, 'db'>, name: string): Promise<Caller | null> {
  const row = await ports.db
    .selectFrom('account')
    .select(['name', 'display_name', 'role', 'scope_gen', GRANTS_COLUMN.as('grants')])
    .where('name', '=', name)
    .executeTakeFirst();
  if (!row) return null;
  return {
    name: row.name,
    displayName: row.display_name,
    role: row.role,
    grants: row.grants,
    scopeGen: row.scope_gen,
  };
}

/** Sets the password and ends the account's sessions but one. */
export async function setPassword(
  ports: Ports,
  name: string,
  password: string,
  keepTokenHash: string | null = null,
): Promise<boolean> {
  const password_hash = await hashPassword(password, ports);
  return await transact(ports.db, async (trx) => {
    const changed = await trx
      .updateTable('account')
      .set({ password_hash })
      .where('name', '=', name)
      .executeTakeFirst();
    await trx
      .deleteFrom('session')
      .where('account', '=', name)
      .where('token_hash', '!=', keepTokenHash ?? '')
      .execute();
    return changed.numUpdatedRows > 0n;
  });
}

/** Names and roles of all accounts, for the command line. */
export function listAccounts(ports: Ports): Promise<{ name: string; role: Role; display_name: string }[]> {
  return ports.db.selectFrom('account').select(['name', 'role', 'display_name']).orderBy('name').execute();
}
