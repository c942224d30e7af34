/** Keeps the index's overlaid state true: recomputed for a subject and, with a unit, for its people. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { SyncMark } from '../contract/queries.ts';
import { type Entry, subjectKey, subjectOf } from '../ledger/entry.ts';
import { overlaidAttendee, overlaidUnitStatus } from '../ledger/overlay.ts';
import type { ReviewContext } from './context.ts';

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

/** The sync mark of a row: that of the newest decision on it that is of interest. */
function syncMark(context: Context, kind: SubmissionKind, id: string): SyncMark {
  const chain = context.ledger.chain(kind, id);
  for (let index = chain.length - 1; index >= 0; index--) {
    const mark = syncMarkOf(chain[index] as Entry);
    if (mark !== null) return mark;
  }
  return 'none';
}

/** How far a decision has come; null for one that is of no interest any more. */
export function syncMarkOf(entry: Entry): SyncMark | null {
  if (entry.state === 'undone' || entry.state === 'replaced' || entry.state === 'resolved') return null;
  if (entry.state === 'parked') {
    const result = entry.receipt?.result;
    return result === 'stale' || result === 'decided' ? 'conflict' : 'failed';
  }
  if (entry.state === 'window') return entry.isSaved ? 'savedHere' : 'none';
  return entry.state === 'settled' ? 'synced' : 'uploading';
}

/** Own decisions on the material the feed holds now that it does not carry yet, in order. */
export function effectiveEntries(context: Context, kind: SubmissionKind, id: string): Entry[] {
  const entries = context.ledger.coveringChain(kind, id);
  if (!entries.length) return entries;
  const table = context.index.table(kind);
  const row = table.find(id);
  if (row === undefined) return [];
  const [revision, seq] = [table.revision.get(row), table.seq.get(row)];
  const isOnMaterial = ({ decision }: Entry) =>
    decision.baseRevision === revision && table.hash.equals(row, decision.seenHash);
  const isInFeed = (entry: Entry) => entry.state === 'applied' && (entry.receipt?.seq ?? 0) <= seq;
  return entries.filter((entry) => isOnMaterial(entry) && !isInFeed(entry));
}

/** Recomputes how far the decisions on a row have come, and nothing else. */
export function refreshMark(context: Context, kind: SubmissionKind, id: string): void {
  const table = context.index.table(kind);
  const row = table.find(id);
  if (row !== undefined) table.sync.set(row, syncMark(context, kind, id));
}

/** Recomputes a unit's shown status and that of its people; answers with the ids touched. */
export function refreshUnit(context: Context, id: string): { units: string[]; attendees: string[] } {
  const { units } = context.index;
  const row = units.find(id);
  const people: string[] = [];
  if (row !== undefined) {
    const entries = effectiveEntries(context, 'unit', id);
    units.status.set(row, overlaidUnitStatus(units.feedStatus.get(row) ?? 'pendingReview', entries));
    units.sync.set(row, syncMark(context, 'unit', id));
    units.isSetAside.set(
      row,
      context.ledger.marks.get(subjectKey('unit', id)) === units.revision.get(row) ? 1 : 0,
    );
  }
  for (const person of context.index.peopleOf(id)) {
    const personId = context.index.attendees.ids.get(person) ?? '';
    refreshAttendeeRow(context, person, personId);
    people.push(personId);
  }
  return { units: [id], attendees: people };
}

/** Recomputes an attendee's shown status, tag and sync mark. */
export function refreshAttendee(context: Context, id: string): void {
  const row = context.index.attendees.find(id);
  if (row !== undefined) refreshAttendeeRow(context, row, id);
}

function refreshAttendeeRow(context: Context, row: number, id: string): void {
  const { attendees, units } = context.index;
  const { marks } = context.ledger;
  const unitRow = context.index.unitRowOf(row);
  const unitFeedStatus = (unitRow === undefined ? null : units.feedStatus.get(unitRow)) ?? 'pendingReview';
  const unitStatus = (unitRow === undefined ? null : units.status.get(unitRow)) ?? 'pendingReview';
  const { status, tag } = overlaidAttendee(
    {
      status: attendees.feedStatus.get(row) ?? 'awaitingTag',
      tag: attendees.feedTag.get(row),
      hasOrder: attendees.hasOrder.get(row) === 1,
      unitFeedStatus,
      unitStatus,
    },
    effectiveEntries(context, 'attendee', id),
    context.profile.payingTags,
  );
  attendees.status.set(row, status);
  attendees.tag.set(row, tag);
  attendees.sync.set(row, syncMark(context, 'attendee', id));
  const mark = marks.size ? marks.get(subjectKey('attendee', id)) : undefined;
  attendees.isSetAside.set(row, mark === attendees.revision.get(row) ? 1 : 0);
}

/**
 * Recomputes everything: after loading the index. What nobody here has decided looks as the feed has it, but
 * for the tagged of a unit that is approved.
 */
export function refreshAll(context: Context): void {
  const { index, ledger } = context;
  const { attendees } = index;
  index.showFeedState();
  const own = new Set(ledger.marks.keys());
  for (const { decision } of ledger.entries.values()) own.add(subjectKey(decision.kind, decision.subjectId));
  for (const key of own) {
    const { kind, id } = subjectOf(key);
    if (kind === 'unit') refreshUnit(context, id);
    else refreshAttendee(context, id);
  }
  const isTagged = attendees.feedStatus.passing((status) => status === 'tagged');
  const statuses = attendees.feedStatus.codes(attendees.length);
  for (let row = 0; row < attendees.length; row++) {
    if (isTagged[statuses[row] ?? 0] && !attendees.isGone.get(row))
      refreshAttendeeRow(context, row, attendees.ids.get(row) ?? '');
  }
}
