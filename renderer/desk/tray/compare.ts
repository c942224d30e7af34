/** Two readings of a submission side by side: what differs, masked where it is personal. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { CompareReply, Comparison, VersionRef } from '../contract/tray.ts';
import { isPersonal, maskedMaterial } from '../review/personal.ts';
import { changedNames, changedPaths, imageDifferences, outlooks, valueAt } from './diff.ts';
import { findVersion, type Version, type VersionPorts } from './versions.ts';

/** The field a reason code is pinned to by the profile's catalogue. */
export function fieldOfReason({
  context,
}: Pick<VersionPorts, 'context'>): (code: string) => string | undefined {
  return (code) => context.profile.reasons.find((reason) => reason.code === code)?.field;
}

/** Compares two readings; the reasons are those that were given on the earlier one. */
export async function compare(
  ports: VersionPorts,
  kind: SubmissionKind,
  id: string,
  before: VersionRef,
  after: VersionRef,
): Promise<CompareReply> {
  const [left, right] = await Promise.all([
    findVersion(ports, kind, id, before),
    findVersion(ports, kind, id, after),
  ]);
  if (!left.ok) return left;
  if (!right.ok) return right;
  const reasons = await reasonsOn(ports, kind, id, before);
  return { ok: true, comparison: comparisonOf(ports, kind, left.version, right.version, reasons) };
}

function comparisonOf(
  ports: VersionPorts,
  kind: SubmissionKind,
  before: Version,
  after: Version,
  reasons: readonly GivenReason[],
): Comparison {
  const [maskedBefore, maskedAfter] = [
    maskedMaterial(kind, before.material),
    maskedMaterial(kind, after.material),
  ];
  // Found on the plain values: two numbers may look the same once masked.
  const paths = changedPaths(before.material, after.material);
  return {
    before: { ref: before.ref, revision: before.revision, images: before.images },
    after: { ref: after.ref, revision: after.revision, images: after.images, hash: after.hash },
    changes: paths.map((field) => ({
      field,
      before: valueAt(maskedBefore, field),
      after: valueAt(maskedAfter, field),
      isPersonal: isPersonal(field),
    })),
    images: imageDifferences(before.images, after.images),
    reasons: outlooks(reasons, changedNames(before, after), fieldOfReason(ports)),
  };
}

async function reasonsOn(
  { context }: VersionPorts,
  kind: SubmissionKind,
  id: string,
  ref: VersionRef,
): Promise<GivenReason[]> {
  if (ref.of === 'seen') return context.ledger.entries.get(ref.decisionId)?.decision.reasons ?? [];
  if (ref.of !== 'revision') return [];
  const lastReview = (await context.items.item(kind, id))?.lastReview;
  return lastReview?.baseRevision === ref.revision ? (lastReview.reasons ?? []) : [];
}
