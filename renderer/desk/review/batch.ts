/** Batches: a frozen list of what goes and what is left out, with why, and what becomes of the people. */
import { addCascades, type CascadeCount } from '../../../shared/domain/cascade.ts';
import type { SubmissionKind, Tag } from '../../../shared/domain/vocabulary.ts';
import type {
  BatchAction,
  BatchPreview,
  CascadePerson,
  DecisionInput,
  LeftOut,
} from '../contract/decisions.ts';
import { type Random, uuid } from '../ports.ts';
import { badgeReuseOf, cascadeOf, countEnds, namedPerson, PEOPLE_NAMED } from './batchCascade.ts';
import { standingsOf, sumWithdrawals } from './batchWithdrawal.ts';
import { capRoom, type TakePlace } from './capRoom.ts';
import type { ReviewContext } from './context.ts';
import { refusalOf } from './refusal.ts';
import { isFlaggedSeverity, seenOf } from './rows.ts';

const SPOT_CHECK = 5;

export interface FrozenBatch {
  preview: BatchPreview;
  action: BatchAction;
  go: DecisionInput[];
  /** left out as flagged or set aside; may be included by the reviewer's word */
  optional: Map<string, DecisionInput>;
  /** approve: the people tagged along, by unit */
  people: Map<string, DecisionInput[]>;
}

/** Freezes a batch over the given rows of one kind, in their order; those of `unseen` are left out. */
export async function freezeBatch(
  context: ReviewContext,
  kind: SubmissionKind,
  ids: readonly string[],
  action: BatchAction,
  unseen: ReadonlySet<string> = new Set(),
): Promise<FrozenBatch> {
  const table = context.index.table(kind);
  const go: DecisionInput[] = [];
  const optional = new Map<string, DecisionInput>();
  const people = new Map<string, DecisionInput[]>();
  const leftOut: LeftOut[] = [];
  const named: CascadePerson[] = [];
  const cascades: CascadeCount[] = [];
  const takePlace = capRoom(context);
  const isWithdrawal = action.verdict === 'withdraw';
  const isText = action.verdict === 'reject' || action.verdict === 'return';
  const standings = isWithdrawal ? await standingsOf(context, kind, ids) : null;
  for (const id of ids) {
    const judged = judge(context, kind, id, action, unseen, takePlace);
    if (judged.input && standings?.get(id)?.isLate) {
      leftOut.push(leftOutOf(context, kind, id, { why: 'lifeCycle', detail: 'withdrawWindowClosed' }));
      continue;
    }
    if (!judged.input) {
      leftOut.push(judged.leftOut);
      continue;
    }
    const { input, whyOptional } = judged;
    const along = action.alsoTag && kind === 'unit' ? peopleToTag(context, id, action.alsoTag) : [];
    if (along.length) people.set(id, along);
    const effect = cascadeOf(context, input, along);
    for (const step of effect.slice(0, PEOPLE_NAMED - named.length)) named.push(namedPerson(context, step));
    if (whyOptional === null) {
      cascades.push(countEnds(effect));
      go.push(input);
      continue;
    }
    optional.set(id, input);
    leftOut.push({
      ...leftOutOf(context, kind, id, { why: whyOptional }),
      cascade: countEnds(effect),
      taggedAlong: along.length,
    });
  }
  const nameOf = (input: DecisionInput) => ({
    id: input.id,
    name: table.name.get(table.find(input.id) ?? -1) ?? input.id,
  });
  const goingAlong = go.flatMap(({ id }) => people.get(id) ?? []);
  const preview: BatchPreview = {
    previewId: uuid(context.random),
    go: go.length,
    leftOut,
    cascade: addCascades(cascades),
    people: named,
    taggedAlong: goingAlong.length,
    badgeReuse: badgeReuseOf(context, [...go, ...goingAlong]),
    withdrawal: standings && sumWithdrawals(context, kind, idsOf(go), standings),
    neverOpened: (isText ? go : []).filter((input) => !context.opened.has(`${kind}:${input.id}`)).map(nameOf),
    spotCheck: sample(go, SPOT_CHECK, context.random).map(nameOf),
  };
  return { preview, action, go, optional, people };
}

type Judged =
  | { input: null; leftOut: LeftOut }
  | { input: DecisionInput; whyOptional: LeftOut['why'] | null };

/** What one row is to a batch: going, left out by default, or unable to go. */
function judge(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
  action: BatchAction,
  unseen: ReadonlySet<string>,
  takePlace: TakePlace,
): Judged {
  const table = context.index.table(kind);
  const row = table.find(id);
  const out = (refusal: Pick<LeftOut, 'why' | 'detail'>): Judged => ({
    input: null,
    leftOut: leftOutOf(context, kind, id, refusal),
  });
  if (row === undefined) return out({ why: 'notInScope' });
  if (unseen.has(id)) return out({ why: 'changedSinceSeen' });
  const { verdict, tag } = action;
  const input: DecisionInput = {
    kind,
    id,
    seen: seenOf(context, kind, id, row),
    verdict,
    ...(tag ? { tag } : {}),
  };
  // Rejecting needs reasons, given when the batch is confirmed; they are not what a row is judged by here.
  const stand = verdict === 'reject' || verdict === 'return' ? { reasons: [{ code: '-', text: '-' }] } : {};
  const refusal = refusalOf(context, { ...input, ...stand }, context.clock.now());
  if (refusal) return out(refusal);
  const isPositive = verdict === 'approve' || verdict === 'tag';
  if (isPositive && isFlaggedSeverity(table.severity.get(row))) return { input, whyOptional: 'flagged' };
  if (table.isSetAside.get(row) === 1) return { input, whyOptional: 'setAside' };
  // Those left out by default take no place; included all the same, they queue behind those that go.
  return takePlace(input) ? { input, whyOptional: null } : out({ why: 'lifeCycle', detail: 'capReached' });
}

function leftOutOf(
  { index }: ReviewContext,
  kind: SubmissionKind,
  id: string,
  refusal: Pick<LeftOut, 'why' | 'detail'>,
): LeftOut {
  const table = index.table(kind);
  const row = table.find(id);
  const severity = row === undefined ? null : table.severity.get(row);
  return { kind, id, name: table.name.get(row ?? -1) ?? id, ...refusal, severity };
}

const idsOf = (inputs: readonly DecisionInput[]) => inputs.map(({ id }) => id);

/** A unit's people that a tag may be given along with its approval: untagged and without error or warning. */
function peopleToTag(context: ReviewContext, unitId: string, tag: Tag): DecisionInput[] {
  const { attendees } = context.index;
  return context.index
    .peopleOf(unitId)
    .filter(
      (row) =>
        attendees.status.get(row) === 'awaitingTag' &&
        !isFlaggedSeverity(attendees.severity.get(row)) &&
        !attendees.isSetAside.get(row),
    )
    .map((row) => {
      const id = attendees.ids.get(row) ?? '';
      return {
        kind: 'attendee' as const,
        id,
        seen: seenOf(context, 'attendee', id, row),
        verdict: 'tag' as const,
        tag,
      };
    });
}

function sample<T>(items: readonly T[], size: number, random: Random): T[] {
  const rest = [...items];
  const picked: T[] = [];
  while (picked.length < size && rest.length) {
    const [a = 0, b = 0, c = 0] = random.bytes(3);
    picked.push(...rest.splice(((a << 16) | (b << 8) | c) % rest.length, 1));
  }
  return picked;
}
