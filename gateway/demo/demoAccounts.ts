/** The demo's accounts: two reviewers for each sub-group, the secretariat, the intake and the admin. */
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Role } from '../../shared/domain/vocabulary.ts';
import { ensureAccount, listAccounts, type NewAccount } from '../access/accounts.ts';
import { grantsOfRole, importGrant } from '../access/grants.ts';
import { hashPassword } from '../access/passwords.ts';
import type { Ports } from '../ports.ts';

type DemoAccount = Omit<NewAccount, 'password' | 'passwordHash'>;

/** Name, role and grants of every demo account of an edition. */
export function demoAccounts(profile: EditionProfile): DemoAccount[] {
  const account = (
    name: string,
    displayName: string,
    role: Role,
    subGroupIds: string[] = [],
  ): DemoAccount => ({
    name,
    displayName,
    role,
    grants: grantsOfRole(role, profile.id, subGroupIds),
  });
  return [
    ...profile.subGroups.flatMap(({ id, name }) => [
      account(`reviewer.${id}`, `${name.zh}分团审核员`, 'reviewer', [id]),
      account(`reviewer2.${id}`, `${name.zh}分团审核员（二）`, 'reviewer', [id]),
    ]),
    withImport(account('secretariat', `${profile.delegation.name.zh}秘书处`, 'secretariat'), profile.id),
    account('intake', '报名系统接口', 'intake'),
    account('admin', '系统管理员', 'admin'),
  ];
}

function withImport(account: DemoAccount, edition: string): DemoAccount {
  return { ...account, grants: [...account.grants, importGrant(edition)] };
}

/**
 * Creates the demo accounts that are missing; existing ones are left as they are, so that a password
 * changed in the demo stays changed. scrypt is slow by design: one hash with one salt serves them all.
 */
export async function ensureDemoAccounts(
  ports: Ports,
  profile: EditionProfile,
  password: string,
): Promise<void> {
  const known = new Set((await listAccounts(ports)).map(({ name }) => name));
  const missing = demoAccounts(profile).filter(({ name }) => !known.has(name));
  if (missing.length === 0) return;
  const passwordHash = await hashPassword(password, ports);
  for (const account of missing) await ensureAccount(ports, { ...account, passwordHash });
}
