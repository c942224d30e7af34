/** The reviewer's own decision on a submission that the feed does not carry yet. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { LocalDecision } from '../contract/seeing.ts';
import { tagOf } from '../ledger/entry.ts';
import type { ReviewContext } from './context.ts';

/** The decision and how far it has come, or null. */
export function localDecision(
  context: Pick<ReviewContext, 'index' | 'ledger'>,
  kind: SubmissionKind,
  id: string,
): LocalDecision | null {
  const entry = context.ledger.covering(kind, id);
  if (!entry) return null;
  const table = context.index.table(kind);
  const tag = tagOf(entry.decision);
  return {
    decisionId: entry.decision.id,
    verdict: entry.decision.verdict,
    ...(tag ? { tag } : {}),
    at: entry.confirmedAt,
    sync: table.sync.get(table.find(id) ?? -1) ?? 'none',
  };
}
