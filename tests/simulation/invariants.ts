/** The twelve promises as checks on a day: some after each step, the rest at its end. */
import type { Receipt } from '../../shared/protocol/push.ts';
import type { Checks } from './checks.ts';
import { cachedCursor, dumpDatabases } from './disk.ts';
import type { Seat } from './seat.ts';
import { DOCUMENT_NUMBER, type Held, PHONE, type Side } from './side.ts';
import { statesOf, type Told } from './witness.ts';

/** Texts of the fixtures that must never be readable on a locked machine. */
const CANARIES = ['张u-', '有限公司', DOCUMENT_NUMBER, 'desk@example.com', '广州市示例路'];
/** Not the same digits by chance inside an id or a hash, which lie in clear and may. */
const PHONE_IN_CLEAR = new RegExp(`(?<![0-9a-f-])${PHONE}(?![0-9]*[a-f-])`);

type Shown = [revision: number, status: string, tag: string | null, decisionId: string | null];
export type View = Record<string, Shown>;

/** Everything a seat can see, by `kind:id`. */
async function localView({ desk }: Seat): Promise<View> {
  const view: View = {};
  for (const kind of ['unit', 'attendee'] as const) {
    const opened = await desk.openQuery({ kind, queue: 'all' });
    for (const row of await desk.rows(opened.queryId, 0, opened.total)) {
      if (!row) continue;
      const tag = row.kind === 'attendee' ? row.tag : null;
      view[`${kind}:${row.id}`] = [row.seen.revision, row.status, tag, row.seen.previousDecisionId];
    }
    await desk.closeQuery(opened.queryId);
  }
  return view;
}

const keyOf = ({ kind, id }: Pick<Held, 'kind' | 'id'>) => `${kind}:${id}`;
const shownOf = (held: Held): Shown => [held.revision, held.status, held.tag, held.decisionId];
const sorted = (view: View) => Object.fromEntries(Object.entries(view).sort(([a], [b]) => (a < b ? -1 : 1)));

/** I8: each newest own word that nothing newer answers is what the row shows. */
export async function checkOwnWords(
  checks: Checks,
  seat: Seat,
  held: ReadonlyMap<string, Held>,
): Promise<void> {
  const states = await statesOf(seat.desk);
  const words = seat.witness.lastWords();
  for (const [key, told] of words) {
    const state = states.get(told.id)?.state;
    if (!told.seen || state === undefined || state === 'undone') continue;
    const present = held.get(key);
    // What lies in the tray had no effect: the row shows what the gateway says.
    const isUnderWay = state !== 'settled' && state !== 'parked' && state !== 'resolved';
    const isBefore = isUnderWay && present?.decisionId === told.seen.previousDecisionId;
    const isMine = present?.decisionId === told.id || isBefore;
    const [row] = await seat.desk.rowsById(told.kind, [told.subjectId]);
    if (!row || !present || !isMine || row.seen.revision !== told.seen.revision) continue;
    if (present.revision !== told.seen.revision || isMovedOn(present)) continue;
    // Somebody approved the unit meanwhile: its people have moved on, and a return no longer stands.
    const isUnitTakenBack = words.get(`unit:${present.unitId}`)?.verdict === 'withdraw';
    const isReturn = told.verdict === 'return' && !isUnitTakenBack;
    if (isReturn && (isCarriedAlong(present.status) || (await isApprovedHere(seat, present.unitId))))
      continue;
    checks.hold(
      'I8',
      isShown(told, row.status, row.kind === 'attendee' ? row.tag : null),
      () => `${seat.name}: ${told.verdict} on ${key} (${state}) shows as ${row.status}`,
    );
  }
}

const isCarriedAlong = (status: string) => status === 'awaitingPayment' || status === 'inPersonReview';

/** The approval may have been taken back at the gateway while this desk has not heard of it. */
async function isApprovedHere({ desk }: Seat, unitId: string): Promise<boolean> {
  const [unit] = await desk.rowsById('unit', [unitId]);
  return unit?.status === 'approved';
}

/** The bureau or an order has taken over: what the reviewer decided no longer shows. */
const isMovedOn = ({ status, hasOrder }: Held) => hasOrder || status.startsWith('badge');

function isShown(told: Told, status: string, tag: string | null): boolean {
  switch (told.verdict) {
    case 'approve':
      return status === 'approved';
    case 'reject':
      return status === 'rejected';
    case 'return':
      return status === 'returned';
    case 'tag':
      return tag === told.tag;
    case 'withdraw':
      return told.kind === 'unit' ? status === 'pendingReview' : tag === null && status === 'awaitingTag';
  }
}

/** I5, I6, I7, I10 on a machine that has just been restarted, before it has spoken with the gateway. */
export async function checkAfterRestart(
  checks: Checks,
  seat: Seat,
  side: Side,
  cursor: string | null,
): Promise<void> {
  const receipts = await side.issued();
  const states = await statesOf(seat.desk);
  const tray = new Set((await seat.desk.tray()).map((row) => row.decisionId));
  for (const told of seat.witness.standing()) {
    const successor = states.get(told.replacedBy ?? '');
    const isReplaced = successor !== undefined && successor.state !== 'undone';
    const isThere = states.has(told.id) || tray.has(told.id) || receipts.has(told.id) || isReplaced;
    const row = states.get(told.id);
    // Whoever comes back gets a whole window again to undo what was never sent.
    if (told.seen)
      checks.hold('I10', row?.state !== 'queued', () => `${seat.name}: ${told.id} has no window any more`);
    if (told.isSaved) checks.hold('I10', isThere, () => `${seat.name}: ${told.id} was saved and is gone`);
  }
  checkOutboxLeft(checks, seat, states, receipts);
  const seq = cursor === null ? null : await side.seqOfCursor(seat.name, cursor);
  if (seq === null) return;
  const view = await localView(seat);
  for (const held of await side.inScope(seat.name)) {
    if (held.seq > seq) continue;
    const shown = view[keyOf(held)];
    checks.hold(
      'I5',
      shown !== undefined && shown[0] === held.revision,
      () => `${seat.name}: the cursor is at ${seq}, ${keyOf(held)} of ${held.seq} is not stored`,
    );
  }
  const mine = new Set((await side.inScope(seat.name)).map(keyOf));
  for (const held of await side.all()) {
    if (held.seq > seq || mine.has(keyOf(held))) continue;
    const isListed = view[keyOf(held)] !== undefined;
    checks.hold('I7', !isListed, () => `${seat.name}: the cursor is at ${seq}, ${keyOf(held)} left before`);
  }
}

/** I6: what the desk says is through has a receipt at the gateway, and one that says so. */
function checkOutboxLeft(
  checks: Checks,
  seat: Seat,
  states: Awaited<ReturnType<typeof statesOf>>,
  receipts: ReadonlyMap<string, Receipt>,
): void {
  for (const [id, row] of states) {
    if (row.state !== 'settled' && row.state !== 'awaitingFeed') continue;
    checks.hold(
      'I6',
      hasEffect(receipts.get(id)),
      () => `${seat.name}: ${id} is ${row.state} without a receipt`,
    );
  }
}

const hasEffect = (receipt: Receipt | undefined) =>
  receipt?.result === 'applied' || (receipt?.result === 'decided' && receipt.agrees === true);

/** I1, I4, I6, I7 of a seat that has come to rest. */
export async function checkSeatAtRest(
  checks: Checks,
  seat: Seat,
  side: Side,
  wasRestored: boolean,
): Promise<void> {
  const receipts = await side.receipts();
  const issued = await side.issued();
  for (const told of seat.witness.told.values()) {
    // What had no effect need not be sent again to a gateway that has forgotten it.
    const former = issued.get(told.id);
    const receipt = receipts.get(told.id) ?? (wasRestored && !hasEffect(former) ? former : undefined);
    if (told.isTakenBack) {
      checks.hold(
        'I1',
        receipt?.result !== 'applied',
        () => `${seat.name}: ${told.id} was undone and applied`,
      );
      continue;
    }
    // An undo of what never took effect is moot: the desk drops it, and its own receipt never comes.
    if (!told.seen && !receipt) continue;
    checks.hold(
      'I1',
      receipt !== undefined,
      () => `${seat.name}: ${told.verdict} ${told.id} on ${told.subjectId} has no receipt`,
    );
  }
  checkOutboxLeft(checks, seat, await statesOf(seat.desk), issued);
  for (const row of await seat.desk.tray()) {
    const result = issued.get(row.decisionId)?.result;
    checks.equal('I6', row.result, result ?? null, `${seat.name}: tray of ${row.decisionId}`);
  }
  const inScope = await side.inScope(seat.name);
  const expected = Object.fromEntries(inScope.map((held) => [keyOf(held), shownOf(held)]));
  const view = sorted(await localView(seat));
  await checkOutside(checks, seat, side, view);
  checkViews(checks, seat, view, sorted(expected));
}

function checkViews(checks: Checks, seat: Seat, actual: View, expected: View): void {
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    checks.equal('I4', actual[key] ?? null, expected[key] ?? null, `${seat.name}: ${key}`);
  }
}

/** I7: nothing of what is outside the scope: no row, no detail, no image, no open list. */
async function checkOutside(checks: Checks, seat: Seat, side: Side, view: View): Promise<void> {
  const mine = new Set((await side.inScope(seat.name)).map(keyOf));
  for (const key of Object.keys(view)) {
    checks.hold('I7', mine.has(key), () => `${seat.name}: ${key} is still listed`);
  }
  for (const held of await side.all()) {
    if (mine.has(keyOf(held))) continue;
    const [row] = await seat.desk.rowsById(held.kind, [held.id]);
    const detail = await (held.kind === 'unit'
      ? seat.desk.unitDetail(held.id)
      : seat.desk.attendeeDetail(held.id));
    const field = held.kind === 'unit' ? 'contact.phone' : 'documentNumber';
    const value = await seat.drive(seat.desk.reveal(held.kind, held.id, field));
    checks.hold('I7', !row && !detail && !value, () => `${seat.name}: ${keyOf(held)} is still readable`);
    if (!held.image) continue;
    const image = await seat.drive(seat.desk.image(held.image, 'full'));
    checks.hold(
      'I7',
      image?.ok !== true,
      () => `${seat.name}: the image of ${keyOf(held)} is still readable`,
    );
  }
}

/** I2, I3, I9 of what the gateway holds. */
export async function checkGateway(
  checks: Checks,
  seats: readonly Seat[],
  side: Side,
  wasRestored: boolean,
): Promise<void> {
  const effects = await side.effects();
  const places = effects.map((e) => `${e.kind}:${e.subjectId}|${e.baseRevision}|${e.previousDecisionId}`);
  checks.equal('I2', new Set(places).size, places.length, 'effects by place');
  checks.equal('I2', new Set(effects.map((e) => e.decisionId)).size, effects.length, 'effects by decision');
  checks.equal('I2', side.contradictions, [], 'receipts told differently when replayed');
  for (const e of effects) {
    checks.equal('I3', [e.baseRevision, e.seenHash], [e.revision, e.hash], `effect of ${e.decisionId}`);
  }
  const told = new Map(seats.flatMap((seat) => [...seat.witness.told]));
  for (const [id, { item }] of side.arrived()) {
    const seen = told.get(id)?.seen;
    if (!seen) continue;
    checks.equal(
      'I3',
      [item.baseRevision, item.seenHash],
      [seen.revision, seen.hash],
      `what ${id} was made on`,
    );
  }
  if (wasRestored) return;
  for (const [ws, numbers] of await side.numbers()) {
    checks.equal(
      'I9',
      numbers,
      numbers.map((_, index) => index + 1),
      `numbers of ${ws}`,
    );
  }
}

/** I11: what is on the disk of a locked machine says nothing of anybody. */
export async function checkLocked(checks: Checks, seat: Seat): Promise<void> {
  const places = seat.machine.journals.bytes().map((bytes) => Buffer.from(bytes));
  places.push(Buffer.from(dumpDatabases(seat.machine.indexedDB)));
  for (const canary of CANARIES) {
    const isReadable = places.some((bytes) => bytes.includes(canary));
    checks.hold('I11', !isReadable, () => `${seat.name}: «${canary}» lies in clear`);
  }
  const hasPhone = places.some((bytes) => PHONE_IN_CLEAR.test(bytes.toString('latin1')));
  checks.hold('I11', !hasPhone, () => `${seat.name}: a telephone number lies in clear`);
}

/** The cursor of the cache a machine works with, read from its disk. */
export function diskCursor(seat: Seat): Promise<string | null> {
  return cachedCursor(seat.machine.indexedDB);
}
