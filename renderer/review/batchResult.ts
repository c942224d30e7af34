/** What came of a batch: done, failed and left out, grouped by why. Pure. */
import type { BatchPreview, DecideReply, LeftOut, Refused } from '../desk/contract/decisions.ts';

export interface BatchResult {
  decided: number;
  failed: Refused[];
  skipped: LeftOut[];
}

/** The result of a confirmed batch; `include` are those left out that went all the same. */
export function batchResult(
  preview: BatchPreview,
  include: readonly string[],
  reply: DecideReply,
): BatchResult {
  const went = new Set(include);
  return {
    decided: reply.decided,
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

/** Left out only by default: the reviewer may include them. Others cannot go at all. */
export const mayInclude = (item: LeftOut) => item.why === 'flagged' || item.why === 'setAside';
