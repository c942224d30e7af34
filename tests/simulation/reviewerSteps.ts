/** What a reviewer does at a seat in one step of a day. */
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { Row } from '../../renderer/desk/contract/rows.ts';
import { pickOf } from './pickOf.ts';
import type { Seat } from './seat.ts';
import type { PersonVerdict, Step, UnitVerdict } from './steps.ts';

const REASONS = { unit: 'U-DOC-UNCLEAR', attendee: 'A-PHOTO-QUALITY' } as const;

/** Decides on one row, as it is on screen or was some steps ago. */
export async function decide(
  seat: Seat,
  kind: Row['kind'],
  step: Extract<Step, { type: 'decideUnit' | 'decidePerson' }>,
): Promise<void> {
  const rows = await rowsOf(seat, kind);
  const row = pickOf(step.isOld ? seat.formerRows.filter((former) => former.kind === kind) : rows, step.pick);
  if (!step.isOld) seat.formerRows = [...seat.formerRows.filter((former) => former.kind !== kind), ...rows];
  if (!row) return;
  const input = inputOf(row, step.verdict);
  await seat.ask(seat.witness.act(seat.desk, [input], () => seat.desk.decide([input])));
}

/** Decides on many rows, people of approved units included. */
export async function batch(
  seat: Seat,
  step: Extract<Step, { type: 'batchUnits' | 'batchPeople' }>,
): Promise<void> {
  const { desk } = seat;
  const kind = step.type === 'batchUnits' ? ('unit' as const) : ('attendee' as const);
  const all = await rowsOf(seat, kind);
  const from = step.from % Math.max(1, all.length);
  const rows = all.slice(from, from + step.size);
  const people = kind === 'unit' ? await rowsOf(seat, 'attendee') : [];
  const { verdict, tag } = verdictOf(step.verdict);
  const selection = { type: 'ids' as const, kind, ids: rows.map((row) => row.id) };
  const draft = {
    verdict,
    ...(tag ? { tag } : {}),
    ...(verdict === 'approve' ? { alsoTag: 'professional' as const } : {}),
  };
  const preview = await seat.ask(desk.previewBatch(selection, draft));
  const include = preview.leftOut.map((left) => left.id);
  const inputs = [...rows, ...people].map((row) => inputOf(row, step.verdict));
  const reasons = needsReason(verdict) ? { reasons: reasonsFor(kind) } : {};
  const confirm = () => desk.confirmBatch(preview.previewId, { include, ...reasons });
  await seat.ask(seat.witness.act(desk, inputs, confirm));
}

/** Opens a submission with its image, and leaves a list open. */
export async function open(seat: Seat, pick: number): Promise<void> {
  const { desk } = seat;
  const row = pickOf(await rowsOf(seat, pick % 2 ? 'unit' : 'attendee'), pick);
  if (!row) return;
  const detail = await seat.ask<{ images: Record<string, string> } | null>(
    row.kind === 'unit' ? desk.unitDetail(row.id) : desk.attendeeDetail(row.id),
  );
  const [image] = Object.values(detail?.images ?? {});
  if (image) await seat.attempt(desk.image(image, 'full'));
}

/** Sets a unit aside, or takes it back from there. */
export async function setAside(seat: Seat, pick: number): Promise<void> {
  const row = (await rowsOf(seat, 'unit')).at(pick % 7);
  if (row) await seat.drive(seat.desk.setAside('unit', row.id, pick % 2 === 0));
}

/** Discards the first decision of the tray. */
export async function discard(seat: Seat): Promise<void> {
  const [row] = await seat.ask(seat.desk.tray());
  if (row) await seat.drive(seat.desk.resolve([row.decisionId], 'discarded'));
}

type AnyVerdict = UnitVerdict | PersonVerdict;

/** A tag's name stands for tagging with it. */
function verdictOf(verdict: AnyVerdict): Pick<DecisionInput, 'verdict' | 'tag'> {
  const isTag = verdict === 'vip' || verdict === 'staff' || verdict === 'professional';
  return isTag ? { verdict: 'tag', tag: verdict } : { verdict };
}

const needsReason = (verdict: string) => verdict === 'reject' || verdict === 'return';
const reasonsFor = (kind: Row['kind']) => [{ code: REASONS[kind], text: '请补正' }];

/** What a key pressed on this row says. */
function inputOf(row: Row, verdict: AnyVerdict): DecisionInput {
  const { kind, id, seen } = row;
  return {
    kind,
    id,
    seen,
    ...verdictOf(verdict),
    ...(needsReason(verdict) ? { reasons: reasonsFor(kind) } : {}),
  };
}

async function rowsOf(seat: Seat, kind: 'unit' | 'attendee'): Promise<Row[]> {
  const { desk } = seat;
  const query = await seat.ask(desk.openQuery({ kind, queue: 'all' }));
  const rows = await seat.ask(desk.rows(query.queryId, 0, query.total));
  await seat.ask(desk.closeQuery(query.queryId));
  return rows.filter((row) => row !== null);
}
