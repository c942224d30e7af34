/** The push: decisions in, one receipt each out, in one transaction whose last lock is the head. */
import type { Transaction } from 'kysely';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { PushItem, type PushReply, type PushRequest, type Receipt } from '../../shared/protocol/push.ts';
import {
  countNumbers,
  type LockedWorkstation,
  lockOwnWorkstation,
  type Numbered,
  type NumbersNote,
  noteNumbers,
} from '../access/workstations.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { requireProfile } from '../editions.ts';
import type { Caller, Ports } from '../ports.ts';
import { fingerprintOf } from '../submissions/hashes.ts';
import { lockFamilies } from '../submissions/states.ts';
import { isStorable } from '../submissions/storableText.ts';
import { createWorkset, readHead } from '../submissions/workset.ts';
import { lockRoom } from './caps.ts';
import { fillChangedFields } from './changedFields.ts';
import { invitationCode } from './invitationCodes.ts';
import { type AppliedDecision, type JudgeContext, type Judgement, judge } from './judge.ts';
import {
  findAttempts,
  findDecisions,
  findWithdrawable,
  type PushedItem,
  type StoredDecision,
} from './ledger.ts';
import { detailOf } from './refusals.ts';
import { mayDecideOf } from './rights.ts';

/**
 * Judges at most 500 decisions of one workstation in the order of their `n`. The workstation is bound to the
 * caller if it is new. Throws a ProblemError `workstation-foreign` if it is another account's.
 */
export async function pushDecisions(
  ports: Ports,
  caller: Caller,
  edition: string,
  request: PushRequest,
): Promise<PushReply> {
  const profile = await requireProfile(ports, edition);
  const pushed = parseItems(request);
  const batch = { caller, edition, profile, ws: request.ws, pushed };
  const { reply, head } = await transact(ports.db, (trx, attempt) =>
    receive(ports, trx, { ...batch, isFirstAttempt: attempt === 1 }),
  );
  if (head !== null) ports.bus.publish(edition, head);
  countResults(ports, reply);
  ports.log('push', { edition, ws: request.ws, items: reply.items.length, head: head ?? undefined });
  return reply;
}

function countResults(ports: Ports, { items }: PushReply): void {
  const counts = new Map<string, number>();
  for (const { result, replayed } of items) {
    const name = replayed ? 'replayed' : result;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [result, count] of counts) ports.metrics.count('desk_push_items_total', { result }, count);
}

/** Each item apart: what does not fit the schema is kept by its fingerprint only. Sorted by `n`. */
function parseItems(request: PushRequest): PushedItem[] {
  const pushed = request.items.map((raw): PushedItem => {
    const parsed = PushItem.safeParse(raw);
    const fault = !parsed.success ? 'schema' : isStorable(parsed.data) ? null : 'text';
    return {
      id: raw.id,
      n: raw.n,
      fingerprint: fingerprintOf(raw),
      item: parsed.success && fault === null ? parsed.data : null,
      fault,
    };
  });
  return pushed.sort((a, b) => a.n - b.n);
}

interface Batch {
  caller: Caller;
  edition: string;
  profile: EditionProfile;
  ws: string;
  pushed: readonly PushedItem[];
  isFirstAttempt: boolean;
}

async function receive(
  ports: Ports,
  trx: Transaction<Tables>,
  batch: Batch,
): Promise<{ reply: PushReply; head: number | null }> {
  const workstation = await lockOwnWorkstation(ports, trx, batch.caller.name, batch.ws);
  const nowMs = ports.now();
  const { fresh, answers, numbers } = await sortOut(trx, batch, workstation);
  const counted = fresh.length > 0 ? countNumbers(workstation, numbers) : null;
  const contiguous = counted?.contiguous ?? (await noteNumbers(trx, workstation, numbers));
  let head: number | null = null;
  if (fresh.length > 0) {
    const judged = await judgeAll(ports, trx, batch, { items: fresh, numbers: counted }, nowMs);
    head = judged.head;
    for (const receipt of judged.receipts) answers.set(receipt.id, { ...receipt, replayed: false });
  }
  await fillHead(trx, batch.edition, answers);
  const items = batch.pushed.flatMap((pushed) => answerFor(pushed, answers));
  return { reply: { contiguous, items }, head };
}

type Answers = Map<string, Receipt>;

/** Answers that are not receipts have no subject looked up: they carry the head. */
async function fillHead(trx: Transaction<Tables>, edition: string, answers: Answers): Promise<void> {
  const headless = [...answers.values()].filter((answer) => answer.seq === NO_SEQ);
  if (headless.length === 0) return;
  const head = await readHead(trx, edition);
  for (const answer of headless) answer.seq = head;
}
const NO_SEQ = -1;

/** An id that stands twice in one batch with different content gets the answer its content deserves. */
function answerFor(pushed: PushedItem, answers: Answers): Receipt[] {
  const own = answers.get(`${pushed.id} ${pushed.n} ${pushed.fingerprint}`) ?? answers.get(pushed.id);
  return own ? [own] : [];
}

/**
 * Parts the new from the known: a known id with the same fingerprint gets its stored receipt, one with
 * another content or a number that belongs to another id gets an answer that is never stored.
 *
 * Above the highest number there is nothing yet, and ids are made once: in a batch of news, nothing is looked
 * up. Should an id be there after all, brought by another workstation before or at this moment, then storing it
 * fails, and the transaction runs again and looks.
 */
async function sortOut(
  trx: Transaction<Tables>,
  batch: Batch,
  workstation: LockedWorkstation,
): Promise<{ fresh: PushedItem[]; answers: Answers; numbers: Numbered[] }> {
  const { pushed, edition } = batch;
  const old = pushed.filter(({ n }) => n <= workstation.highest);
  const attempts = await findAttempts(
    trx,
    batch.ws,
    old.map(({ n }) => n),
  );
  const stored = await findDecisions(
    trx,
    (batch.isFirstAttempt ? old : pushed).map(({ id }) => id),
  );
  const fresh = new Map<string, PushedItem>();
  const answers: Answers = new Map();
  const numbers: Numbered[] = [];
  for (const item of pushed) {
    const holder = attempts.get(item.n);
    const isNumberFree = holder === undefined || holder === item.id;
    const isNew = !stored.has(item.id) && !fresh.has(item.id);
    if (isNumberFree) {
      numbers.push({ n: item.n, id: item.id });
      attempts.set(item.n, item.id);
      if (isNew) fresh.set(item.id, item);
    }
    const answer = answerKnown(item, edition, fresh.get(item.id), stored.get(item.id));
    if (answer) answers.set(`${item.id} ${item.n} ${item.fingerprint}`, answer);
  }
  return { fresh: [...fresh.values()], answers, numbers };
}

function answerKnown(
  item: PushedItem,
  edition: string,
  fresh: PushedItem | undefined,
  known: StoredDecision | undefined,
): Receipt | null {
  if (fresh) {
    return fresh.fingerprint === item.fingerprint
      ? null
      : { id: item.id, result: 'fingerprint-mismatch', seq: NO_SEQ };
  }
  if (known) {
    const isSame = known.edition === edition && known.fingerprint === item.fingerprint && known.receipt;
    if (!isSame || !known.receipt) return { id: item.id, result: 'fingerprint-mismatch', seq: NO_SEQ };
    return { ...known.receipt, replayed: true };
  }
  return { id: item.id, result: 'sequence-reused', seq: NO_SEQ };
}

/** Locks the families the new decisions speak of, judges in `n` order, stamps, stores the receipts. */
async function judgeAll(
  ports: Ports,
  trx: Transaction<Tables>,
  batch: Batch,
  { items: fresh, numbers }: { items: readonly PushedItem[]; numbers: NumbersNote | null },
  nowMs: number,
): Promise<{ receipts: Receipt[]; head: number }> {
  const { edition, profile, caller } = batch;
  const items = fresh.flatMap(({ item }) => (item ? [item] : []));
  const idsOf = (kind: PushItem['kind']): string[] => [
    ...new Set(items.filter((item) => item.kind === kind).map(({ subjectId }) => subjectId)),
  ];
  const room = await lockRoom(trx, edition, profile, items);
  const families = await lockFamilies(trx, edition, idsOf('unit'), idsOf('attendee'));
  const familyOf = new Map(
    [...families.values()].flatMap((family) =>
      [family.unit, ...family.attendees].map(({ kind, id }) => [`${kind}/${id}`, family] as const),
    ),
  );

  const workset = createWorkset();
  const applied: Map<string, AppliedDecision> = await findWithdrawable(trx, items, families);
  const context: JudgeContext = {
    profile,
    nowMs,
    callerName: caller.name,
    callerDisplayName: caller.displayName,
    ...mayDecideOf(caller, edition),
    applied,
    workset,
    room,
    invitationFor: (unitId, decisionId) => invitationCode(ports, profile, { unitId, decisionId }),
  };
  const isClosed = nowMs > Date.parse(profile.dates.decisionsAcceptedUntil);
  const judgements = fresh.map(({ item, fault }): Judgement => {
    if (isClosed) return invalid('editionClosed');
    if (!item) return invalid(fault ?? 'schema');
    return judge(item, familyOf.get(`${item.kind}/${item.subjectId}`), context);
  });
  await fillChangedFields(trx, edition, fresh, judgements);
  for (const [index, { id, n, fingerprint, item }] of fresh.entries()) {
    const { subject, ...judgement } = judgements[index] ?? invalid('schema');
    workset.noteReceipt({
      decision: { id, n, fingerprint, payload: item },
      result: judgement.result,
      receipt: { id, ...judgement },
      subject,
      reviewBefore: judgement.result === 'applied' ? (applied.get(id)?.reviewBefore ?? null) : null,
    });
  }
  const { isByDelegation } = context;
  const head = await workset.stamp(trx, edition, {
    ws: batch.ws,
    account: caller.name,
    nowMs,
    isByDelegation,
    numbers,
  });
  const receipts = fresh.map(({ id }, index): Receipt => {
    const { subject, ...judgement } = judgements[index] ?? invalid('schema');
    return { id, seq: subject?.seq ?? head, ...judgement };
  });
  return { receipts, head };
}

function invalid(why: string): Judgement {
  return { result: 'invalid', why, detail: detailOf(why), subject: null };
}
