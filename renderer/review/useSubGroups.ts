/** The sub-groups in this account's scope, as one stable array. */
import { useStatusPart } from '../app/DeskContext.tsx';
import type { DeskStatus } from '../desk/contract/status.ts';

type SubGroups = NonNullable<DeskStatus['edition']>['subGroups'];
const NONE: SubGroups = [];

export const useSubGroups = (): SubGroups =>
  useStatusPart((status) => status.edition?.subGroups ?? NONE) ?? NONE;
