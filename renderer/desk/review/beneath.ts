/** The state a new decision would start from: what the feed says, with one's own decisions that stay beneath it. */
import type { AttendeeStatus, SubmissionKind, Tag, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { Entry } from '../ledger/entry.ts';
import { overlaidAttendee, overlaidUnitStatus } from '../ledger/overlay.ts';
import type { ReviewContext } from './context.ts';
import { effectiveEntries } from './refresh.ts';

/** The state a subject is in beneath the reviewer's own decision that a new one would replace. */
export interface Beneath {
  /** the covering decision that was never attempted, if any */
  replaced: Entry | null;
  status: UnitStatus | AttendeeStatus;
  tag: Tag | null;
}

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

/** What a new decision on the subject would start from; `row` is its row in the index. */
export function beneathOf(context: Context, kind: SubmissionKind, id: string, row: number): Beneath {
  return kind === 'unit' ? beneathUnit(context, id, row) : beneathAttendee(context, id, row);
}

/** Own decisions a new one would stand on, and the one it would replace because it was never attempted. */
function splitEntries(
  context: Context,
  kind: SubmissionKind,
  id: string,
): { beneath: Entry[]; replaced: Entry | null } {
  const entries = effectiveEntries(context, kind, id);
  const last = entries.at(-1);
  if (last?.state !== 'window') return { beneath: entries, replaced: null };
  return { beneath: entries.slice(0, -1), replaced: last };
}

function beneathUnit(context: Context, id: string, row: number): Beneath {
  const { beneath, replaced } = splitEntries(context, 'unit', id);
  const feed = context.index.units.feedStatus.get(row) ?? 'pendingReview';
  return { replaced, status: overlaidUnitStatus(feed, beneath), tag: null };
}

function beneathAttendee(context: Context, id: string, row: number): Beneath {
  const { attendees } = context.index;
  const { beneath, replaced } = splitEntries(context, 'attendee', id);
  const { unitFeedStatus, unitStatus } = unitStatusesOf(context, row);
  const { status, tag } = overlaidAttendee(
    {
      status: attendees.feedStatus.get(row) ?? 'awaitingTag',
      tag: attendees.feedTag.get(row),
      hasOrder: attendees.hasOrder.get(row) === 1,
      unitFeedStatus,
      unitStatus,
    },
    beneath,
    context.profile.payingTags,
  );
  return { replaced, status, tag };
}

/** The unit of an attendee: as the feed has it, and with one's own decisions. */
export function unitStatusesOf(
  { index }: Context,
  row: number,
): { unitFeedStatus: UnitStatus; unitStatus: UnitStatus } {
  const unitRow = index.unitRowOf(row);
  if (unitRow === undefined) return { unitFeedStatus: 'pendingReview', unitStatus: 'pendingReview' };
  return {
    unitFeedStatus: index.units.feedStatus.get(unitRow) ?? 'pendingReview',
    unitStatus: index.units.status.get(unitRow) ?? 'pendingReview',
  };
}
