/** Rows as the lists show them: a light projection of the index, nothing unpacked, personal data masked. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeRow, Row, Seen, UnitRow } from '../contract/rows.ts';
import type { ReviewContext } from './context.ts';
import { effectiveEntries } from './refresh.ts';

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

/**
 * The decision a new one would follow: the feed's, or the reviewer's own on this very material that was
 * attempted and is not in the feed; after an amendment there is none. One that was not attempted is replaced, so what it followed counts.
 */
export function predecessorOf(context: Context, kind: SubmissionKind, id: string): string | null {
  const last = effectiveEntries(context, kind, id).at(-1);
  if (last) return last.state === 'window' ? last.decision.previousDecisionId : last.decision.id;
  const table = context.index.table(kind);
  const row = table.find(id);
  return row === undefined ? null : table.decisionId.get(row) || null;
}

/** What a decision made on this row now would refer to. */
export function seenOf(context: Context, kind: SubmissionKind, id: string, row: number): Seen {
  const table = context.index.table(kind);
  return {
    revision: table.revision.get(row),
    hash: table.hash.get(row),
    previousDecisionId: predecessorOf(context, kind, id),
  };
}

export function unitRow(context: Context, row: number): UnitRow {
  const { units, attendees } = context.index;
  const id = units.ids.get(row) ?? '';
  const people = context.index.peopleOf(id);
  const intentTotal = units.intentTotal.get(row);
  const status = units.status.get(row) ?? 'pendingReview';
  return {
    kind: 'unit',
    id,
    seen: seenOf(context, 'unit', id, row),
    unitName: units.name.get(row) ?? '',
    uscc: units.uscc.get(row) ?? '',
    category: units.category.get(row) ?? 'other',
    subGroupId: units.subGroupId.get(row) ?? '',
    status,
    isResubmitted: status === 'pendingReview' && units.revision.get(row) > 1,
    isSetAside: units.isSetAside.get(row) === 1,
    people: people.length,
    peopleFlagged: people.filter((person) => isFlaggedSeverity(attendees.severity.get(person))).length,
    peopleUntagged: people.filter((person) => attendees.status.get(person) === 'awaitingTag').length,
    intentTotal: Number.isNaN(intentTotal) ? null : intentTotal,
    submittedAt: new Date(units.submittedAt.get(row)).toISOString(),
    severity: units.severity.get(row),
    findingCount: units.findings.get(row),
    sync: units.sync.get(row) ?? 'none',
  };
}

export function attendeeRow(context: Context, row: number): AttendeeRow {
  const { attendees, units } = context.index;
  const id = attendees.ids.get(row) ?? '';
  const unitId = attendees.unitId.get(row) ?? '';
  const unitRowNumber = units.find(unitId);
  const status = attendees.status.get(row) ?? 'awaitingTag';
  return {
    kind: 'attendee',
    id,
    seen: seenOf(context, 'attendee', id, row),
    unitId,
    unitName: unitRowNumber === undefined ? '' : (units.name.get(unitRowNumber) ?? ''),
    unitStatus: unitRowNumber === undefined ? null : units.status.get(unitRowNumber),
    name: attendees.name.get(row) ?? '',
    gender: attendees.gender.get(row),
    personType: attendees.personType.get(row) ?? 'mainland',
    documentType: attendees.documentType.get(row) ?? 'residentId',
    documentNumber: attendees.maskedNumber.get(row) ?? '',
    phone: attendees.maskedPhone.get(row) ?? '',
    jobTitle: attendees.jobTitle.get(row) ?? '',
    entryPeriod: attendees.entryPeriod.get(row),
    subGroupId: attendees.subGroupId.get(row) ?? '',
    status,
    tag: attendees.tag.get(row),
    previousTag: attendees.previousTag.get(row),
    isLaterAddition: attendees.isLaterAddition.get(row) === 1,
    isResubmitted: status === 'awaitingTag' && attendees.revision.get(row) > 1,
    isSetAside: attendees.isSetAside.get(row) === 1,
    hasOrder: attendees.hasOrder.get(row) === 1,
    submittedAt: new Date(attendees.submittedAt.get(row)).toISOString(),
    severity: attendees.severity.get(row),
    findingCount: attendees.findings.get(row),
    sync: attendees.sync.get(row) ?? 'none',
    photo: attendees.photo.getOrNull(row),
  };
}

export function isFlaggedSeverity(severity: string | null): boolean {
  return severity === 'error' || severity === 'warning';
}

/** The row of a submission, or null if it has left the scope. */
export function rowById(context: Context, kind: SubmissionKind, id: string): Row | null {
  const row = context.index.table(kind).find(id);
  if (row === undefined) return null;
  return kind === 'unit' ? unitRow(context, row) : attendeeRow(context, row);
}
