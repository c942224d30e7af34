/** The registration side's events on a unit: submitted, amended, deleted. */
import type { z } from 'zod';
import { isUnderway } from '../../shared/domain/attendeeLifeCycle.ts';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { UnitIntake } from '../../shared/protocol/intake.ts';
import { hashOf } from '../submissions/hashes.ts';
import { moveFamily } from '../submissions/moveFamily.ts';
import { type Family, hasOrder, type UnitSubmission } from '../submissions/states.ts';
import { eraseAttendee } from './attendeeEvents.ts';
import {
  accepted,
  endOfDayMs,
  type IntakeContext,
  refuseEvent,
  refuseIncomplete,
  refuseUnknown,
  unchanged,
  type Verdict,
} from './intakeContext.ts';

type Item = z.infer<typeof UnitIntake>;

/** Judges and applies one event on a unit. */
export function acceptUnit(item: Item, context: IntakeContext): Verdict {
  const family = context.families.get(item.id);
  if (item.subGroupId !== undefined && !context.profile.subGroups.some(({ id }) => id === item.subGroupId)) {
    return refuseUnknown('There is no such sub-group in this edition.');
  }
  switch (item.event) {
    case 'submitted':
      return family ? resubmitSame(item, family, context) : submit(item, context);
    case 'amended':
      return family && !family.unit.isDeleted ? amend(item, family, context) : refuseUnknown('No such unit.');
    case 'deleted':
      return family ? erase(family, context) : refuseUnknown('No such unit.');
    default:
      return refuseEvent('illegalEvent');
  }
}

function submit(item: Item, context: IntakeContext): Verdict {
  const { material, subGroupId, revision = 1, images = {} } = item;
  if (!material || subGroupId === undefined)
    return refuseIncomplete('A new unit needs material and subGroupId.');
  if (revision !== 1) return refuseEvent('revisionMismatch');
  const unit: UnitSubmission = {
    kind: 'unit',
    id: item.id,
    unitId: item.id,
    subGroupId,
    revision,
    hash: hashOf({ kind: 'unit', id: item.id, revision, material, images }),
    status: 'pendingReview',
    decision: null,
    decidedAt: null,
    lastReview: null,
    isDeleted: false,
    seq: 0,
  };
  context.families.set(item.id, { unit, attendees: [] });
  context.workset.touchContent(unit, { material, images, submittedAt: submittedAt(item, context) });
  return accepted(unit);
}

/** The same revision delivered again is no news; another content under it is refused. */
function resubmitSame(item: Item, { unit }: Family, context: IntakeContext): Verdict {
  if (unit.isDeleted || !item.material || (item.revision ?? 1) !== unit.revision)
    return refuseEvent('notDraft');
  const images = item.images ?? context.imagesBefore.get(`unit/${unit.id}`) ?? {};
  const { kind, id, revision } = unit;
  const hash = hashOf({ kind, id, revision, material: item.material, images });
  return hash === unit.hash ? unchanged(unit) : refuseEvent('revisionMismatch');
}

function amend(item: Item, family: Family, context: IntakeContext): Verdict {
  const { unit } = family;
  if (!item.material) return refuseIncomplete('An amendment needs its material.');
  if (item.revision === unit.revision) return resubmitSame(item, family, context);
  const revision = item.revision ?? unit.revision + 1;
  if (revision !== unit.revision + 1) return refuseEvent('revisionMismatch');
  const isAfterDeadline = context.nowMs > endOfDayMs(context.profile.dates.resubmissionDeadline);
  const next = transitionUnit(
    { status: unit.status, hasAttendeeUnderway: false },
    { type: 'amended', isAfterDeadline },
  );
  if (!next.ok) return refuseEvent(next.why);
  const images = item.images ?? context.imagesBefore.get(`unit/${unit.id}`) ?? {};
  unit.hash = hashOf({ kind: 'unit', id: unit.id, revision, material: item.material, images });
  unit.revision = revision;
  unit.status = next.status;
  unit.decision = null;
  unit.decidedAt = null;
  context.amendedUnits.add(unit.id);
  context.workset.touchContent(unit, {
    material: item.material,
    images,
    submittedAt: submittedAt(item, context),
  });
  // Rejected for the wrong sub-group: the registrant chose another.
  if (item.subGroupId !== undefined) moveFamily(family, item.subGroupId, context.workset);
  return accepted(unit);
}

/** Takes the unit and its people out, unless one of them has an order or the bureau has begun. */
function erase(family: Family, context: IntakeContext): Verdict {
  const { unit } = family;
  if (unit.isDeleted) return unchanged(unit);
  const people = family.attendees.filter((attendee) => !attendee.isDeleted);
  const isAnyUnderway = people.some((attendee) =>
    isUnderway({ status: attendee.status, hasOrder: hasOrder(attendee) }),
  );
  if (isAnyUnderway) return refuseEvent('attendeeUnderway');
  for (const attendee of people) eraseAttendee(attendee, context);
  unit.isDeleted = true;
  context.workset.touchContent(unit, {
    material: null,
    images: {},
    submittedAt: new Date(context.nowMs).toISOString(),
  });
  return accepted(unit);
}

function submittedAt(item: Item, context: IntakeContext): string {
  return item.submittedAt ?? new Date(context.nowMs).toISOString();
}
