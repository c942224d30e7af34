/** Batches: a frozen list of what goes and what is left out, with why, and what becomes of the people. */

import { statusAfterTag } from '../../../shared/domain/attendeeLifeCycle.ts';
import type { AttendeeStatus, Tag } from '../../../shared/domain/vocabulary.ts';
import type { BatchAction, BatchPreview, DecisionInput, LeftOut } from '../contract/decisions.ts';
import { type Random, uuid } from '../ports.ts';
import { refusalOf } from './buildAct.ts';
import type { ReviewContext } from './context.ts';
import { findingsOf } from './details.ts';
import { isFlaggedSeverity, seenOf } from './rows.ts';

/** Full findings are unpacked for so many of those left out; the others show their count. */
const FINDINGS_SHOWN = 200;
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
  kind: 'unit' | 'attendee',
  ids: readonly string[],
  action: BatchAction,
  unseen: ReadonlySet<string> = new Set(),
): Promise<FrozenBatch> {
  const table = context.index.table(kind);
  const now = context.clock.now();
  const go: DecisionInput[] = [];
  const optional = new Map<string, DecisionInput>();
  const people = new Map<string, DecisionInput[]>();
  const leftOut: LeftOut[] = [];
  // Rejecting needs reasons, given when the batch is confirmed; they are not what a row is judged by here.
  const stand =
    action.verdict === 'reject' || action.verdict === 'return' ? { reasons: [{ code: '-', text: '-' }] } : {};

  for (const id of ids) {
    const row = table.find(id);
    const name = row === undefined ? id : (table.name[row] ?? id);
    if (row === undefined) {
      leftOut.push({ kind, id, name, why: 'notInScope', findings: [] });
      continue;
    }
    if (unseen.has(id)) {
      leftOut.push({ kind, id, name, why: 'changedSinceSeen', findings: [] });
      continue;
    }
    const input: DecisionInput = {
      kind,
      id,
      seen: seenOf(context, kind, id, row),
      verdict: action.verdict,
      ...(action.tag ? { tag: action.tag } : {}),
    };
    const refusal = refusalOf(context, { ...input, ...stand }, now);
    if (refusal) {
      leftOut.push({ kind, id, name, ...refusal, findings: [] });
      continue;
    }
    if (action.alsoTag && kind === 'unit') people.set(id, peopleToTag(context, id, action.alsoTag));
    const isFlagged =
      action.verdict === 'approve' || action.verdict === 'tag'
        ? isFlaggedSeverity(table.severity.get(row))
        : false;
    if (isFlagged || table.isSetAside.get(row) === 1) {
      optional.set(id, input);
      const findings =
        isFlagged && leftOut.length < FINDINGS_SHOWN ? await findingsOf(context, kind, id) : [];
      leftOut.push({ kind, id, name, why: isFlagged ? 'flagged' : 'setAside', findings });
    } else go.push(input);
  }

  const named = (input: DecisionInput) => ({
    id: input.id,
    name: table.name[table.find(input.id) ?? -1] ?? input.id,
  });
  const preview: BatchPreview = {
    previewId: uuid(context.random),
    go: go.length,
    leftOut,
    cascade: cascadeOf(context, go, people),
    neverOpened: go.filter((input) => !context.opened.has(`${kind}:${input.id}`)).map(named),
    spotCheck: sample(go, SPOT_CHECK, context.random).map(named),
  };
  return { preview, action, go, optional, people };
}

/** A unit's people that a tag may be given along with its approval: untagged and without error or warning. */
export function peopleToTag(context: ReviewContext, unitId: string, tag: Tag): DecisionInput[] {
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
      const id = attendees.ids[row] ?? '';
      return {
        kind: 'attendee' as const,
        id,
        seen: seenOf(context, 'attendee', id, row),
        verdict: 'tag' as const,
        tag,
      };
    });
}

function cascadeOf(
  context: ReviewContext,
  go: readonly DecisionInput[],
  people: ReadonlyMap<string, DecisionInput[]>,
): BatchPreview['cascade'] {
  const cascade = {
    byTag: { vip: 0, staff: 0, professional: 0 },
    awaitingPayment: 0,
    inPersonReview: 0,
    untagged: 0,
  };
  const { attendees, units } = context.index;
  const count = (tag: Tag | null, isUnitApproved: boolean, status: AttendeeStatus | null) => {
    if (status === 'returned') return;
    if (tag === null) {
      cascade.untagged++;
      return;
    }
    cascade.byTag[tag]++;
    if (!isUnitApproved) return;
    if (statusAfterTag(tag, context.profile.payingTags) === 'awaitingPayment') cascade.awaitingPayment++;
    else cascade.inPersonReview++;
  };
  for (const input of go) {
    if (input.kind === 'unit') {
      const tagged = new Map((people.get(input.id) ?? []).map((person) => [person.id, person.tag ?? null]));
      for (const row of context.index.peopleOf(input.id)) {
        const tag = tagged.get(attendees.ids[row] ?? '') ?? attendees.tag.get(row);
        count(tag, input.verdict === 'approve', attendees.status.get(row));
      }
    } else {
      const row = attendees.find(input.id);
      const unitRow = row === undefined ? undefined : units.find(attendees.unitId[row] ?? '');
      const isApproved = unitRow !== undefined && units.status.get(unitRow) === 'approved';
      count(input.verdict === 'tag' ? (input.tag ?? null) : null, isApproved, null);
    }
  }
  return cascade;
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
