/** The detail pane's content: a full submission, its findings with duplicates, masked where it is personal. */

import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { AttendeeDetail, ParkedHere, UnitDetail } from '../contract/rows.ts';
import { tagOf } from '../ledger/entry.ts';
import { parkedResult } from '../tray/parkedResult.ts';
import type { ReviewContext } from './context.ts';
import { findingViews } from './findingViews.ts';
import { localDecision } from './localDecision.ts';
import { maskedAttendee, maskedUnit, personalValue } from './personal.ts';
import { attendeeRow, unitRow } from './rows.ts';

const SHOWN_MAX = 64;

/** The reviewer's newest decision on it that did not take effect, if any. */
function parkedOf(context: ReviewContext, item: PutItem): ParkedHere | null {
  const entry = context.ledger.chain(item.kind, item.id).findLast(({ state }) => state === 'parked');
  if (!entry) return null;
  const tag = tagOf(entry.decision);
  const { id, verdict } = entry.decision;
  return {
    decisionId: id,
    verdict,
    ...(tag ? { tag } : {}),
    at: entry.confirmedAt,
    result: parkedResult(entry),
  };
}

function common(context: ReviewContext, item: PutItem) {
  return {
    findings: findingViews(context, item),
    images: item.images,
    decision: item.decision,
    lastReview: item.lastReview ?? null,
    parked: parkedOf(context, item),
    local: localDecision(context, item.kind, item.id),
  };
}

/** The unit's detail, or null if it has left the scope. Opening it is remembered for «never opened». */
export async function unitDetail(context: ReviewContext, id: string): Promise<UnitDetail | null> {
  const item = (await context.items.item('unit', id)) as UnitItem | null;
  const row = context.index.units.find(id);
  if (!item || row === undefined) return null;
  context.opened.add(`unit:${id}`);
  noteShown(context, item);
  return {
    ...common(context, item),
    row: unitRow(context, row),
    material: maskedUnit(item.material),
    transfer: item.transfer ?? null,
    people: context.index.peopleOf(id).map((person) => attendeeRow(context, person)),
  };
}

export async function attendeeDetail(context: ReviewContext, id: string): Promise<AttendeeDetail | null> {
  const item = (await context.items.item('attendee', id)) as AttendeeItem | null;
  const row = context.index.attendees.find(id);
  if (!item || row === undefined) return null;
  context.opened.add(`attendee:${id}`);
  noteShown(context, item);
  return {
    ...common(context, item),
    row: attendeeRow(context, row),
    material: maskedAttendee(item.material),
    arrangement: {
      ...(item.entryPeriod ? { entryPeriod: item.entryPeriod } : {}),
      ...(item.deliveryMethod ? { deliveryMethod: item.deliveryMethod } : {}),
    },
    order: item.order ?? null,
  };
}

/** One personal field in clear, or null if the submission or the field is not there. */
export async function revealedValue(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
  field: string,
): Promise<string | null> {
  const item = await context.items.item(kind, id);
  if (!item) return null;
  if (item.kind === 'attendee' && field === 'deliveryAddress') return item.deliveryAddress ?? null;
  return personalValue(kind, item.material, field);
}

/** Keeps what was on screen in memory for a while, so that a change under the reviewer can be shown. */
function noteShown({ shown }: ReviewContext, item: PutItem): void {
  shown.delete(item.hash);
  shown.set(item.hash, item);
  for (const oldest of shown.keys()) {
    if (shown.size <= SHOWN_MAX) break;
    shown.delete(oldest);
  }
}
