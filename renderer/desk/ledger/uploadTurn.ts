/** What may be uploaded, and when: the order of confirmation holds within each unit. */
import type { Entry } from './entry.ts';
import type { EntryBook } from './entryBook.ts';

/**
 * What may be uploaded now, in order of confirmation: attempted ones first (again), then those whose
 * window is over, unless an earlier one of the same unit or their own predecessor is still waiting.
 * `isByFile`: the reply to a file may be days away, and the predecessor travels in the same one: what
 * follows an attempted decision need not wait for its receipt.
 */
export function dueForUpload(
  book: EntryBook,
  now: number,
  { isByFile = false } = {},
): { again: Entry[]; first: Entry[] } {
  const again = book.open('attempted');
  const first: Entry[] = [];
  const heldUnits = new Set<string>();
  for (const entry of book.open('window')) {
    const previous = entry.decision.previousDecisionId;
    const waitsFor = previous === null ? undefined : book.entries.get(previous);
    const isHeld =
      (waitsFor?.state === 'attempted' && !isByFile) ||
      (waitsFor?.state === 'window' && !first.includes(waitsFor));
    if (!entry.isSaved || entry.uploadAt > now || heldUnits.has(entry.unitId) || isHeld) {
      heldUnits.add(entry.unitId);
    } else first.push(entry);
  }
  return { again, first };
}

/** When the next window ends, ms since epoch, of those that end later than `after`; null when there is none. */
export function nextDueAt(book: EntryBook, after = Number.NEGATIVE_INFINITY): number | null {
  let next: number | null = null;
  for (const entry of book.unrested()) {
    if (entry.state !== 'window' || entry.uploadAt <= after) continue;
    if (next === null || entry.uploadAt < next) next = entry.uploadAt;
  }
  return next;
}
