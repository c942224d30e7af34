/** The progress figures of this PC: the index counted by the rules the gateway counts by, own decisions on top. */
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import { ProgressTally, type SubGroupProgress } from '../../../shared/domain/progressTally.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ReviewContext } from '../review/context.ts';
import { effectiveEntries } from '../review/refresh.ts';

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

/** Figures of the sub-groups in `scope`, as the lists show their units and people on the day `today`. */
export function countLocally(
  context: Context,
  scope: (subGroupId: string) => boolean,
  today: string,
): SubGroupProgress[] {
  const tally = new ProgressTally(context.profile, today, scope);
  countUnits(context, tally);
  countPeople(context, tally);
  return tally.figures();
}

function countUnits(context: Context, tally: ProgressTally): void {
  const { units } = context.index;
  for (let row = 0; row < units.length; row++) {
    if (units.isGone.get(row)) continue;
    const own = lastOwn(context, 'unit', units.ids.get(row) ?? '');
    const status = units.status.get(row) ?? 'pendingReview';
    const isPending = status === 'pendingReview';
    const submittedAt = units.submittedAt.get(row);
    tally.unit({
      subGroupId: units.subGroupId.get(row) ?? '',
      status,
      submittedOn: units.submittedOn.get(row) ?? shanghaiDate(submittedAt),
      decidedOn: own ? shanghaiDate(own.confirmedAt) : (units.decidedOn.get(row) ?? undefined),
      waitingOn: isPending ? shanghaiDate(submittedAt) : undefined,
      waitingSince: isPending ? new Date(submittedAt).toISOString() : undefined,
    });
    countReasons(tally, units, row, own);
  }
}

function countPeople(context: Context, tally: ProgressTally): void {
  const { attendees } = context.index;
  for (let row = 0; row < attendees.length; row++) {
    if (attendees.isGone.get(row)) continue;
    tally.attendee({
      subGroupId: attendees.subGroupId.get(row) ?? '',
      status: attendees.status.get(row) ?? 'awaitingTag',
      tag: attendees.tag.get(row),
      entryPeriod: attendees.entryPeriod.get(row) ?? undefined,
      isPaid: attendees.isPaid.get(row) === 1,
    });
    countReasons(tally, attendees, row, lastOwn(context, 'attendee', attendees.ids.get(row) ?? ''));
  }
}

/** The reviewer's own last word on a submission that the feed does not carry yet. */
function lastOwn(context: Context, kind: SubmissionKind, id: string): Entry | undefined {
  return effectiveEntries(context, kind, id).at(-1);
}

type Table = Context['index']['units'] | Context['index']['attendees'];

/** A withdrawal of one's own brings back the review before it, which only the gateway knows: none until then. */
function countReasons(tally: ProgressTally, table: Table, row: number, own: Entry | undefined): void {
  const codes = own
    ? (own.decision.reasons ?? []).map(({ code }) => code)
    : (table.lastReasons.get(row)?.split(' ') ?? []);
  for (const code of codes) tally.reason(table.subGroupId.get(row) ?? '', code);
}
