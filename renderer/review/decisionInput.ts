/** A decision on exactly what is on screen: the row's revision, hash and predecessor go with it. Pure. */
import { CASCADE_ENDS, type CascadeEnd, endOfApproval } from '../../shared/domain/cascade.ts';
import type { Tag } from '../../shared/domain/vocabulary.ts';
import type { DecisionInput } from '../desk/contract/decisions.ts';
import type { AttendeeRow, Row } from '../desk/contract/rows.ts';

/** The input of a decision on a row as it was rendered. */
export function decisionOn(
  row: Row,
  verdict: DecisionInput['verdict'],
  given: Partial<Pick<DecisionInput, 'tag' | 'reasons' | 'note' | 'overrides'>> = {},
): DecisionInput {
  return { kind: row.kind, id: row.id, seen: row.seen, verdict, ...given };
}

/** People who can be tagged along with their unit: untagged, not set aside, and without error or warning. */
export function taggableAlong(people: readonly AttendeeRow[]): AttendeeRow[] {
  return people.filter(
    ({ status, tag, severity, isSetAside }) =>
      status === 'awaitingTag' &&
      tag === null &&
      !isSetAside &&
      severity !== 'error' &&
      severity !== 'warning',
  );
}

/** Where a unit's people end once it is approved; `alsoTag` is given to those who can be tagged along. */
export function endsOfApproval(
  people: readonly AttendeeRow[],
  alsoTag: Tag | null,
  payingTags: readonly Tag[],
): { end: CascadeEnd; people: AttendeeRow[] }[] {
  const along = new Set(alsoTag === null ? [] : taggableAlong(people).map(({ id }) => id));
  const ends = new Map<CascadeEnd, AttendeeRow[]>();
  for (const person of people) {
    const end = endOfApproval(person, along.has(person.id) ? alsoTag : null, payingTags);
    if (end !== null) ends.set(end, [...(ends.get(end) ?? []), person]);
  }
  return CASCADE_ENDS.flatMap((end) => {
    const there = ends.get(end);
    return there ? [{ end, people: there }] : [];
  });
}

/** Tags first, so that the approval that follows moves these people on. */
export function tagAlong(people: readonly AttendeeRow[], tag: Tag): DecisionInput[] {
  return taggableAlong(people).map((person) => decisionOn(person, 'tag', { tag }));
}
