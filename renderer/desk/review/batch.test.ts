/** Batches before and after their confirmation: who goes, what is said of people, and that it comes true. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CASCADE_ENDS, type CascadeEnd } from '../../../shared/domain/cascade.ts';
import { type Decision, type Override, overridesFor } from '../../../shared/domain/decision.ts';
import type { PutItem } from '../../../shared/protocol/feed.ts';
import type { BatchPreview } from '../contract/decisions.ts';
import {
  attendeeItem,
  makeRegister,
  type Register,
  residentId,
  unitItem,
} from '../imports/testing/register.ts';
import { findingsOf } from './findingViews.ts';

const hash = (digit: string) => digit.repeat(64);
let order = 0;
const person = (id: string, unitId: string, name: string, change: Partial<PutItem> = {}) => {
  order++;
  return attendeeItem(
    id,
    unitId,
    { name, documentNumber: residentId(order), phone: `138${String(10_000_000 + order)}` },
    { hash: hash(String(order % 10)), ...change } as never,
  );
};
const unit = (id: string, name: string, uscc: string) =>
  unitItem(id, name, {
    status: 'pendingReview',
    hash: hash('c'),
    images: { qualificationDocument: hash('d') },
    material: { ...unitItem(id, name).material, uscc },
  });

/** One clean unit of five, and one whose code is wrong, of two. */
function items(): PutItem[] {
  order = 0;
  return [
    unit('u-clean', '晨曦', '91440101MA5XY2015N'),
    unit('u-error', '暮色', '91440101MA5XY2015A'),
    person('a-vip', 'u-clean', '甲', { status: 'tagged', tag: 'vip' } as never),
    person('a-pro', 'u-clean', '乙', { status: 'tagged', tag: 'professional' } as never),
    person('a-free', 'u-clean', '丙'),
    person('a-returned', 'u-clean', '丁', { status: 'returned' } as never),
    person('b-pro', 'u-error', '戊', { status: 'tagged', tag: 'professional' } as never),
    person('b-free', 'u-error', '己'),
  ];
}

let register: Register;
beforeEach(() => {
  register = makeRegister(items());
  // What the checks say of invented people is not what is tested here.
  const { attendees, units } = register.context.index;
  for (const id of attendees.ids) attendees.severity.set(attendees.rowOf.get(id) ?? 0, null);
  units.severity.set(units.rowOf.get('u-clean') ?? 0, null);
  units.severity.set(units.rowOf.get('u-error') ?? 0, 'error');
});

const preview = (alsoTag?: 'professional'): Promise<BatchPreview> =>
  register.room.previewBatch(
    { type: 'ids', kind: 'unit', ids: ['u-clean', 'u-error'] },
    { verdict: 'approve', ...(alsoTag ? { alsoTag } : {}) },
  );
const STATUS: Partial<Record<CascadeEnd, string>> = {
  awaitingPayment: 'awaitingPayment',
  inPersonReview: 'inPersonReview',
  untagged: 'awaitingTag',
};
const statusOf = (id: string) => {
  const { attendees } = register.context.index;
  return attendees.status.get(attendees.rowOf.get(id) ?? -1);
};

describe('approving a batch', () => {
  it('leaves the flagged out and says by name what becomes of whom', async () => {
    const { go, leftOut, cascade, people } = await preview();
    expect([go, leftOut.map(({ id, why }) => [id, why])]).toEqual([1, [['u-error', 'flagged']]]);
    expect(cascade).toEqual({ awaitingPayment: 1, inPersonReview: 1, untagged: 1, waitsForUnit: 0 });
    expect(
      people.filter(({ subjectId }) => subjectId === 'u-clean').map(({ name, end }) => [name, end]),
    ).toEqual([
      ['甲', 'inPersonReview'],
      ['乙', 'awaitingPayment'],
      ['丙', 'untagged'],
    ]);
    expect(leftOut[0]?.cascade).toMatchObject({ awaitingPayment: 1, untagged: 1 });
  });

  it.each([undefined, 'professional'] as const)(
    'what it said is what is, tagging along: %s',
    async (alsoTag) => {
      const said = await preview(alsoTag);
      const reply = await register.room.confirmBatch(said.previewId, {
        include: ['u-error'],
        overrideNote: '已电话核实',
      });
      expect(reply.refused).toEqual([]);
      for (const end of CASCADE_ENDS.filter((each) => STATUS[each])) {
        for (const { id } of said.people.filter((each) => each.end === end))
          expect([id, statusOf(id)]).toEqual([id, STATUS[end]]);
      }
      expect(said.taggedAlong).toBe(alsoTag ? 1 : 0);
      expect(statusOf('a-returned')).toBe('returned');
    },
  );

  it('records the word why with every error of those included, and with nothing else', async () => {
    const said = await preview();
    await register.room.confirmBatch(said.previewId, { include: ['u-error'], overrideNote: '已电话核实' });
    const [act] = register.frames.filter((frame) => frame.t === 'act');
    const decisions = act?.t === 'act' ? act.items.map(({ decision }) => decision) : [];
    const clean = decisions.find(({ subjectId }) => subjectId === 'u-clean');
    const error = decisions.find(({ subjectId }) => subjectId === 'u-error');
    expect(clean?.overrides).toBeUndefined();
    expect(error?.overrides?.length).toBeGreaterThan(0);
    expect(new Set(error?.overrides?.map(({ note }) => note))).toEqual(new Set(['已电话核实']));
  });

  it('confirms a preview once', async () => {
    const said = await preview();
    await register.room.confirmBatch(said.previewId, {});
    expect(await register.room.confirmBatch(said.previewId, {})).toEqual({
      batchId: null,
      decided: 0,
      refused: [],
    });
  });
});

it('names those whose earlier badge says something else', async () => {
  register.context.index.attendees.previousTag.set(
    register.context.index.attendees.rowOf.get('a-free') ?? 0,
    'staff',
  );
  const scope = { type: 'ids' as const, kind: 'attendee' as const, ids: ['a-free', 'b-free'] };
  const asVip = await register.room.previewBatch(scope, { verdict: 'tag', tag: 'vip' });
  expect(asVip.badgeReuse).toEqual([{ id: 'a-free', name: '丙', previousTag: 'staff' }]);
  expect((await register.room.previewBatch(scope, { verdict: 'tag', tag: 'staff' })).badgeReuse).toEqual([]);
});

describe('overrides of those included', () => {
  const faulty = () => {
    const people = [
      person('a-two', 'u-clean', '庚', { images: {} }),
      person('a-twin', 'u-clean', '辛'),
      person('a-other', 'u-clean', '壬'),
      person('a-good', 'u-clean', '癸'),
    ];
    const [two, twin, other] = people;
    if (two?.kind === 'attendee') two.material.documentNumber = '110101199001010011';
    if (twin?.kind === 'attendee' && other?.kind === 'attendee')
      other.material.documentNumber = twin.material.documentNumber;
    return makeRegister([unit('u-clean', '晨曦', '91440101MA5XY2015N'), ...people]);
  };
  const ids = ['a-two', 'a-twin', 'a-other', 'a-good'];
  const decided = async ({ room, frames }: Register): Promise<Decision[]> => {
    const said = await room.previewBatch(
      { type: 'ids', kind: 'attendee', ids },
      { verdict: 'tag', tag: 'vip' },
    );
    await room.confirmBatch(said.previewId, { include: ids, overrideNote: '已核实' });
    return frames.flatMap((frame) => (frame.t === 'act' ? frame.items.map(({ decision }) => decision) : []));
  };
  const overridesOf = (decisions: readonly Decision[]) =>
    Object.fromEntries(decisions.map(({ subjectId, overrides }) => [subjectId, overrides ?? []]));
  const expected = async ({ context }: Register): Promise<Record<string, Override[]>> =>
    Object.fromEntries(
      await Promise.all(
        ids.map(async (id) => [id, overridesFor(await findingsOf(context, 'attendee', id), '已核实')]),
      ),
    );

  it('are those of the findings, with nothing unpacked for them', async () => {
    const register = faulty();
    const wanted = await expected(register);
    expect(Object.values(wanted).map(({ length }) => Math.min(length, 2))).toEqual([2, 1, 1, 0]);
    const unpacking = vi.spyOn(register.context.items, 'item');
    expect(overridesOf(await decided(register))).toEqual(wanted);
    expect(unpacking).not.toHaveBeenCalled();
  });

  it('are read from the submission where an index row of before does not tell them', async () => {
    const register = faulty();
    const wanted = await expected(register);
    const { attendees } = register.context.index;
    for (const id of ids) attendees.ownErrors.set(attendees.rowOf.get(id) ?? 0, null);
    expect(overridesOf(await decided(register))).toEqual(wanted);
  });
});
