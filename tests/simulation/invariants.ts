/** The invariants of the sync, checked on a rig that has come to rest with its faults stopped. */
import { expect } from 'vitest';
import type { AttendeeRow, UnitRow } from '../../renderer/desk/contract/rows.ts';
import type { Rig } from './harness.ts';

/**
 * Checks I1–I6, I9, I10 and I12. `saved`: ids of decisions that were shown as saved on this machine;
 * `undone`: those of them that the reviewer took back or decided anew before upload.
 */
export async function checkInvariants(
  rig: Rig,
  saved: ReadonlySet<string>,
  undone: ReadonlySet<string>,
): Promise<void> {
  const { gateway, desk } = rig;

  // I12: with faults stopped the outbox is empty.
  const { window, queued, inFlight } = rig.status.outbox;
  expect([window, queued, inFlight], 'I12').toEqual([0, 0, 0]);

  // I1, I10: what was saved and not taken back has exactly one receipt, kills and losses notwithstanding.
  for (const id of saved) if (!undone.has(id)) expect(gateway.receipts.has(id), `I1/I10 ${id}`).toBe(true);

  // I6: nothing has left the outbox without a receipt.
  const known = await desk.recentDecisions(Number.MAX_SAFE_INTEGER);
  for (const row of known)
    if (row.state === 'settled') expect(gateway.receipts.has(row.decisionId), 'I6').toBe(true);

  // I2: one effect per subject, revision and predecessor; no decision has two.
  const places = gateway.effects.map(
    (e) => `${e.kind}:${e.subjectId}|${e.baseRevision}|${e.previousDecisionId}`,
  );
  expect(new Set(places).size, 'I2').toBe(places.length);
  expect(new Set(gateway.effects.map((e) => e.decisionId)).size, 'I2').toBe(gateway.effects.length);

  // I3: each effect is on the very material that was seen.
  for (const e of gateway.effects) expect([e.revision, e.hash], 'I3').toEqual([e.baseRevision, e.seenHash]);

  // I9: the numbers the gateway knows have no hole.
  const numbers = [...gateway.numbers.keys()].sort((a, b) => a - b);
  expect(numbers, 'I9').toEqual(numbers.map((_, index) => index + 1));

  // I4, I5: the local view is the gateway's.
  expect(await localView(rig), 'I4').toEqual(gatewayView(rig));
}

type View = Record<string, [revision: number, status: string, tag: string | null]>;

async function localView({ desk }: Rig): Promise<View> {
  const view: View = {};
  for (const query of [
    { kind: 'unit', queue: 'all' },
    { kind: 'attendee', queue: 'all' },
  ] as const) {
    const opened = await desk.openQuery(query);
    for (const row of await desk.rows(opened.queryId, 0, opened.total)) {
      if (row) view[`${row.kind}:${row.id}`] = [row.seen.revision, row.status, tagOf(row)];
    }
    await desk.closeQuery(opened.queryId);
  }
  return view;
}

function gatewayView({ gateway }: Rig): View {
  const entries = [...gateway.items].map(([key, item]): [string, View[string]] => [
    key,
    [item.revision, item.status, item.kind === 'attendee' ? (item.tag ?? null) : null],
  ]);
  return Object.fromEntries(entries);
}

const tagOf = (row: UnitRow | AttendeeRow) => (row.kind === 'attendee' ? row.tag : null);
