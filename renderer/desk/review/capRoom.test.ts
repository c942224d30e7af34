/** Where quotas are caps, an approval without a free place is refused before it is confirmed. */
import { expect, it } from 'vitest';
import { CIIE3 } from '../../../shared/domain/profiles/ciie3.ts';
import { makeRegister, unitItem } from '../imports/testing/register.ts';

const CAP = 2;

function roomWith(targetKind: 'cap' | 'minimum') {
  const pending = { status: 'pendingReview' } as const;
  const items = [
    unitItem('u-0', '甲'),
    ...['u-1', 'u-2', 'u-3'].map((id) => unitItem(id, id, pending)),
    unitItem('f-1', '丁', { ...pending, subGroupId: 'foshan' }),
  ];
  const subGroups = CIIE3.subGroups.map((subGroup) => ({ ...subGroup, targetUnits: CAP }));
  const register = makeRegister(items, { ...CIIE3, targetKind, subGroups });
  const input = (id: string, verdict: 'approve' | 'reject' = 'approve') => {
    const [row] = register.room.rowsById('unit', [id]);
    if (!row) throw new Error('no row');
    const reasons = verdict === 'reject' ? { reasons: [{ code: 'U-CONTACT', text: 'x' }] } : {};
    return { kind: 'unit' as const, id, seen: row.seen, verdict, ...reasons };
  };
  return { ...register, input };
}

it('takes as many as there are places, and says of the others that the cap is reached', () => {
  const { room, input } = roomWith('cap');
  const reply = room.decide([input('u-1'), input('u-2'), input('f-1')]);
  expect(reply).toMatchObject({
    decided: 2,
    refused: [{ id: 'u-2', why: 'lifeCycle', detail: 'capReached' }],
  });
  // Its own approval took the place; a rejection needs none.
  expect(room.decide([input('u-2')])).toMatchObject({ decided: 0 });
  expect(room.decide([input('u-3', 'reject')])).toMatchObject({ decided: 1, refused: [] });
});

it('gives the place back when the approval is undone', async () => {
  const { room, input } = roomWith('cap');
  room.decide([input('u-1')]);
  await room.undo();
  expect(room.decide([input('u-2')])).toMatchObject({ decided: 1 });
});

it('knows no cap where targets are minimums', () => {
  const { room, input } = roomWith('minimum');
  expect(room.decide([input('u-1'), input('u-2'), input('u-3')])).toMatchObject({ decided: 3, refused: [] });
});

it('leaves out of a batch whoever finds no place, before it is confirmed', async () => {
  const { room, context } = roomWith('cap');
  const { units } = context.index;
  for (const id of units.ids) units.severity.set(units.rowOf.get(id) ?? 0, null);
  const preview = await room.previewBatch(
    { type: 'ids', kind: 'unit', ids: ['u-1', 'u-2', 'u-3', 'f-1'] },
    { verdict: 'approve' },
  );
  expect(preview.go).toBe(2);
  expect(preview.leftOut).toMatchObject([
    { id: 'u-2', why: 'lifeCycle', detail: 'capReached' },
    { id: 'u-3', why: 'lifeCycle', detail: 'capReached' },
  ]);
  expect(await room.confirmBatch(preview.previewId, {})).toMatchObject({ decided: 2, refused: [] });
});
