/** What befell a submission and, with a unit, its people: as the gateway tells it, else as far as it is known here. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision, History, PutItem } from '../../../shared/protocol/feed.ts';
import type { HistoryEvent, SubjectHistory } from '../contract/seeing.ts';
import { type Entry, tagOf } from '../ledger/entry.ts';
import { changedNames, type Plain } from '../tray/diff.ts';
import type { ReviewContext } from './context.ts';
import { syncMarkOf } from './refresh.ts';

/** Asks the gateway; null if it could not be asked. */
export type AskHistory = (kind: SubmissionKind, id: string) => Promise<History | null>;

interface Subject {
  kind: SubmissionKind;
  id: string;
  name: string;
}

/** A unit's people are asked for so many at a time, and no more than so many in all. */
const PEOPLE_MAX = 40;

/** Newest first; null if the submission has left the scope. `account`: who is at work here. */
export async function subjectHistory(
  context: ReviewContext,
  ask: AskHistory,
  account: string,
  kind: SubmissionKind,
  id: string,
): Promise<SubjectHistory | null> {
  const item = await context.items.item(kind, id);
  if (!item) return null;
  const { attendees } = context.index;
  const people: Subject[] =
    kind === 'unit'
      ? context.index
          .peopleOf(id)
          .slice(0, PEOPLE_MAX)
          .map((row) => ({
            kind: 'attendee' as const,
            id: attendees.ids.get(row) ?? '',
            name: attendees.name.get(row) ?? '',
          }))
      : [];
  const subjects: Subject[] = [{ kind, id, name: nameOf(context, kind, id) }, ...people];
  const asked = await Promise.all(subjects.map((subject) => ask(subject.kind, subject.id)));
  const told = await Promise.all(
    subjects.map((subject, i) => eventsOf(context, subject, asked[i] ?? null, account)),
  );
  const [own] = asked;
  return {
    events: told.flat().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    formerImages: own ? formerImages(own.revisions, item) : [],
    source: asked.every((history) => history !== null) ? 'gateway' : 'here',
  };
}

export type PastImages = Pick<History['revisions'][number], 'revision' | 'images'>;

/** Images of past revisions by slot, newest first, each once; the present one left out. */
export function formerImages(
  revisions: readonly PastImages[],
  now: Pick<PutItem, 'images'>,
): SubjectHistory['formerImages'] {
  const found: SubjectHistory['formerImages'] = [];
  for (const { revision, images } of [...revisions].reverse()) {
    for (const [slot, sha256] of Object.entries(images)) {
      const isNews = sha256 !== now.images[slot] && !found.some((image) => image.sha256 === sha256);
      if (isNews) found.push({ slot, sha256, revision });
    }
  }
  return found;
}

const nameOf = ({ index }: ReviewContext, kind: SubmissionKind, id: string): string => {
  const table = index.table(kind);
  return table.name.get(table.find(id) ?? -1) ?? id;
};

async function eventsOf(
  context: ReviewContext,
  subject: Subject,
  history: History | null,
  account: string,
): Promise<HistoryEvent[]> {
  const item = await context.items.item(subject.kind, subject.id);
  const told = history ? toldEvents(subject, history) : knownEvents(subject, item);
  const known = new Set(told.flatMap((event) => (event.type === 'decided' ? [event.decisionId] : [])));
  const own = context.ledger
    .chain(subject.kind, subject.id)
    .filter((entry) => countsInHistory(entry) && !known.has(entry.decision.id))
    .map((entry) => ownEvent(subject, entry, account));
  return [...told, ...own];
}

/** Undone or replaced before it was ever sent: it never was anybody's word. */
const countsInHistory = ({ state }: Entry) => state !== 'undone' && state !== 'replaced';

function toldEvents(subject: Subject, { revisions, decisions, transfers = [] }: History): HistoryEvent[] {
  return [
    ...revisions.map((past, i): HistoryEvent => {
      const before = revisions[i - 1];
      const reading = (side: typeof past) => ({ material: side.material as Plain, images: side.images });
      const changed = before ? changedNames(reading(before), reading(past)) : [];
      return { ...subject, type: 'submitted', at: past.submittedAt, revision: past.revision, changed };
    }),
    ...decisions.map((decision) => decidedEvent(subject, decision, decision.baseRevision)),
    ...transfers.map(
      ({ at, by, fromSubGroupId, toSubGroupId, reason }): HistoryEvent => ({
        ...subject,
        type: 'transferred',
        at,
        by,
        from: fromSubGroupId,
        to: toSubGroupId,
        reason,
      }),
    ),
  ];
}

/** What the feed alone tells: the newest submission, the last review, the decision that holds. */
function knownEvents(subject: Subject, item: PutItem | null): HistoryEvent[] {
  if (!item) return [];
  const { decision, lastReview, submittedAt, revision } = item;
  return [
    { ...subject, type: 'submitted', at: submittedAt, revision, changed: [] },
    ...(decision ? [decidedEvent(subject, decision, null)] : []),
    ...(lastReview && lastReview.id !== decision?.id
      ? [decidedEvent(subject, lastReview, lastReview.baseRevision)]
      : []),
  ];
}

function decidedEvent(subject: Subject, given: CurrentDecision, revision: number | null): HistoryEvent {
  const { id: decisionId, verdict, tag, reasons, note, by, byName, at } = given;
  return {
    ...subject,
    type: 'decided',
    at,
    decisionId,
    verdict,
    ...(tag ? { tag } : {}),
    ...(reasons?.length ? { reasons } : {}),
    ...(note ? { note } : {}),
    by: byName ?? by,
    revision,
  };
}

function ownEvent(subject: Subject, entry: Entry, account: string): HistoryEvent {
  const { decision } = entry;
  const tag = tagOf(decision);
  return {
    ...subject,
    type: 'decided',
    at: new Date(entry.confirmedAt).toISOString(),
    decisionId: decision.id,
    verdict: decision.verdict,
    ...(tag ? { tag } : {}),
    ...(decision.reasons?.length ? { reasons: decision.reasons } : {}),
    ...(decision.note ? { note: decision.note } : {}),
    by: account,
    revision: decision.baseRevision,
    // Taken out of the tray by its author: it did not take effect all the same.
    sync: syncMarkOf(entry) ?? 'failed',
  };
}
