/** How the model gateway answers a pushed decision: stored receipt, gone, forbidden, stale, decided, invalid, applied. */
import { isUnderway, transitionAttendee } from '../../shared/domain/attendeeLifeCycle.ts';
import { decisionText } from '../../shared/domain/canonical.ts';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { AttendeeItem, CurrentDecision, UnitItem } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import { ModelState } from './modelState.ts';

export interface Stored {
  receipt: Receipt;
  fingerprint: string;
}

/** One effect: a decision that was applied, with what it was applied to. */
export interface Effect {
  decisionId: string;
  kind: 'unit' | 'attendee';
  subjectId: string;
  baseRevision: number;
  revision: number;
  seenHash: string;
  hash: string;
  previousDecisionId: string | null;
}

interface Judge {
  name: string;
  role: 'reviewer' | 'secretariat';
  subGroups: string[] | null;
}

/** What judging needs of the gateway. */
export interface Judging extends ModelState {
  receipts: Map<string, Stored>;
  /** every receipt ever given, those a restored gateway has forgotten included */
  issued: Map<string, Receipt>;
  effects: Effect[];
}

/** The answer to one item: its stored receipt, a new one, or an answer that is no receipt. */
export function answerFor(
  gateway: Judging,
  item: PushItem,
  numbers: Map<number, string>,
  by: Judge,
): Receipt {
  const fingerprint = decisionText(item);
  const stored = gateway.receipts.get(item.id);
  if (stored) {
    if (stored.fingerprint !== fingerprint)
      return { id: item.id, result: 'fingerprint-mismatch', seq: gateway.head };
    if (!numbers.has(item.n)) numbers.set(item.n, item.id);
    return { ...stored.receipt, replayed: true };
  }
  const usedBy = numbers.get(item.n);
  if (usedBy !== undefined && usedBy !== item.id)
    return { id: item.id, result: 'sequence-reused', seq: gateway.head };
  numbers.set(item.n, item.id);
  const receipt = judge(gateway, item, by);
  gateway.receipts.set(item.id, { receipt, fingerprint });
  gateway.issued.set(item.id, receipt);
  return { ...receipt, replayed: false };
}

function judge(gateway: Judging, item: PushItem, by: Judge): Receipt {
  const base = { id: item.id, seq: gateway.head };
  const subject = gateway.items.get(ModelState.key(item.kind, item.subjectId));
  if (!subject) return { ...base, result: 'gone' };
  if (by.subGroups && !by.subGroups.includes(subject.subGroupId)) {
    return { ...base, result: 'forbidden', why: 'notGranted', detail: 'not granted' };
  }
  const { revision, hash, decision } = subject;
  if (revision !== item.baseRevision || hash !== item.seenHash) {
    return { ...base, result: 'stale', seq: subject.seq, current: { revision, hash, changed: [] } };
  }
  if ((decision?.id ?? null) !== item.previousDecisionId) {
    return {
      ...base,
      result: 'decided',
      seq: subject.seq,
      agrees: agrees(item, decision),
      current: { decision },
    };
  }
  const seq =
    item.kind === 'unit'
      ? decideUnit(gateway, item, subject as UnitItem, by)
      : decideAttendee(gateway, item, subject as AttendeeItem, by);
  if (seq === null)
    return { ...base, result: 'invalid', seq: subject.seq, why: 'lifeCycle', detail: 'not allowed' };
  gateway.effects.push({
    decisionId: item.id,
    kind: item.kind,
    subjectId: item.subjectId,
    baseRevision: item.baseRevision,
    revision,
    seenHash: item.seenHash,
    hash,
    previousDecisionId: item.previousDecisionId,
  });
  return { id: item.id, result: 'applied', seq };
}

const codesOf = (reasons: readonly { code: string }[] = []) =>
  reasons
    .map(({ code }) => code)
    .sort()
    .join();

function agrees(item: PushItem, decision: CurrentDecision | null): boolean {
  if (!decision) return false;
  const tag = item.kind === 'attendee' ? item.tag : undefined;
  return (
    decision.verdict === item.verdict &&
    decision.tag === tag &&
    codesOf(decision.reasons) === codesOf(item.reasons)
  );
}

function decideUnit(
  gateway: Judging,
  item: PushItem & { kind: 'unit' },
  unit: UnitItem,
  by: Judge,
): number | null {
  const isTheSecretariats = unit.decision?.by === 'secretariat' && by.role === 'reviewer';
  if (item.verdict === 'withdraw' && isTheSecretariats && unit.decision?.verdict !== 'withdraw') return null;
  const hasAttendeeUnderway = gateway.people(unit.id).some((person) => isUnderway(gateway.state(person)));
  const next = transitionUnit({ status: unit.status, hasAttendeeUnderway }, { type: item.verdict });
  return next.ok ? gateway.moveUnit(unit, next.status, decisionOf(item, by)) : null;
}

function decideAttendee(
  gateway: Judging,
  item: PushItem & { kind: 'attendee' },
  person: AttendeeItem,
  by: Judge,
): number | null {
  const event =
    item.verdict === 'tag' && item.tag
      ? { type: 'tag' as const, tag: item.tag }
      : { type: item.verdict === 'return' ? ('return' as const) : ('withdraw' as const) };
  const next = transitionAttendee(gateway.state(person), event, gateway.profile.payingTags);
  if (!next.ok) return null;
  const { tag: _former, ...rest } = person;
  return gateway.put({
    ...rest,
    status: next.status,
    decision: decisionOf(item, by),
    ...(next.tag ? { tag: next.tag } : {}),
  });
}

/** What holds after a decision; a withdrawal too, so that the next decision follows it. */
function decisionOf(item: PushItem, by: Judge): CurrentDecision {
  return {
    id: item.id,
    verdict: item.verdict,
    ...(item.kind === 'attendee' && item.tag ? { tag: item.tag } : {}),
    ...(item.reasons?.length ? { reasons: item.reasons } : {}),
    by: by.name,
    at: item.decidedAt,
  };
}
