/** With which earlier reading a submission on screen is to be compared, if with any. Pure. */
import type { AttendeeDetail, UnitDetail } from '../../desk/contract/rows.ts';
import type { VersionRef } from '../../desk/contract/tray.ts';

export interface CompareTarget {
  why: 'changed' | 'parked' | 'resubmitted';
  before: VersionRef;
}

/**
 * `changedFrom`: the hash that was on screen before it was amended under the reviewer. That comes first, then
 * one's own decision that was not applied, then the last review of an earlier revision.
 */
export function compareTarget(
  detail: Pick<UnitDetail | AttendeeDetail, 'parked' | 'lastReview'> & {
    row: { seen: { revision: number } };
  },
  changedFrom: string | null,
): CompareTarget | null {
  if (changedFrom !== null) return { why: 'changed', before: { of: 'shown', hash: changedFrom } };
  const { parked, lastReview, row } = detail;
  if (parked?.result === 'stale') {
    return { why: 'parked', before: { of: 'seen', decisionId: parked.decisionId } };
  }
  return lastReview ? sinceReview(lastReview, row.seen.revision) : null;
}

/** What was amended since the last review, whatever else there is to compare; null if nothing was. */
export function sinceReview(lastReview: { baseRevision: number }, revision: number): CompareTarget | null {
  if (lastReview.baseRevision >= revision) return null;
  return { why: 'resubmitted', before: { of: 'revision', revision: lastReview.baseRevision } };
}
