/** A unit to another sub-group, its people with it; it leaves one feed and enters another. */
import type { Family } from './states.ts';
import type { Workset } from './workset.ts';

/** Moves all of the family that is not there yet; the deleted only leave their tombstone where it is. */
export function moveFamily(family: Family, toSubGroupId: string, workset: Workset): void {
  for (const submission of [family.unit, ...family.attendees]) {
    if (submission.isDeleted || submission.subGroupId === toSubGroupId) continue;
    workset.noteExit(submission, submission.subGroupId);
    submission.subGroupId = toSubGroupId;
  }
}
