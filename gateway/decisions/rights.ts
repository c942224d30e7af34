/** Who may decide on what, as the judge asks it. */
import { isInScope, scopeOf } from '../access/grants.ts';
import type { Caller } from '../ports.ts';

/** `isByDelegation`: the right covers the whole delegation, as the secretariat's does. */
export function mayDecideOf(
  caller: Caller,
  edition: string,
): { mayDecide: (subGroupId: string) => boolean; isByDelegation: boolean } {
  const scope = scopeOf(caller, edition, 'decide');
  return {
    mayDecide: (subGroupId) => isInScope(scope, subGroupId),
    isByDelegation: scope === 'delegation',
  };
}
