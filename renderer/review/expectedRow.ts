/** A row as it will look once the desk has taken the decision: shown at once, before the answer. Pure. */
import type { Tag, Verdict } from '../../shared/domain/vocabulary.ts';
import type { Row } from '../desk/contract/rows.ts';

/** The row after a verdict. `payingTags`: the profile's; only for people of an approved unit. */
export function expectedRow(
  row: Row,
  verdict: Verdict,
  tag: Tag | undefined,
  payingTags: readonly Tag[],
): Row {
  if (row.kind === 'unit') {
    const status = verdict === 'approve' ? 'approved' : verdict === 'reject' ? 'rejected' : 'pendingReview';
    return { ...row, status, isSetAside: false, sync: 'savedHere' };
  }
  if (verdict === 'return')
    return { ...row, status: 'returned', tag: null, isSetAside: false, sync: 'savedHere' };
  if (verdict !== 'tag' || tag === undefined)
    return { ...row, status: 'awaitingTag', tag: null, sync: 'savedHere' };
  const isEffective = row.unitStatus === 'approved';
  const status = isEffective ? (payingTags.includes(tag) ? 'awaitingPayment' : 'inPersonReview') : 'tagged';
  return { ...row, status, tag, isSetAside: false, sync: 'savedHere' };
}
