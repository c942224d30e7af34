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

/** Where one person ends by a decision, not yet named: ten thousand are, and four hundred are shown. */
export interface CascadeStep {
  row: number;
  subjectId: string;
  tag: Tag | null;
  end: CascadeEnd;
}

/** What one decision of a batch does to each person it moves or leaves where they are; `along`: tags given with an approval. */
export function cascadeOf(
  context: Context,
  input: DecisionInput,
  along: readonly DecisionInput[],
): CascadeStep[] {
  const { attendees } = context.index;
  if (input.kind === 'attendee') {
    const row = attendees.find(input.id);
    if (row === undefined || input.verdict !== 'tag' || !input.tag) return [];
    const { units } = context.index;
    const unitRow = context.index.unitRowOf(row);
    const unitStatus = unitRow === undefined ? null : units.status.get(unitRow);
    const end = endOfTag(input.tag, unitStatus, context.profile.payingTags);
    return [{ row, subjectId: input.id, tag: input.tag, end }];
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
    return end === null ? [] : [{ row, subjectId: input.id, tag: tag ?? standing.tag, end }];
  });
}

/** The person of a step by name. */
export function namedPerson({ index }: Context, { row, subjectId, tag, end }: CascadeStep): CascadePerson {
  const { attendees, units } = index;
  return {
    id: attendees.ids.get(row) ?? '',
    subjectId,
    name: attendees.name.get(row) ?? '',
    unitName: units.name.get(index.unitRowOf(row) ?? -1) ?? '',
    tag,
    end,
  };
}

/** How many of these people end where. */
export function countEnds(people: readonly Pick<CascadeStep, 'end'>[]): CascadeCount {
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
