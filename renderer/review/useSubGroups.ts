/** The sub-groups in this account's scope, as one stable array. */
import { useMemo } from 'react';
import { useDeskStatus } from '../app/DeskContext.tsx';
import type { DeskStatus } from '../desk/contract.ts';

type SubGroups = NonNullable<DeskStatus['edition']>['subGroups'];

export function useSubGroups(): SubGroups {
  const subGroups = useDeskStatus()?.edition?.subGroups;
  const ids = subGroups?.map(({ id }) => id).join(' ') ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new status carries an equal array each time
  return useMemo(() => subGroups ?? [], [ids]);
}
