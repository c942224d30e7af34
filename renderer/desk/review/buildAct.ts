/** From what the reviewer pressed to an act: each input checked against what was seen and the life cycle. */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { DecisionInput, Refused } from '../contract/decisions.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ActItem } from '../ledger/frames.ts';
import { uuid, uuids } from '../ports.ts';
import { beneathOf } from './beneath.ts';
import { capRoom } from './capRoom.ts';
import type { ReviewContext } from './context.ts';
import { isMereUndo, refusalOf } from './refusal.ts';
import { predecessorOf } from './rows.ts';

export interface BuiltAct {
  items: ActItem[];
  /** inputs that only take back a decision never attempted: those are undone, nothing is sent */
  undoIds: string[];
  refused: Refused[];
}

/** From so many on, ids are drawn together. */
const MANY = 64;

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

/** A decision never attempted and those whose place it took, newest first: none of them shall come back. */
function withReplaced(context: Context, entry: Entry): string[] {
  const ids = [entry.decision.id];
  let earlier = entry.replaces === undefined ? undefined : context.ledger.entries.get(entry.replaces);
  while (earlier?.state === 'replaced') {
    ids.push(earlier.decision.id);
    earlier = earlier.replaces === undefined ? undefined : context.ledger.entries.get(earlier.replaces);
  }
  return ids;
}

/** Makes the act of some inputs: statements with new ids on exactly what was seen. Nothing is changed here. */
export function buildAct(
  context: Pick<ReviewContext, 'index' | 'ledger' | 'profile' | 'clock' | 'random'>,
  inputs: readonly DecisionInput[],
  batchId: string,
): BuiltAct {
  const now = context.clock.now();
  const decidedAt = new Date(now).toISOString();
  const act: BuiltAct = { items: [], undoIds: [], refused: [] };
  const takePlace = capRoom(context);
  const drawn = inputs.length < MANY ? [] : uuids(context.random, inputs.length);
  for (const input of inputs) {
    const refusal =
      refusalOf(context, input, now) ??
      (takePlace(input) ? null : { why: 'lifeCycle' as const, detail: 'capReached' });
    if (refusal) {
      act.refused.push({ kind: input.kind, id: input.id, ...refusal });
      continue;
    }
    const table = context.index.table(input.kind);
    const row = table.rowOf.get(input.id) ?? 0;
    const beneath = beneathOf(context, input.kind, input.id, row);
    if (beneath.replaced && isMereUndo(input, beneath)) {
      act.undoIds.push(...withReplaced(context, beneath.replaced));
      continue;
    }
    act.items.push({
      decision: statementOf(context, input, { id: drawn.pop() ?? uuid(context.random), batchId, decidedAt }),
      label: table.name.get(row) ?? '',
      unitId: input.kind === 'unit' ? input.id : (context.index.attendees.unitId.get(row) ?? input.id),
      ...replaces(context, input),
      ...(beneath.tag ? { formerTag: beneath.tag } : {}),
    });
  }
  return act;
}

/** The decision itself, with an id of its own, on exactly what was seen. */
function statementOf(
  context: Context,
  input: DecisionInput,
  { id, batchId, decidedAt }: { id: string; batchId: string; decidedAt: string },
): Decision {
  return {
    id,
    subjectId: input.id,
    baseRevision: input.seen.revision,
    seenHash: input.seen.hash,
    previousDecisionId: predecessorOf(context, input.kind, input.id),
    ...supersedes(context, input),
    ...(input.reasons?.length ? { reasons: input.reasons } : {}),
    ...(input.note ? { note: input.note } : {}),
    ...(input.overrides?.length ? { overrides: input.overrides } : {}),
    batchId,
    decidedAt,
    kind: input.kind,
    verdict: input.verdict,
    ...(input.verdict === 'tag' && input.tag ? { tag: input.tag } : {}),
  } as Decision;
}

/** Deciding again takes the place of what was never attempted, be it on an older state of the submission. */
function replaces(context: Context, input: DecisionInput): { replaces?: string } {
  const covering = context.ledger.covering(input.kind, input.id);
  return covering?.state === 'window' ? { replaces: covering.decision.id } : {};
}

/** Deciding again what lies in the tray answers it. */
function supersedes(context: Context, input: DecisionInput): { supersedes?: string } {
  const parked = context.ledger
    .chain(input.kind, input.id)
    .filter((entry) => entry.state === 'parked')
    .at(-1);
  return parked ? { supersedes: parked.decision.id } : {};
}
