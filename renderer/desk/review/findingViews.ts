/** Findings ready to show: masked where they are personal, with the slip behind each repair, and who else is meant. */
import { editBetween } from '../../../shared/checks/edit.ts';
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { PutItem } from '../../../shared/protocol/feed.ts';
import { DATE_PARTS, type FindingView, type RepairView } from '../contract/findings.ts';
import { ownFindings } from '../index/indexRow.ts';
import type { ReviewContext } from './context.ts';
import { localDecision } from './localDecision.ts';
import { isPersonal, maskedValue } from './personal.ts';

/** All findings of a submission, its own and those with others. */
export async function findingsOf(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
): Promise<FindingView[]> {
  const item = await context.items.item(kind, id);
  return item ? findingViews(context, item) : [];
}

/** The findings of a submission that is at hand. */
export function findingViews(context: ReviewContext, item: PutItem): FindingView[] {
  const own = ownFindings(item, context.profile, shanghaiDate(context.clock.now()));
  const shared = context.index.duplicates.duplicatesOf(`${item.kind}:${item.id}`);
  return [
    ...own.map(shownFinding),
    ...shared.map(({ finding, others, othersCount }) => ({
      ...shownFinding(finding),
      others: others.map((other) => otherHolder(context, item.kind, other)),
      othersCount,
    })),
  ];
}

function otherHolder(context: ReviewContext, kind: SubmissionKind, id: string) {
  const { attendees, units } = context.index;
  const table = context.index.table(kind);
  const row = table.find(id);
  const unitName =
    kind === 'attendee' && row !== undefined
      ? units.name.get(units.find(attendees.unitId.get(row) ?? '') ?? -1)
      : undefined;
  const name = row === undefined ? id : (table.name.get(row) ?? id);
  return {
    kind,
    id,
    label: unitName ? `${name} · ${unitName}` : name,
    status: row === undefined ? null : table.status.get(row),
    local: localDecision(context, kind, id),
  };
}

/** An age is told by the year that is shown anyway; the date behind it is not. */
const isAge = ({ code }: Finding) => /^(?:A-AGE|C-AGE-.+)$/.test(code);

/** A finding as the screen may show it. */
export function shownFinding(finding: Finding): FindingView {
  const { field, seen, expected, repairs = [], ...rest } = finding;
  const isHidden = isPersonal(field) && !isAge(finding);
  const shown = (value: string) => (isHidden ? maskedValue(field, value) : value);
  const mended = repairs.map((repair) => repairView(seen ?? '', repair, isHidden ? shown : null));
  const parts = isHidden && field === 'birthDate' ? differingParts(seen, expected) : [];
  return {
    ...rest,
    field,
    ...(seen === undefined ? {} : { seen: shown(seen) }),
    ...(expected === undefined ? {} : { expected: shown(expected) }),
    ...(mended.length > 0 ? { mended } : {}),
    ...(parts.length > 0 ? { parts } : {}),
  };
}

/** `mask` hides letters of a personal value: the slip's place is told, its letters only where they are shown. */
function repairView(seen: string, repair: string, mask: ((value: string) => string) | null): RepairView {
  const edit = editBetween(seen, repair);
  if (mask === null) return { text: repair, edit };
  const masked = mask(repair);
  if (edit === null || edit.type === 'swapped') return { text: masked, edit };
  const isShown = mask(seen).charAt(edit.at - 1) !== '*' && masked.charAt(edit.at - 1) !== '*';
  return { text: masked, edit: isShown ? edit : { type: 'hidden', at: edit.at } };
}

/** Which parts of two dates differ: what can be said of a date that stays masked. */
function differingParts(seen = '', expected = ''): NonNullable<FindingView['parts']> {
  const [a, b] = [seen.split('-'), expected.split('-')];
  return a.length === 3 && b.length === 3 ? DATE_PARTS.filter((_, i) => a[i] !== b[i]) : [];
}
