/** Keeps the book of one unit's story: every act moves the planned states by the real life cycles. */
import { type AttendeeEvent, isUnderway, transitionAttendee } from '../../shared/domain/attendeeLifeCycle.ts';
import type { GivenReason } from '../../shared/domain/decision.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { UnitMaterial } from '../../shared/domain/material.ts';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { Tag, UnitVerdict } from '../../shared/domain/vocabulary.ts';
import type { AttendeeVersion, EventAct, PlannedAttendee, PlannedUnit, Version } from './plan.ts';
import { createRandom } from './random.ts';

export interface Storyteller {
  submit(subject: PlannedUnit | PlannedAttendee, event: 'submitted' | 'added', phase: number): void;
  amendUnit(version: Omit<Version<UnitMaterial>, 'revision'>, phase: number): void;
  amendAttendee(person: PlannedAttendee, version: Omit<AttendeeVersion, 'revision'>, phase: number): void;
  decideUnit(verdict: UnitVerdict, given: DecisionDetails): void;
  tag(person: PlannedAttendee, tag: Tag, given: DecisionDetails): void;
  return(person: PlannedAttendee, given: DecisionDetails): void;
  happen(person: PlannedAttendee, act: Omit<EventAct, 'type' | 'id'>): void;
}

export interface DecisionDetails {
  phase: number;
  at: string;
  reasons?: GivenReason[];
  note?: string;
}

/** A lowercase UUID of version 7's shape, the same for the same words. */
export function plannedId(...words: readonly (string | number)[]): string {
  const random = createRandom('id', ...words);
  const hex = (length: number): string =>
    Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-7${hex(3)}-${random.pick([...'89ab'])}${hex(3)}-${hex(12)}`;
}

/** Starts the book of a unit. Throws `Error` on an act that the life cycles refuse: the plan would be wrong. */
export function tellStoryOf(
  unit: PlannedUnit,
  { seed, profile, reviewer }: { seed: number; profile: EditionProfile; reviewer: 1 | 2 },
): Storyteller {
  const current = new Map<string, string | null>();
  let decisions = 0;

  const decide = (
    subject: PlannedUnit | PlannedAttendee,
    { phase, at, reasons, note }: DecisionDetails,
    verdict: 'approve' | 'reject' | 'withdraw' | 'tag' | 'return',
    tag?: Tag,
  ): void => {
    const id = plannedId(seed, profile.id, unit.id, decisions++);
    unit.acts.push({
      type: 'decision',
      phase,
      id,
      reviewer,
      kind: subject.kind,
      subject,
      revision: subject.versions.at(-1)?.revision ?? 1,
      previousDecisionId: current.get(subject.id) ?? null,
      verdict,
      decidedAt: at,
      ...(tag === undefined ? {} : { tag }),
      ...(reasons === undefined ? {} : { reasons }),
      ...(note === undefined ? {} : { note }),
    });
    current.set(subject.id, id);
  };

  const moveAttendee = (person: PlannedAttendee, event: AttendeeEvent, unitStatus = unit.status): boolean => {
    const next = transitionAttendee({ ...person, unitStatus }, event, profile.payingTags);
    if (next.ok) Object.assign(person, { status: next.status, tag: next.tag });
    return next.ok;
  };
  const mustMove = (person: PlannedAttendee, event: AttendeeEvent, unitStatus = unit.status): void => {
    if (!moveAttendee(person, event, unitStatus)) throw new Error(`${person.id}: ${event.type} refused`);
  };
  const addVersion = (subject: PlannedUnit | PlannedAttendee, phase: number): void => {
    const revision = subject.versions.at(-1)?.revision ?? 1;
    unit.acts.push({ type: 'version', phase, subject, event: 'amended', revision });
    current.set(subject.id, null);
  };

  return {
    submit(subject, event, phase) {
      unit.acts.push({ type: 'version', phase, subject, event, revision: 1 });
    },
    amendUnit(version, phase) {
      const next = transitionUnit(
        { status: unit.status, hasAttendeeUnderway: false },
        { type: 'amended', isAfterDeadline: false },
      );
      if (!next.ok) throw new Error(`${unit.id}: amended refused`);
      unit.status = next.status;
      unit.versions.push({ ...version, revision: unit.versions.length + 1 });
      addVersion(unit, phase);
    },
    amendAttendee(person, version, phase) {
      // With its unit, whose own amendment has just made it pending again.
      mustMove(person, { type: 'amended' }, person.status === 'returned' ? unit.status : 'rejected');
      person.versions.push({ ...version, revision: person.versions.length + 1 });
      addVersion(person, phase);
    },
    decideUnit(verdict, given) {
      const hasAttendeeUnderway = unit.people.some((person) => isUnderway(person));
      const next = transitionUnit({ status: unit.status, hasAttendeeUnderway }, { type: verdict });
      if (!next.ok) throw new Error(`${unit.id}: ${verdict} refused`);
      unit.status = next.status;
      decide(unit, given, verdict);
      if (verdict === 'approve') {
        for (const person of unit.people) moveAttendee(person, { type: 'unitApproved' });
      } else if (verdict === 'withdraw') {
        for (const person of unit.people) moveAttendee(person, { type: 'unitApprovalWithdrawn' });
      }
    },
    tag(person, tag, given) {
      mustMove(person, { type: 'tag', tag });
      decide(person, given, 'tag', tag);
    },
    return(person, given) {
      mustMove(person, { type: 'return' });
      decide(person, given, 'return');
    },
    happen(person, act) {
      const event: AttendeeEvent =
        act.event === 'badge'
          ? { type: 'badge', status: act.badgeStatus ?? 'badgeReady' }
          : { type: act.event };
      mustMove(person, event);
      if (act.event === 'ordered') person.hasOrder = true;
      if (act.event === 'orderCancelled') person.hasOrder = false;
      unit.acts.push({ type: 'event', id: person.id, ...act });
    },
  };
}
