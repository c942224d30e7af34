/** What happens to a person after tag and approval: order, payment, the bureau's check, the badge. */
import { badgeFee, type EditionProfile } from '../../shared/domain/editionProfile.ts';
import { serialDigits } from './identifiers.ts';
import type { PlannedAttendee } from './plan.ts';
import type { Storyteller } from './storyteller.ts';
import type { Timeline } from './timeline.ts';

/** How far those who pay get, dealt in turn. */
const PAYING = [
  'waiting',
  'ordered',
  'paid',
  'waiting',
  'inProduction',
  'badgeReady',
  'waiting',
  'issued',
  'cancelled',
  'paid',
  'badgePosted',
  'ordered',
  'notPassed',
  'waiting',
  'refunded',
] as const;
/** How far VIPs and staff get, whom the bureau checks at once. */
const FREE = [
  'inReview',
  'inProduction',
  'inReview',
  'badgeReady',
  'issued',
  'badgePosted',
  'notPassed',
] as const;
type Stage = (typeof PAYING)[number] | (typeof FREE)[number];

/** An order number as the order page shows it: V, date and time, nine digits. */
export function orderNumber(at: string, serial: number): string {
  return `V${at.replace(/\D/g, '').slice(0, 14)}${serialDigits(serial, 9)}`;
}

/** Carries a person on from `awaitingPayment` or `inPersonReview`; whoever is elsewhere stays there. */
export function carryOn(
  person: PlannedAttendee,
  serial: number,
  { profile, story, time }: { profile: EditionProfile; story: Storyteller; time: Timeline },
): void {
  if (person.status !== 'awaitingPayment' && person.status !== 'inPersonReview') return;
  const isPaying = person.status === 'awaitingPayment';
  const stages: readonly Stage[] = isPaying ? PAYING : FREE;
  const stage = stages[serial % stages.length] ?? 'waiting';
  if (stage === 'waiting' || stage === 'inReview') return;
  if (isPaying) {
    const amount = badgeFee(
      profile,
      person.tag ?? 'professional',
      person.versions.at(-1)?.arrangement.entryPeriod,
    );
    const orderNo = orderNumber(time.after(2, 30), serial);
    story.happen(person, { phase: 2, event: 'ordered', order: { orderNo, amount, payStatus: 'unpaid' } });
    if (stage === 'ordered') return;
    if (stage === 'cancelled') {
      story.happen(person, { phase: 4, event: 'orderCancelled', order: { orderNo, payStatus: 'cancelled' } });
      return;
    }
    const order = {
      orderNo,
      payStatus: 'paid',
      invoiceStatus: serial % 2 === 0 ? 'issued' : 'none',
    } as const;
    story.happen(person, { phase: 4, event: 'paid', order });
    if (stage === 'paid') return;
    const returned = { orderNo, payStatus: 'refunded', invoiceStatus: 'returned' } as const;
    if (stage === 'refunded' || stage === 'notPassed') {
      const event = stage === 'refunded' ? 'refunded' : 'personFailed';
      story.happen(person, { phase: 6, event, order: returned });
      return;
    }
  } else if (stage === 'notPassed') {
    story.happen(person, { phase: 6, event: 'personFailed' });
    return;
  }
  story.happen(person, { phase: 6, event: 'personPassed' });
  if (stage === 'badgeReady' || stage === 'badgePosted' || stage === 'issued') {
    story.happen(person, { phase: 8, event: 'badge', badgeStatus: stage });
  }
}
