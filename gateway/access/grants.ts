/** What an account may do, decided from its grants per submission. */
import type { Right, Role } from '../../shared/domain/vocabulary.ts';
import type { Account, Grant } from '../../shared/protocol/access.ts';

type Granted = Pick<Account, 'grants'>;

/** Sub-groups a right covers, sorted; `delegation`: all there are, now and later. */
export type Scope = 'delegation' | readonly string[];

/** The scope of a right in an edition; an empty list if it is not granted at all. */
export function scopeOf(caller: Granted, edition: string, right: Right): Scope {
  const grants = caller.grants.filter((grant) => grant.edition === edition && grant.right === right);
  const subGroupIds: string[] = [];
  for (const { subGroupId } of grants) {
    if (subGroupId === undefined) return 'delegation';
    subGroupIds.push(subGroupId);
  }
  return subGroupIds.sort();
}

export function isInScope(scope: Scope, subGroupId: string): boolean {
  return scope === 'delegation' || scope.includes(subGroupId);
}

export function isEmptyScope(scope: Scope): boolean {
  return scope !== 'delegation' && scope.length === 0;
}

/** True if the right covers this sub-group. */
export function may(caller: Granted, edition: string, right: Right, subGroupId: string): boolean {
  return isInScope(scopeOf(caller, edition, right), subGroupId);
}

/** True for an account that holds the right anywhere, in any edition: for calls that name none. */
export function mayAnywhere(caller: Granted, right: Right): boolean {
  return caller.grants.some((grant) => grant.right === right);
}

const RIGHTS_OF_ROLE: Partial<Record<Role, readonly Right[]>> = {
  reviewer: ['view', 'decide', 'export'],
  secretariat: ['view', 'decide', 'export', 'transfer', 'report'],
  intake: ['intake'],
  admin: ['admin'],
};

/** The grants a role usually has: a reviewer's on the given sub-groups, the others' on the whole delegation. */
export function grantsOfRole(role: Role, edition: string, subGroupIds: readonly string[] = []): Grant[] {
  const rights = RIGHTS_OF_ROLE[role] ?? [];
  if (role !== 'reviewer') return rights.map((right) => ({ edition, right }));
  return subGroupIds.flatMap((subGroupId) => rights.map((right) => ({ edition, right, subGroupId })));
}

/** The right to hand in workbooks of submissions, which an office without an integration is given besides. */
export const importGrant = (edition: string): Grant => ({ edition, right: 'intake' });
