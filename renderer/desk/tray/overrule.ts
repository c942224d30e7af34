/** Withdrawing another's decision and deciding anew: two statements that stand and fall as one act. */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { DecisionInput } from '../contract/decisions.ts';
import type { ActionRefusal } from '../contract/tray.ts';
import type { ActItem } from '../ledger/frames.ts';
import { uuid } from '../ports.ts';
import { buildAct } from '../review/buildAct.ts';
import type { ReviewContext } from '../review/context.ts';
import { refusalOf } from '../review/refusal.ts';

/** Why theirs cannot be overruled now, or null. A tag on a tag needs no withdrawal: it is given anew. */
export function overruleRefusal(context: ReviewContext, mine: DecisionInput, now: number): ActionRefusal {
  if (refusalOf(context, mine, now) === null) return null;
  return refusalOf(context, { ...withoutWords(mine), verdict: 'withdraw' }, now);
}

/** The items of the act: the withdrawal first, mine chained on it and answering the parked one. */
export function overruleItems(
  context: ReviewContext,
  mine: DecisionInput,
  batchId: string,
): { items: ActItem[]; refusal: ActionRefusal } {
  const refusal = overruleRefusal(context, mine, context.clock.now());
  if (refusal) return { items: [], refusal };
  const straight = buildAct(context, [mine], batchId);
  if (straight.items.length) return { items: straight.items, refusal: null };
  const [withdrawal] = buildAct(context, [{ ...withoutWords(mine), verdict: 'withdraw' }], batchId).items;
  if (!withdrawal) return { items: [], refusal: { why: 'lifeCycle', detail: 'nothingToWithdraw' } };
  // The answer to the parked decision is mine, not the withdrawal that makes room for it.
  const { supersedes, ...bare } = withdrawal.decision;
  const { reasons, note, overrides, tag } = mine;
  const decision = {
    ...bare,
    id: uuid(context.random),
    verdict: mine.verdict,
    previousDecisionId: withdrawal.decision.id,
    ...(supersedes ? { supersedes } : {}),
    ...(tag ? { tag } : {}),
    ...(reasons?.length ? { reasons } : {}),
    ...(note ? { note } : {}),
    ...(overrides?.length ? { overrides } : {}),
  } as Decision;
  const { label, unitId } = withdrawal;
  return {
    items: [
      { ...withdrawal, decision: bare as Decision },
      { decision, label, unitId },
    ],
    refusal: null,
  };
}

function withoutWords({ kind, id, seen, verdict }: DecisionInput): DecisionInput {
  return { kind, id, seen, verdict };
}
