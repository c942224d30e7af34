/** What the events of one intake transaction share, and how they answer. */
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { ImageRefs } from '../../shared/domain/material.ts';
import type { IntakeReply } from '../../shared/protocol/intake.ts';
import { problem } from '../http/problem.ts';
import type { AttendeeSubmission, Family, Submission } from '../submissions/states.ts';
import type { Workset } from '../submissions/workset.ts';

export interface IntakeContext {
  edition: string;
  profile: EditionProfile;
  nowMs: number;
  /** the locked families by unit id; new units are added */
  families: Map<string, Family>;
  attendees: Map<string, { attendee: AttendeeSubmission; family: Family }>;
  imagesBefore: ReadonlyMap<string, ImageRefs>;
  /** units amended by earlier items of this transaction: their people may be amended with them */
  amendedUnits: Set<string>;
  workset: Workset;
}

/** An item's answer; its seq is read from `subject` once that is stamped. */
export interface Verdict extends Omit<IntakeReply['items'][number], 'id' | 'seq'> {
  subject?: Submission;
}

export const accepted = (subject: Submission): Verdict => ({ result: 'accepted', subject });
/** Delivered again: nothing to do. */
export const unchanged = (subject: Submission): Verdict => ({ result: 'unchanged', subject });

/** A refusal by the life cycle; `why` names the rule. */
export function refuseEvent(why: string): Verdict {
  return { result: 'refused', problem: problem('illegal-event', { detail: why }) };
}

export function refuseUnknown(detail: string): Verdict {
  return { result: 'refused', problem: problem('not-found', { detail }) };
}

export function refuseIncomplete(detail: string): Verdict {
  return { result: 'refused', problem: problem('schema-invalid', { detail }) };
}

/** The last moment of a calendar date where the expo is. */
export function endOfDayMs(date: string): number {
  return Date.parse(`${date}T23:59:59.999+08:00`);
}
