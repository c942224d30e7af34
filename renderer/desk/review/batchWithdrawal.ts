/** Many decisions taken back at once: whose they are and which come too late, then what becomes of people. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { BatchWithdrawal } from '../contract/decisions.ts';
import { type DecisionStanding, standingOf, withdrawalEffects } from '../secretariat/withdrawal.ts';
import { PEOPLE_NAMED } from './batchCascade.ts';
import type { ReviewContext } from './context.ts';

/** Whose decision stands on each of these; read block by block, for each is unpacked as a whole. */
export async function standingsOf(
  context: ReviewContext,
  kind: SubmissionKind,
  ids: readonly string[],
): Promise<Map<string, DecisionStanding>> {
  const table = context.index.table(kind);
  const placed = ids.flatMap((id) => {
    const row = table.find(id);
    return row === undefined ? [] : [{ id, blockId: table.location(row).blockId }];
  });
  placed.sort((a, b) => (a.blockId < b.blockId ? -1 : a.blockId > b.blockId ? 1 : 0));
  const standings = new Map<string, DecisionStanding>();
  for (const { id } of placed) {
    const standing = await standingOf(context, kind, id);
    if (standing) standings.set(id, standing);
  }
  return standings;
}

/** What taking back the decisions on these does, all together. */
export function sumWithdrawals(
  context: ReviewContext,
  kind: SubmissionKind,
  ids: readonly string[],
  standings: ReadonlyMap<string, DecisionStanding>,
): BatchWithdrawal {
  const authors = new Set<string>();
  const counts = new Map<string, BatchWithdrawal['changes'][number]>();
  const people: BatchWithdrawal['people'] = [];
  let ofOthers = 0;
  for (const id of ids) {
    const standing = standings.get(id);
    if (standing?.decision && !standing.isOwn) {
      ofOthers++;
      authors.add(standing.decision.byName ?? standing.decision.by);
    }
    const row = context.index.table(kind).find(id);
    if (row === undefined) continue;
    for (const { id: personId, name, from, to } of withdrawalEffects(context, kind, id, row).people) {
      const change = counts.get(`${from} ${to}`) ?? { from, to, count: 0 };
      counts.set(`${from} ${to}`, { ...change, count: change.count + 1 });
      if (people.length < PEOPLE_NAMED)
        people.push({ id: personId, name, unitName: unitNameOf(context, personId), from, to });
    }
  }
  const changes = [...counts.values()].sort((a, b) => b.count - a.count);
  return { ofOthers, authors: [...authors], changes, people };
}

function unitNameOf({ index: { attendees, units } }: ReviewContext, attendeeId: string): string {
  const unitId = attendees.unitId.get(attendees.find(attendeeId) ?? -1) ?? '';
  return units.name.get(units.find(unitId) ?? -1) ?? '';
}
