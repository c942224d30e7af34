/** Letters to registrants: what has to be corrected of a rejected unit and of its returned people. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { CorrectionLetter } from '../contract/exports.ts';
import type { ReviewContext } from '../review/context.ts';
import type { Disclosure, Standing } from './cells.ts';

/** The decision that holds on a submission: the reviewer's own if the feed does not carry it yet, else the feed's. */
export function standingOf(
  context: ReviewContext,
  kind: SubmissionKind,
  item: PutItem | null,
  account: string,
): Standing | null {
  if (!item) return null;
  const own = context.ledger.covering(kind, item.id);
  if (own) {
    const { verdict, reasons = [], decidedAt } = own.decision;
    return { verdict, reasons, by: account, at: decidedAt };
  }
  const { decision } = item;
  if (!decision) return null;
  return {
    verdict: decision.verdict,
    reasons: decision.reasons ?? [],
    by: decision.byName ?? decision.by,
    at: decision.at,
  };
}

/** Index rows of units that would get a letter. */
export function unitsToWriteTo(context: ReviewContext, rows: readonly number[]): number[] {
  const { units, attendees } = context.index;
  return rows.filter(
    (row) =>
      units.status.get(row) === 'rejected' ||
      context.index
        .peopleOf(units.ids.get(row) ?? '')
        .some((person) => attendees.status.get(person) === 'returned'),
  );
}

const sentences = (reasons: readonly GivenReason[]) => reasons.map(({ code, text }) => text || code);

/** The letter to a unit, or null if nothing of it was rejected or returned. */
export async function letterTo(
  context: ReviewContext,
  unit: UnitItem,
  account: string,
  disclosure: Disclosure,
): Promise<CorrectionLetter | null> {
  const { units, attendees } = context.index;
  const row = units.find(unit.id);
  if (row === undefined) return null;
  const isRejected = units.status.get(row) === 'rejected';
  const standing = isRejected ? standingOf(context, 'unit', unit, account) : null;
  const people: CorrectionLetter['people'] = [];
  for (const person of context.index.peopleOf(unit.id)) {
    if (attendees.status.get(person) !== 'returned') continue;
    const item = (await context.items.item(
      'attendee',
      attendees.ids.get(person) ?? '',
    )) as AttendeeItem | null;
    const returned = standingOf(context, 'attendee', item, account);
    people.push({
      name: disclosure.name(attendees.name.get(person) ?? ''),
      reasons: sentences(returned?.reasons ?? []),
    });
  }
  if (!isRejected && people.length === 0) return null;
  const { unitName, uscc = '', contact } = unit.material;
  return {
    unitName,
    uscc,
    contactName: disclosure.name(contact.name),
    contactEmail: disclosure.email(contact.email),
    unitReasons: sentences(standing?.reasons ?? []),
    people,
  };
}
