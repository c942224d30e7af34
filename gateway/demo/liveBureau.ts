/** Live play of orders and the bureau: order, payment, cancellation, check of the person, badge. */
import { badgeFee } from '../../shared/domain/editionProfile.ts';
import type { AttendeeArrangement } from '../../shared/domain/material.ts';
import { acceptSubmissions } from '../intake/acceptSubmissions.ts';
import { orderNumber } from './afterApproval.ts';
import type { LiveAct, LiveScene } from './live.ts';
import { type Candidate, findCandidate } from './liveCandidates.ts';

async function deliver({ ports, profile }: LiveScene, id: string, event: object): Promise<boolean> {
  const item = { kind: 'attendee', id, ...event };
  const reply = await acceptSubmissions(ports, profile.id, [item], { by: 'intake' });
  return reply.items[0]?.result === 'accepted';
}

async function order(scene: LiveScene, { id, tag }: Candidate): Promise<boolean> {
  const { ports, profile, random } = scene;
  const row = await ports.db
    .selectFrom('submission')
    .select('arrangement')
    .where('edition', '=', profile.id)
    .where('kind', '=', 'attendee')
    .where('id', '=', id)
    .executeTakeFirst();
  const arrangement: AttendeeArrangement = row?.arrangement ?? {};
  const amount = badgeFee(profile, tag ?? 'professional', arrangement.entryPeriod);
  const orderNo = orderNumber(new Date(ports.now()).toISOString(), random.int(0, 999_999_999));
  return deliver(scene, id, { event: 'ordered', order: { orderNo, amount, payStatus: 'unpaid' } });
}

/** Moves one person a step on: who waits orders, who has ordered pays, who was checked gets a badge. */
export const moveAnOrder: LiveAct = async (scene) => {
  const statuses = ['awaitingPayment', 'inPersonReview', 'badgeInProduction'];
  const status = scene.random.pick([
    'awaitingPayment',
    'awaitingPayment',
    'inPersonReview',
    'badgeInProduction',
  ]);
  const person =
    (await findCandidate(scene, 'attendee', [status])) ?? (await findCandidate(scene, 'attendee', statuses));
  if (!person) return false;
  const { id, order_info: known } = person;
  switch (person.status) {
    case 'awaitingPayment': {
      if (known?.payStatus !== 'unpaid') return order(scene, person);
      const isCancelled = scene.random.chance(0.1);
      return deliver(scene, id, {
        event: isCancelled ? 'orderCancelled' : 'paid',
        order: { orderNo: known.orderNo, payStatus: isCancelled ? 'cancelled' : 'paid' },
      });
    }
    case 'inPersonReview':
      return deliver(scene, id, { event: scene.random.chance(0.93) ? 'personPassed' : 'personFailed' });
    default:
      return deliver(scene, id, { event: 'badge', badgeStatus: 'badgeReady' });
  }
};
