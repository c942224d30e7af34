/** Taking many decisions back: what is said of them first comes true, and what may not go stays with its reason. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  attendeeItem,
  makeRegister,
  NOW,
  REVIEWER,
  type Register,
  residentId,
  unitItem,
} from '../imports/testing/register.ts';

const HOUR_MS = 3_600_000;
const decisionBy = (by: string, hoursAgo: number, verdict: 'approve' | 'reject' = 'approve') => ({
  id: `d-${by}-${hoursAgo}`,
  verdict,
  by,
  byName: `名${by}`,
  at: new Date(NOW - hoursAgo * HOUR_MS).toISOString(),
});
const person = (id: string, unitId: string, order: number, change: object) =>
  attendeeItem(
    id,
    unitId,
    { name: `人${id}`, documentNumber: residentId(order), phone: `138000000${10 + order}` },
    change,
  );

let register: Register;
beforeEach(() => {
  register = makeRegister([
    unitItem('u-own', '甲', { decision: decisionBy(REVIEWER.account, 1) }),
    unitItem('u-other', '乙', { status: 'rejected', decision: decisionBy('reviewer2', 2, 'reject') }),
    unitItem('u-late', '丙', { decision: decisionBy(REVIEWER.account, 24 * 30) }),
    unitItem('u-under', '丁', { decision: decisionBy(REVIEWER.account, 1) }),
    unitItem('u-open', '戊', { status: 'pendingReview' }),
    person('a-pay', 'u-own', 1, { status: 'awaitingPayment', tag: 'professional' }),
    person('a-free', 'u-own', 2, { status: 'inPersonReview', tag: 'vip' }),
    person('a-open', 'u-own', 3, { status: 'awaitingTag' }),
    person('a-order', 'u-under', 4, {
      status: 'awaitingPayment',
      tag: 'professional',
      order: { orderNo: `V${'1'.repeat(23)}`, amount: '200', payStatus: 'unpaid', invoiceStatus: 'none' },
    }),
  ]);
});

const IDS = ['u-own', 'u-other', 'u-late', 'u-under', 'u-open', 'u-nowhere'];
const preview = () =>
  register.room.previewBatch({ type: 'ids', kind: 'unit', ids: IDS }, { verdict: 'withdraw' });
const unitStatus = (id: string) => {
  const { units } = register.context.index;
  return units.status.get(units.find(id) ?? -1);
};

describe('taking a batch of decisions back', () => {
  it('says whose they are, who changes and how, and who cannot go', async () => {
    const { go, leftOut, withdrawal } = await preview();
    expect(go).toBe(2);
    expect(withdrawal).toEqual({
      ofOthers: 1,
      authors: ['名reviewer2'],
      changes: [
        { from: 'awaitingPayment', to: 'tagged', count: 1 },
        { from: 'inPersonReview', to: 'tagged', count: 1 },
      ],
      people: [
        { id: 'a-pay', name: '人a-pay', unitName: '甲', from: 'awaitingPayment', to: 'tagged' },
        { id: 'a-free', name: '人a-free', unitName: '甲', from: 'inPersonReview', to: 'tagged' },
      ],
    });
    expect(leftOut.map(({ id, why, detail }) => [id, detail ?? why])).toEqual([
      ['u-late', 'withdrawWindowClosed'],
      ['u-under', 'attendeeUnderway'],
      ['u-open', 'notDecided'],
      ['u-nowhere', 'notInScope'],
    ]);
  });

  it('is one act with one reason, and one step to undo', async () => {
    const { previewId, withdrawal } = await preview();
    const reply = await register.room.confirmBatch(previewId, { note: '名单有误' });
    expect(reply).toMatchObject({ decided: 2, refused: [] });
    expect(['u-own', 'u-other'].map(unitStatus)).toEqual(['pendingReview', 'pendingReview']);
    const { attendees } = register.context.index;
    for (const { id, to } of withdrawal?.people ?? [])
      expect([id, attendees.status.get(attendees.find(id) ?? -1)]).toEqual([id, to]);
    const [act] = register.frames.filter((frame) => frame.t === 'act');
    expect(act?.t === 'act' && act.items.map(({ decision }) => decision.note)).toEqual([
      '名单有误',
      '名单有误',
    ]);
    expect(await register.room.undo()).toMatchObject({ ok: true, count: 2 });
    expect(['u-own', 'u-other'].map(unitStatus)).toEqual(['approved', 'rejected']);
  });

  it('of the secretariat knows no time limit', async () => {
    register.room.context.reviewer = () => ({ account: 'secretariat', isDelegation: true });
    const { go, leftOut, withdrawal } = await preview();
    expect(go).toBe(3);
    expect(leftOut.map(({ id }) => id)).not.toContain('u-late');
    expect(withdrawal?.ofOthers).toBe(3);
  });

  it('is nothing that other batches speak of', async () => {
    const approving = await register.room.previewBatch(
      { type: 'ids', kind: 'unit', ids: ['u-open'] },
      { verdict: 'approve' },
    );
    expect(approving.withdrawal).toBeNull();
  });
});
