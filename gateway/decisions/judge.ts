/** Judges one decision on a unit and its people: pure but for the states it moves in the workset. */
import { hasBureauBegun, isUnderway, transitionAttendee } from '../../shared/domain/attendeeLifeCycle.ts';
import { decisionFault } from '../../shared/domain/decision.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { Tag } from '../../shared/domain/vocabulary.ts';
import type { CurrentDecision, LastReview } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import {
  type AttendeeSubmission,
  type Family,
  hasOrder,
  type Submission,
  type UnitSubmission,
} from '../submissions/states.ts';
import type { Workset } from '../submissions/workset.ts';
import type { Room } from './caps.ts';
import { knownReasons } from './knownReasons.ts';
import { detailOf } from './refusals.ts';

/** What is remembered of an applied decision, for taking it back. */
export interface AppliedDecision {
  receivedAtMs: number;
  isByDelegation: boolean;
  reviewBefore: LastReview | null;
}

export interface JudgeContext {
  profile: EditionProfile;
  nowMs: number;
  callerName: string;
  callerDisplayName: string;
  mayDecide: (subGroupId: string) => boolean;
  isByDelegation: boolean;
  /** applied decisions that may be withdrawn here, by id; judged ones are added */
  applied: Map<string, AppliedDecision>;
  workset: Workset;
  room: Room;
  /** the code that an approval issues, if the fair issues any */
  invitationFor: (unitId: string, decisionId: string) => string | undefined;
}

/** The receipt without id and seq, and the subject whose seq it will carry. */
export interface Judgement extends Omit<Receipt, 'id' | 'seq' | 'replayed'> {
  subject: Submission | null;
}

/** Judged in this order: gone, forbidden, stale, decided, invalid, applied. */
export function judge(item: PushItem, family: Family | undefined, context: JudgeContext): Judgement {
  const subject = findSubject(item, family);
  if (!family || !subject || subject.isDeleted || family.unit.isDeleted)
    return { result: 'gone', subject: null };
  if (!context.mayDecide(subject.subGroupId)) {
    return { result: 'forbidden', why: 'notGranted', detail: detailOf('notGranted'), subject: null };
  }
  const current = {
    revision: subject.revision,
    hash: subject.hash,
    status: subject.status,
    decision: subject.decision,
  };
  if (item.baseRevision !== subject.revision || item.seenHash !== subject.hash) {
    return { result: 'stale', current, subject };
  }
  if (item.previousDecisionId !== (subject.decision?.id ?? null)) {
    return { result: 'decided', agrees: agrees(item, subject.decision), current, subject };
  }
  const why = ruleBroken(item, subject, context) ?? move(item, family, subject, context);
  if (why !== null) {
    return { result: 'invalid', why, detail: detailOf(why), current: { status: subject.status }, subject };
  }
  return { result: 'applied', subject };
}

function findSubject(item: PushItem, family: Family | undefined): Submission | undefined {
  if (item.kind === 'unit') return family?.unit;
  return family?.attendees.find((attendee) => attendee.id === item.subjectId);
}

/** Same verdict, tag and reason codes: nothing the reviewer would have to look at again. */
function agrees(item: PushItem, decision: CurrentDecision | null): boolean {
  if (!decision || decision.verdict !== item.verdict || decision.tag !== tagOf(item)) return false;
  const codes = (reasons: { code: string }[] = []): string =>
    reasons
      .map(({ code }) => code)
      .sort()
      .join();
  return codes(decision.reasons) === codes(item.reasons);
}

function tagOf(item: PushItem): Tag | undefined {
  return item.kind === 'attendee' ? item.tag : undefined;
}

function ruleBroken(item: PushItem, subject: Submission, context: JudgeContext): string | null {
  const known = knownReasons(context.profile, item.kind);
  const fault = decisionFault(item, (code) => known.get(code)?.requiresText ?? code === 'X-OTHER');
  if (fault !== null) return fault;
  if (item.reasons?.some((reason) => !known.has(reason.code))) return 'reasonUnknown';
  return item.kind === 'unit' && item.verdict === 'withdraw' ? withdrawalBarred(subject, context) : null;
}

/** A reviewer may take back the sub-group's own decision within the window, the delegation's any. */
function withdrawalBarred(subject: Submission, context: JudgeContext): string | null {
  if (context.isByDelegation || !subject.decision || subject.decision.verdict === 'withdraw') return null;
  const applied = context.applied.get(subject.decision.id);
  if (!applied) return null;
  if (applied.isByDelegation) return 'notOwnDecision';
  const windowMs = context.profile.withdrawWindowHours * 3_600_000;
  return context.nowMs - applied.receivedAtMs > windowMs ? 'withdrawWindowClosed' : null;
}

/** Moves subject and family by the life cycles, or says why they do not allow it. */
function move(item: PushItem, family: Family, subject: Submission, context: JudgeContext): string | null {
  const why =
    subject.kind === 'unit'
      ? moveUnit(item, family, context)
      : moveAttendee(item, family.unit, subject, context);
  if (why !== null) return why;
  remember(item, subject, context);
  return null;
}

function moveUnit(item: PushItem, family: Family, context: JudgeContext): string | null {
  if (item.kind !== 'unit') return 'illegalEvent';
  const { unit } = family;
  const people = family.attendees.filter((attendee) => !attendee.isDeleted);
  const wasApproved = unit.status === 'approved';
  const hasAttendeeUnderway = people.some((attendee) =>
    isUnderway({ status: attendee.status, hasOrder: hasOrder(attendee) }),
  );
  const next = transitionUnit({ status: unit.status, hasAttendeeUnderway }, { type: item.verdict });
  if (!next.ok) return next.why;
  if (!takePlace(unit.subGroupId, wasApproved, next.status === 'approved', context.room)) return 'capReached';
  unit.status = next.status;
  // The unit's seq before those of its people: readers see the cause before its effects.
  context.workset.touch(unit);
  if (item.verdict === 'approve') moveAlong(people, unit, 'unitApproved', context);
  if (item.verdict === 'withdraw' && wasApproved) moveAlong(people, unit, 'unitApprovalWithdrawn', context);
  return null;
}

/** Where quotas are caps, an approval takes a place and its withdrawal gives it back; false if there is none. */
function takePlace(subGroupId: string, wasApproved: boolean, isApproved: boolean, room: Room): boolean {
  const left = room?.get(subGroupId);
  if (!room || left === undefined || wasApproved === isApproved) return true;
  if (isApproved && left <= 0) return false;
  room.set(subGroupId, isApproved ? left - 1 : left + 1);
  return true;
}

/** The effect of a unit's decision on its people; whom the machine does not move stays as they are. */
function moveAlong(
  people: readonly AttendeeSubmission[],
  unit: UnitSubmission,
  type: 'unitApproved' | 'unitApprovalWithdrawn',
  context: JudgeContext,
): void {
  for (const attendee of people) {
    if (hasBureauBegun(attendee)) continue;
    const state = {
      status: attendee.status,
      tag: attendee.tag,
      unitStatus: unit.status,
      hasOrder: hasOrder(attendee),
    };
    const next = transitionAttendee(state, { type }, context.profile.payingTags);
    if (!next.ok) continue;
    attendee.status = next.status;
    attendee.tag = next.tag;
    context.workset.touch(attendee);
    const { decision } = attendee;
    if (decision) {
      context.workset.noteOutcome(attendee, {
        decisionId: decision.id,
        verdict: decision.verdict,
        tag: decision.tag,
        reasons: decision.reasons ?? [],
        decidedAt: new Date(context.nowMs).toISOString(),
      });
    }
  }
}

function moveAttendee(
  item: PushItem,
  unit: UnitSubmission,
  attendee: AttendeeSubmission,
  context: JudgeContext,
): string | null {
  if (item.kind !== 'attendee') return 'illegalEvent';
  if (item.verdict === 'tag' && item.tag === undefined) return 'tagMissing';
  const event =
    item.verdict === 'tag' && item.tag !== undefined
      ? ({ type: 'tag', tag: item.tag } as const)
      : ({ type: item.verdict === 'return' ? 'return' : 'withdraw' } as const);
  const next = transitionAttendee(
    { status: attendee.status, tag: attendee.tag, unitStatus: unit.status, hasOrder: hasOrder(attendee) },
    event,
    context.profile.payingTags,
  );
  if (!next.ok) return next.why;
  attendee.status = next.status;
  attendee.tag = next.tag;
  return null;
}

/** The decision becomes the subject's current one; a withdrawal brings back the review before it. */
function remember(item: PushItem, subject: Submission, context: JudgeContext): void {
  const at = new Date(context.nowMs).toISOString();
  const tag = tagOf(item);
  const isApproval = item.kind === 'unit' && item.verdict === 'approve';
  const invitation = isApproval ? context.invitationFor(subject.id, item.id) : undefined;
  const decision: CurrentDecision = {
    id: item.id,
    verdict: item.verdict,
    ...(tag === undefined ? {} : { tag }),
    ...(item.reasons?.length ? { reasons: item.reasons } : {}),
    ...(item.note ? { note: item.note } : {}),
    ...(invitation === undefined ? {} : { invitationCode: invitation }),
    by: context.callerName,
    byName: context.callerDisplayName,
    at,
  };
  const withdrawn = subject.decision ? context.applied.get(subject.decision.id) : undefined;
  context.applied.set(item.id, {
    receivedAtMs: context.nowMs,
    isByDelegation: context.isByDelegation,
    reviewBefore: subject.lastReview,
  });
  subject.lastReview =
    item.verdict === 'withdraw'
      ? (withdrawn?.reviewBefore ?? null)
      : { ...decision, baseRevision: item.baseRevision };
  subject.decision = decision;
  subject.decidedAt = at;
  context.workset.noteOutcome(subject, {
    decisionId: item.id,
    verdict: item.verdict,
    tag,
    reasons: item.reasons ?? [],
    decidedAt: at,
  });
}
