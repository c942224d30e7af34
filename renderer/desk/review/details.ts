/** The detail pane's content: a full submission, its findings with duplicates, masked where it is personal. */

import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { AttendeeDetail, FindingView, ParkedHere, UnitDetail } from '../contract/rows.ts';
import type { LocalDecision } from '../contract/seeing.ts';
import { ownFindings } from '../index/indexRow.ts';
import { tagOf } from '../ledger/entry.ts';
import { parkedResult } from '../tray/parkedResult.ts';
import type { ReviewContext } from './context.ts';
import { isPersonal, maskedAttendee, maskedUnit, maskedValue, personalValue } from './personal.ts';
import { attendeeRow, unitRow } from './rows.ts';

const SHOWN_MAX = 64;

function maskFinding(finding: Finding): Finding {
  if (!isPersonal(finding.field)) return finding;
  const { seen, expected, repairs: _hidden, ...rest } = finding;
  return {
    ...rest,
    ...(seen === undefined ? {} : { seen: maskedValue(finding.field, seen) }),
    ...(expected === undefined ? {} : { expected: maskedValue(finding.field, expected) }),
  };
}

/** All findings of a submission, its own and those with others. */
export async function findingsOf(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
): Promise<FindingView[]> {
  const item = await context.items.item(kind, id);
  return item ? findingViews(context, item) : [];
}

function findingViews(context: ReviewContext, item: PutItem): FindingView[] {
  const table = context.index.table(item.kind);
  const own = ownFindings(item, context.profile, shanghaiDate(context.clock.now()));
  const shared = context.index.duplicates.duplicatesOf(`${item.kind}:${item.id}`);
  return [
    ...own.map(maskFinding),
    ...shared.map(({ finding, others }) => ({
      ...maskFinding(finding),
      others: others.map((other) => {
        const row = table.find(other);
        const { attendees, units } = context.index;
        const unitName =
          item.kind === 'attendee' && row !== undefined
            ? units.name[units.find(attendees.unitId[row] ?? '') ?? -1]
            : undefined;
        const name = row === undefined ? other : (table.name[row] ?? other);
        return {
          kind: item.kind,
          id: other,
          label: unitName ? `${name} · ${unitName}` : name,
          status: row === undefined ? null : table.status.get(row),
          local: localDecision(context, item.kind, other),
        };
      }),
    })),
  ];
}

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

/** The reviewer's own decision that the feed does not carry yet, and how far it has come. */
export function localDecision(
  context: Pick<ReviewContext, 'index' | 'ledger'>,
  kind: SubmissionKind,
  id: string,
): LocalDecision | null {
  const entry = context.ledger.covering(kind, id);
  if (!entry) return null;
  const table = context.index.table(kind);
  const tag = tagOf(entry.decision);
  return {
    decisionId: entry.decision.id,
    verdict: entry.decision.verdict,
    ...(tag ? { tag } : {}),
    at: entry.confirmedAt,
    sync: table.sync.get(table.find(id) ?? -1) ?? 'none',
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
