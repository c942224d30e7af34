/** Subjects in the order their content lies in the cache, so that each block is unpacked once for all of them. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { ReviewIndex } from '../index/reviewIndex.ts';

export function byBlock<T extends { kind: SubmissionKind; id: string }>(
  index: ReviewIndex,
  subjects: readonly T[],
): T[] {
  const placed = subjects.map((subject) => {
    const table = index.table(subject.kind);
    const row = table.find(subject.id);
    return { subject, blockId: row === undefined ? '' : table.location(row).blockId };
  });
  placed.sort((a, b) => (a.blockId < b.blockId ? -1 : a.blockId > b.blockId ? 1 : 0));
  return placed.map(({ subject }) => subject);
}
