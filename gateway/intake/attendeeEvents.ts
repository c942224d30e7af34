/** The registration side's events on an attendee: filled in, arranged, ordered, paid, checked, badged. */
import type { z } from 'zod';
import { type AttendeeEvent, isUnderway, transitionAttendee } from '../../shared/domain/attendeeLifeCycle.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import { type AttendeeArrangement, Order } from '../../shared/domain/material.ts';
import type { AttendeeIntake, IntakeEvent } from '../../shared/protocol/intake.ts';
import { hashOf } from '../submissions/hashes.ts';
import { type AttendeeSubmission, type Family, hasOrder } from '../submissions/states.ts';
import {
  accepted,
  type IntakeContext,
  refuseEvent,
  refuseIncomplete,
  refuseUnknown,
  unchanged,
  type Verdict,
} from './intakeContext.ts';

type Item = z.infer<typeof AttendeeIntake>;

/** Judges and applies one event on an attendee. */
export function acceptAttendee(item: Item, context: IntakeContext): Verdict {
  const found = context.attendees.get(item.id);
  if (!found) return submit(item, context);
  const { attendee, family } = found;
  if (item.unitId !== undefined && item.unitId !== attendee.unitId) return refuseEvent('otherUnit');
  if (item.event === 'deleted') return erase(attendee, context);
  if (attendee.isDeleted || family.unit.isDeleted) return refuseUnknown('The attendee was deleted.');
  switch (item.event) {
    case 'submitted':
    case 'added':
      return resubmitSame(item, attendee, context);
    case 'amended':
      return amend(item, attendee, family, context);
    case 'arranged':
      return arrange(item, attendee, context);
    default:
      return applyEvent(item, attendee, family, context);
  }
}

function submit(item: Item, context: IntakeContext): Verdict {
  if (item.event !== 'submitted' && item.event !== 'added') return refuseUnknown('No such attendee.');
  const { material, unitId, revision = 1, images = {} } = item;
  if (!material || unitId === undefined) return refuseIncomplete('A new attendee needs material and unitId.');
  if (revision !== 1) return refuseEvent('revisionMismatch');
  const family = context.families.get(unitId);
  if (!family || family.unit.isDeleted) return refuseUnknown('No such unit; it must come before its people.');
  const max = context.profile.attendeesPerUnitMax;
  const count = family.attendees.filter((attendee) => !attendee.isDeleted).length;
  if (max !== undefined && count >= max) return refuseEvent('tooManyAttendees');
  const attendee: AttendeeSubmission = {
    kind: 'attendee',
    id: item.id,
    unitId,
    subGroupId: family.unit.subGroupId,
    revision,
    hash: hashOf({ kind: 'attendee', id: item.id, revision, material, images }),
    status: 'awaitingTag',
    tag: null,
    arrangement: arrangementOf(item),
    order: null,
    isLaterAddition: family.unit.status === 'approved',
    decision: null,
    decidedAt: null,
    lastReview: null,
    isDeleted: false,
    seq: 0,
  };
  family.attendees.push(attendee);
  context.attendees.set(item.id, { attendee, family });
  context.workset.touchContent(attendee, { material, images, submittedAt: submittedAt(item, context) });
  return accepted(attendee);
}

/** The same revision delivered again is no news; another content under it is refused. */
function resubmitSame(item: Item, attendee: AttendeeSubmission, context: IntakeContext): Verdict {
  if (!item.material || (item.revision ?? 1) !== attendee.revision) return refuseEvent('revisionMismatch');
  const images = item.images ?? context.imagesBefore.get(`attendee/${attendee.id}`) ?? {};
  const { kind, id, revision } = attendee;
  const hash = hashOf({ kind, id, revision, material: item.material, images });
  return hash === attendee.hash ? unchanged(attendee) : refuseEvent('revisionMismatch');
}

function amend(item: Item, attendee: AttendeeSubmission, family: Family, context: IntakeContext): Verdict {
  if (!item.material) return refuseIncomplete('An amendment needs its material.');
  if (item.revision === attendee.revision) return resubmitSame(item, attendee, context);
  const revision = item.revision ?? attendee.revision + 1;
  if (revision !== attendee.revision + 1) return refuseEvent('revisionMismatch');
  // «Amend with the unit»: the unit's own amendment came just before, in the same delivery.
  const unitStatus = context.amendedUnits.has(family.unit.id) ? 'rejected' : family.unit.status;
  const next = transition(attendee, { type: 'amended' }, unitStatus, context);
  if (!next.ok) return refuseEvent(next.why);
  const images = item.images ?? context.imagesBefore.get(`attendee/${attendee.id}`) ?? {};
  const { kind, id } = attendee;
  attendee.hash = hashOf({ kind, id, revision, material: item.material, images });
  attendee.revision = revision;
  attendee.status = next.status;
  attendee.tag = next.tag;
  attendee.decision = null;
  attendee.decidedAt = null;
  attendee.arrangement = { ...attendee.arrangement, ...arrangementOf(item) };
  context.workset.touchContent(attendee, {
    material: item.material,
    images,
    submittedAt: submittedAt(item, context),
  });
  return accepted(attendee);
}

/** Entry period and delivery may change after submission, until an order exists (notice, 3rd edition). */
function arrange(item: Item, attendee: AttendeeSubmission, context: IntakeContext): Verdict {
  if (isUnderway({ status: attendee.status, hasOrder: hasOrder(attendee) }))
    return refuseEvent('orderExists');
  const arrangement = { ...attendee.arrangement, ...arrangementOf(item) };
  const isSame = canonicalJson(arrangement) === canonicalJson(attendee.arrangement);
  if (isSame) return unchanged(attendee);
  attendee.arrangement = arrangement;
  context.workset.touch(attendee);
  return accepted(attendee);
}

function applyEvent(
  item: Item,
  attendee: AttendeeSubmission,
  family: Family,
  context: IntakeContext,
): Verdict {
  if (isAlreadySo(item, attendee)) return unchanged(attendee);
  const event = machineEvent(item);
  if (!event) return refuseIncomplete('A badge event needs badgeStatus.');
  const next = transition(attendee, event, family.unit.status, context);
  if (!next.ok) return refuseEvent(next.why);
  const order = orderAfter(item, attendee.order);
  if (order === 'incomplete') return refuseIncomplete('The event needs a complete order.');
  attendee.order = order;
  attendee.status = next.status;
  attendee.tag = next.tag;
  context.workset.touch(attendee);
  return accepted(attendee);
}

/** True if the event was delivered before: what it leads to is there already. */
function isAlreadySo(item: Item, { status, order }: AttendeeSubmission): boolean {
  const isSameOrder = order !== null && (item.order?.orderNo ?? order.orderNo) === order.orderNo;
  switch (item.event) {
    case 'ordered':
      return isSameOrder && order.payStatus !== 'cancelled' && item.order?.orderNo !== undefined;
    case 'paid':
      return isSameOrder && order.payStatus === 'paid';
    case 'orderCancelled':
      return isSameOrder && order.payStatus === 'cancelled';
    case 'personPassed':
      return status === 'badgeInProduction';
    case 'personFailed':
    case 'refunded':
      return status === 'refunded';
    case 'badge':
      return status === item.badgeStatus;
    default:
      return false;
  }
}

function machineEvent(item: Item): AttendeeEvent | null {
  switch (item.event) {
    case 'badge':
      return item.badgeStatus === undefined ? null : { type: 'badge', status: item.badgeStatus };
    case 'ordered':
    case 'orderCancelled':
    case 'paid':
    case 'personPassed':
    case 'personFailed':
    case 'refunded':
      return { type: item.event };
    default:
      return null;
  }
}

const PAY_STATUS_AFTER: Partial<Record<IntakeEvent, Order['payStatus']>> = {
  ordered: 'unpaid',
  paid: 'paid',
  orderCancelled: 'cancelled',
  refunded: 'refunded',
  personFailed: 'refunded',
};

/** The order after the event: its own members over those known, the pay status as the event says. */
function orderAfter(item: Item, known: Order | null): Order | null | 'incomplete' {
  const base = item.event === 'ordered' ? null : known;
  const isNeeded = item.event === 'ordered' || item.event === 'paid';
  // VIP and staff pay nothing: their events come without an order.
  if (!base && !item.order && !isNeeded) return known;
  const payStatus = PAY_STATUS_AFTER[item.event];
  return merge({ ...base, ...defined(item.order ?? {}), ...(payStatus ? { payStatus } : {}) });
}

function merge(order: object): Order | 'incomplete' {
  const parsed = Order.safeParse(order);
  return parsed.success ? parsed.data : 'incomplete';
}

function erase(attendee: AttendeeSubmission, context: IntakeContext): Verdict {
  if (attendee.isDeleted) return unchanged(attendee);
  if (isUnderway({ status: attendee.status, hasOrder: hasOrder(attendee) }))
    return refuseEvent('attendeeUnderway');
  eraseAttendee(attendee, context);
  return accepted(attendee);
}

/** Leaves a tombstone: what the person had filled in is erased with this transaction. */
export function eraseAttendee(attendee: AttendeeSubmission, context: IntakeContext): void {
  attendee.isDeleted = true;
  attendee.arrangement = {};
  attendee.order = null;
  context.workset.touchContent(attendee, {
    material: null,
    images: {},
    submittedAt: new Date(context.nowMs).toISOString(),
  });
}

function transition(
  attendee: AttendeeSubmission,
  event: AttendeeEvent,
  unitStatus: Family['unit']['status'],
  context: IntakeContext,
) {
  const state = { status: attendee.status, tag: attendee.tag, unitStatus, hasOrder: hasOrder(attendee) };
  return transitionAttendee(state, event, context.profile.payingTags);
}

function arrangementOf({ entryPeriod, deliveryMethod, deliveryAddress }: Item): AttendeeArrangement {
  return defined({ entryPeriod, deliveryMethod, deliveryAddress });
}

/** Without the members that are undefined. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function submittedAt(item: Item, context: IntakeContext): string {
  return item.submittedAt ?? new Date(context.nowMs).toISOString();
}
