/** Two submissions side by side: fields that differ, pictures, statuses, and who has decided on either. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { PutItem } from '../../../shared/protocol/feed.ts';
import type { TwinSide, Twins } from '../contract/seeing.ts';
import { comparedPaths, imageDifferences, type Plain, valueAt } from '../tray/diff.ts';
import type { ReviewContext } from './context.ts';
import { localDecision } from './localDecision.ts';
import { isPersonal, maskedMaterial } from './personal.ts';
import { rowById } from './rows.ts';

/** Both as they are now, with what they share; null if either has left the scope. */
export async function twins(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
  otherId: string,
): Promise<Twins | null> {
  const [left, right] = await Promise.all([context.items.item(kind, id), context.items.item(kind, otherId)]);
  const leftSide = left && sideOf(context, left);
  const rightSide = right && sideOf(context, right);
  if (!left || !right || !leftSide || !rightSide) return null;
  const [maskedLeft, maskedRight] = [
    maskedMaterial(kind, left.material),
    maskedMaterial(kind, right.material),
  ];
  return {
    left: leftSide,
    right: rightSide,
    // Found on the plain values: two numbers may look the same once masked.
    fields: comparedPaths(left.material as Plain, right.material as Plain).map(({ path, isSame }) => ({
      field: path,
      left: valueAt(maskedLeft, path),
      right: valueAt(maskedRight, path),
      isSame,
      isPersonal: isPersonal(path),
    })),
    images: imageDifferences(left.images, right.images).map(({ slot, before, after }) => ({
      slot,
      left: before,
      right: after,
    })),
    shares: context.index.duplicates
      .duplicatesOf(`${kind}:${id}`)
      .filter(({ others }) => others.includes(otherId))
      .map(({ finding }) => finding.code),
  };
}

function sideOf(context: ReviewContext, item: PutItem): TwinSide | null {
  const row = rowById(context, item.kind, item.id);
  return (
    row && {
      row,
      images: item.images,
      decision: item.decision,
      local: localDecision(context, item.kind, item.id),
    }
  );
}
