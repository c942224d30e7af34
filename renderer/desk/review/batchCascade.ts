/** What a batch does to people: where each ends, by name, and whose badge of an earlier edition is lost. */
import {
  addCascades,
  type CascadeCount,
  type CascadeEnd,
  endOfApproval,
  endOfTag,
  NO_CASCADE,
} from '../../../shared/domain/cascade.ts';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import type { BatchPreview, CascadePerson, DecisionInput } from '../contract/decisions.ts';
import type { ReviewContext } from './context.ts';

/** So many people of a batch are named; beyond that nobody reads names, and the numbers say it all. */
export const PEOPLE_NAMED = 400;

type Context = Pick<ReviewContext, 'index' | 'profile'>;

/** The people one decision of a batch moves or leaves where they are; `along`: tags given with an approval. */
export function cascadeOf(
  context: Context,
  input: DecisionInput,
  along: readonly DecisionInput[],
): CascadePerson[] {
  const { attendees } = context.index;
  if (input.kind === 'attendee') {
    const row = attendees.find(input.id);
    if (row === undefined || input.verdict !== 'tag' || !input.tag) return [];
    const { units } = context.index;
    const unitRow = units.find(attendees.unitId.get(row) ?? '');
    const unitStatus = unitRow === undefined ? null : units.status.get(unitRow);
    return [
      person(context, row, input.id, input.tag, endOfTag(input.tag, unitStatus, context.profile.payingTags)),
    ];
  }
  if (input.verdict !== 'approve') return [];
  const tagOf = new Map(along.map(({ id, tag }) => [id, tag ?? null]));
  return context.index.peopleOf(input.id).flatMap((row) => {
    const tag = tagOf.get(attendees.ids.get(row) ?? '') ?? null;
    const standing = {
      status: attendees.status.get(row) ?? 'awaitingTag',
      tag: attendees.tag.get(row),
      hasOrder: attendees.hasOrder.get(row) === 1,
    };
    const end = endOfApproval(standing, tag, context.profile.payingTags);
    return end === null ? [] : [person(context, row, input.id, tag ?? standing.tag, end)];
  });
}

function person(
  { index }: Context,
  row: number,
  subjectId: string,
  tag: Tag | null,
  end: CascadeEnd,
): CascadePerson {
  const { attendees, units } = index;
  return {
    id: attendees.ids.get(row) ?? '',
    subjectId,
    name: attendees.name.get(row) ?? '',
    unitName: units.name.get(units.find(attendees.unitId.get(row) ?? '') ?? -1) ?? '',
    tag,
    end,
  };
}

/** How many of these people end where. */
export function countEnds(people: readonly Pick<CascadePerson, 'end'>[]): CascadeCount {
  return addCascades(people.map(({ end }) => ({ ...NO_CASCADE, [end]: 1 })));
}

/** Those whose earlier badge carries another tag in print than the one these decisions give. */
export function badgeReuseOf(
  { index }: Context,
  inputs: readonly DecisionInput[],
): BatchPreview['badgeReuse'] {
  const { attendees } = index;
  return inputs.flatMap(({ kind, id, tag }) => {
    const row = kind === 'attendee' && tag ? attendees.find(id) : undefined;
    const previousTag = row === undefined ? null : attendees.previousTag.get(row);
    if (row === undefined || previousTag === null || previousTag === tag) return [];
    return [{ id, name: attendees.name.get(row) ?? id, previousTag }];
  });
}
