/** Two readings of a submission side by side: what differs, masked where it is personal. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { CompareReply, Comparison, VersionRef } from '../contract/tray.ts';
import { findingsOf } from '../review/findingViews.ts';
import { isPersonal, maskedMaterial } from '../review/personal.ts';
import { changedNames, comparedPaths, imageDifferences, outlooks, valueAt } from './diff.ts';
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
  // What is asked of the past is answered without the checks: they judge what lies here now.
  const found = after.of === 'now' ? await findingsOf(ports.context, kind, id) : [];
  const flagged = found.filter(({ severity }) => severity !== 'hint');
  return { ok: true, comparison: comparisonOf(ports, kind, left.version, right.version, reasons, flagged) };
}

function comparisonOf(
  ports: VersionPorts,
  kind: SubmissionKind,
  before: Version,
  after: Version,
  reasons: readonly GivenReason[],
  flagged: readonly Pick<Finding, 'code' | 'field'>[],
): Comparison {
  const [maskedBefore, maskedAfter] = [
    maskedMaterial(kind, before.material),
    maskedMaterial(kind, after.material),
  ];
  // Found on the plain values: two numbers may look the same once masked.
  const paths = comparedPaths(before.material, after.material);
  const changed = paths.filter(({ isSame }) => !isSame).map(({ path }) => path);
  return {
    before: { ref: before.ref, revision: before.revision, images: before.images },
    after: { ref: after.ref, revision: after.revision, images: after.images, hash: after.hash },
    changes: changed.map((field) => ({
      field,
      before: valueAt(maskedBefore, field),
      after: valueAt(maskedAfter, field),
      isPersonal: isPersonal(field),
    })),
    unchanged: paths.filter(({ isSame }) => isSame).map(({ path }) => path),
    images: imageDifferences(before.images, after.images),
    reasons: outlooks(reasons, changedNames(before, after), fieldOfReason(ports), flagged),
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
