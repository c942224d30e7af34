/** What a batch key acts on: everything that matches, or the selected rows in view. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Scope } from '../../desk/contract/decisions.ts';
import type { ReviewList } from '../list/listTypes.ts';

/** The scope of the present selection, and how many rows it has. */
export async function batchScope<K extends SubmissionKind>(
  list: ReviewList<K>,
): Promise<{ scope: Scope; size: number }> {
  const { selection, opened } = list.getState();
  const unseen = list.unseenIds();
  if (selection.type === 'allBut' && opened !== null && selection.queryId === opened.queryId) {
    const scope: Scope = {
      type: 'query',
      queryId: opened.queryId,
      except: [...selection.except],
      unseen,
    };
    return { scope, size: list.total() - scope.except.length };
  }
  const ids = await list.visibleIds();
  return { scope: { type: 'ids', kind: list.kind, ids, unseen }, size: ids.length };
}
