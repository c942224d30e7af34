/** A decision on exactly what is on screen: the row's revision, hash and predecessor go with it. Pure. */
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

/** People who can be tagged along with their unit: untagged, and without error or warning. */
export function taggableAlong(people: readonly AttendeeRow[]): AttendeeRow[] {
  return people.filter(
    ({ status, tag, severity }) =>
      status === 'awaitingTag' && tag === null && severity !== 'error' && severity !== 'warning',
  );
}

/** Tags first, so that the approval that follows moves these people on. */
export function tagAlong(people: readonly AttendeeRow[], tag: Tag): DecisionInput[] {
  return taggableAlong(people).map((person) => decisionOn(person, 'tag', { tag }));
}
