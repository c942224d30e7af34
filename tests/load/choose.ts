/** What a simulated reviewer decides on a submission as they see it. */
import { randomUUID } from 'node:crypto';
import type { PushItem } from '../../shared/protocol/push.ts';
import type { Chance } from './random.ts';

/** A submission as the workstation keeps it: what a decision needs, and what is compared at the end. */
export interface Seen {
  kind: 'unit' | 'attendee';
  id: string;
  unitId: string;
  subGroupId: string;
  revision: number;
  hash: string;
  seq: number;
  status: string;
  decisionId: string | null;
}

type Wanted = Pick<PushItem, 'verdict'> & { tag?: 'vip' | 'staff' | 'professional'; reasonCode?: string };

const REJECT: Wanted = { verdict: 'reject', reasonCode: 'U-DOC-UNCLEAR' };
const RETURN: Wanted = { verdict: 'return', reasonCode: 'A-PHOTO-QUALITY' };

/** The verdict, or null where there is nothing to decide. */
export function chooseVerdict(seen: Seen, chance: Chance): Wanted | null {
  if (seen.kind === 'unit') {
    if (seen.status === 'pendingReview') return chance.hits(0.7) ? { verdict: 'approve' } : REJECT;
    return chance.hits(0.5) ? { verdict: 'withdraw' } : null;
  }
  switch (seen.status) {
    case 'awaitingTag':
    case 'tagged':
    case 'awaitingPayment':
    case 'inPersonReview':
      if (chance.hits(0.04) && seen.status !== 'awaitingPayment' && seen.status !== 'inPersonReview')
        return RETURN;
      return { verdict: 'tag', tag: chance.pick(['vip', 'staff', 'professional']) ?? 'vip' };
    case 'returned':
      return chance.hits(0.3) ? { verdict: 'withdraw' } : null;
    default:
      return null;
  }
}

/** The decision as it is pushed, on exactly what was seen. */
export function decideOn(seen: Seen, wanted: Wanted, n: number, batchId: string): PushItem {
  const { verdict, tag, reasonCode } = wanted;
  return {
    id: randomUUID(),
    n,
    kind: seen.kind,
    subjectId: seen.id,
    baseRevision: seen.revision,
    seenHash: seen.hash,
    previousDecisionId: seen.decisionId,
    verdict,
    ...(tag ? { tag } : {}),
    ...(reasonCode ? { reasons: [{ code: reasonCode, text: '请重新上传' }] } : {}),
    batchId,
    decidedAt: new Date().toISOString(),
  } as PushItem;
}

/** What the workstation takes the submission to be once its own decision was applied, until the feed says. */
export function foresee(seen: Seen, item: PushItem): void {
  seen.decisionId = item.id;
  if (item.verdict === 'approve') seen.status = 'approved';
  else if (item.verdict === 'reject') seen.status = 'rejected';
  else if (item.verdict === 'return') seen.status = 'returned';
  else if (item.verdict === 'withdraw') seen.status = seen.kind === 'unit' ? 'pendingReview' : 'awaitingTag';
}
