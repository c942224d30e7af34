/** What came of a batch: done, failed and left out, grouped by why. Pure. */
import { addCascades, type CascadeCount } from '../../shared/domain/cascade.ts';
import type { SubmissionKind } from '../../shared/domain/vocabulary.ts';
import type { BatchPreview, DecideReply, LeftOut, Refused } from '../desk/contract/decisions.ts';

export interface BatchResult {
  decided: number;
  failed: Refused[];
  skipped: LeftOut[];
}

/** The result of a confirmed batch in rows of its list; `include` are those left out that went all the same. */
export function batchResult(
  kind: SubmissionKind,
  preview: BatchPreview,
  include: readonly string[],
  reply: DecideReply,
): BatchResult {
  const went = new Set(include);
  return {
    // People tagged along are decisions too, but not rows of this list.
    decided:
      reply.batchId === null
        ? 0
        : goingCount(preview, include) - reply.refused.filter((each) => each.kind === kind).length,
    failed: reply.refused,
    skipped: preview.leftOut.filter(({ id }) => !went.has(id)),
  };
}

/** Groups by the reason why, most frequent first. */
export function groupByWhy<T extends { why: string; detail?: string }>(
  items: readonly T[],
): { why: T['why']; detail: string | undefined; items: T[] }[] {
  const groups = new Map<string, { why: T['why']; detail: string | undefined; items: T[] }>();
  for (const item of items) {
    const key = `${item.why} ${item.detail ?? ''}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { why: item.why, detail: item.detail, items: [item] });
  }
  return [...groups.values()].sort((a, b) => b.items.length - a.items.length);
}

/** How many go when these of the left-out are included after all. */
export const goingCount = (preview: BatchPreview, include: readonly string[]) => preview.go + include.length;

/** What becomes of people when these of the left-out are included after all. */
export function goingCascade(
  preview: BatchPreview,
  include: readonly string[],
): { cascade: CascadeCount; taggedAlong: number } {
  const went = new Set(include);
  const included = preview.leftOut.filter(({ id }) => went.has(id));
  return {
    cascade: addCascades([preview.cascade, ...included.flatMap(({ cascade }) => cascade ?? [])]),
    taggedAlong: included.reduce((sum, { taggedAlong = 0 }) => sum + taggedAlong, preview.taggedAlong),
  };
}

/** Left out only by default: the reviewer may include them. Others cannot go at all. */
export const mayInclude = (item: Pick<LeftOut, 'why'>) => item.why === 'flagged' || item.why === 'setAside';
