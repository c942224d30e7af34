/** Caps: how many approvals a sub-group has left here, own decisions counted; null where nothing is capped. */
import type { DecisionInput } from '../contract/decisions.ts';
import type { ReviewContext } from './context.ts';

/** Answers whether an input that the life cycle allows may go, and takes the place it needs. */
export type TakePlace = (input: DecisionInput) => boolean;

/**
 * The places as they are when an act begins. The gateway judges again: a colleague may have been first,
 * and what a reviewer does not see is not counted here.
 */
export function capRoom({ index, profile }: Pick<ReviewContext, 'index' | 'profile'>): TakePlace {
  if (profile.targetKind !== 'cap') return () => true;
  const { units } = index;
  const left = new Map(profile.subGroups.map(({ id, targetUnits }) => [id, targetUnits]));
  for (let row = 0; row < units.length; row++) {
    if (units.isGone.get(row) || units.status.get(row) !== 'approved') continue;
    const subGroupId = units.subGroupId.get(row) ?? '';
    left.set(subGroupId, (left.get(subGroupId) ?? 0) - 1);
  }
  return ({ kind, id, verdict }) => {
    if (kind !== 'unit' || verdict !== 'approve') return true;
    const row = units.find(id);
    const subGroupId = row === undefined ? '' : (units.subGroupId.get(row) ?? '');
    const places = left.get(subGroupId) ?? 0;
    left.set(subGroupId, places - 1);
    return places > 0;
  };
}
