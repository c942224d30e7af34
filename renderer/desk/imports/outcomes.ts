/** What a list comes to: each row judged by whom it means, what they have now, and what other rows say. */
import { statusAfterTag } from '../../../shared/domain/attendeeLifeCycle.ts';
import { maskDocumentNumber, maskMobile } from '../../../shared/domain/masking.ts';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import type { ListedRow } from '../../../shared/workbooks/listedRows.ts';
import { listedKeys, type Match } from '../../../shared/workbooks/matchLadder.ts';
import { isMasked } from '../../../shared/workbooks/personName.ts';
import { tagOfWord } from '../../../shared/workbooks/tagWords.ts';
import type { DecisionInput } from '../contract/decisions.ts';
import {
  IMPORT_OUTCOMES,
  type ImportOutcome,
  type ImportPerson,
  type ImportRow,
  type ImportSummary,
  type Unusable,
} from '../contract/imports.ts';
import type { ReviewContext } from '../review/context.ts';
import { refusalOf } from '../review/refusal.ts';
import { attendeeRow, isFlaggedSeverity, seenOf } from '../review/rows.ts';

/** A row of the list with all that was found out about it. */
export interface JudgedRow {
  view: ImportRow;
  /** what is decided if the row goes */
  input: DecisionInput | null;
}

export interface ListJudgement {
  rows: JudgedRow[];
  summary: Omit<ImportSummary, 'importId'>;
}

/** Judges all rows. `chosen`: the reviewer's word on doubtful rows, by position. */
export function judgeList(
  context: ReviewContext,
  list: readonly ListedRow[],
  matches: readonly Match[],
  defaultTag: Tag | null,
  chosen: ReadonlyMap<number, string>,
): ListJudgement {
  const rows = list.map((row, index) =>
    judgeRow(context, row, index, matches[index] ?? { kind: 'none' }, defaultTag, chosen.get(index) ?? null),
  );
  settleRepetitions(rows);
  return { rows, summary: summaryOf(context, rows) };
}

const GOING: readonly ImportOutcome[] = ['change', 'changesUnsent', 'flagged'];
const isMeant = ({ view }: JudgedRow) => [...GOING, 'already', 'blocked'].includes(view.outcome);

function judgeRow(
  context: ReviewContext,
  row: ListedRow,
  index: number,
  match: Match,
  defaultTag: Tag | null,
  chosen: string | null,
): JudgedRow {
  const word = tagOfWord(row.tag);
  const tag = word === 'blank' ? defaultTag : word;
  const ids = match.kind === 'matched' ? [match.id] : match.kind === 'doubtful' ? match.ids : [];
  const view: ImportRow = {
    index,
    rowNumber: row.rowNumber,
    name: row.name,
    documentNumber: isMasked(row.documentNumber)
      ? row.documentNumber
      : maskDocumentNumber(undefined, row.documentNumber),
    unit: row.unit,
    phone: row.phone === '' || isMasked(row.phone) ? row.phone : maskMobile(row.phone),
    tagText: row.tag,
    tag,
    outcome: 'none',
    by: match.kind === 'none' ? null : match.by,
    doubt: match.kind === 'doubtful' ? match.why : null,
    unusable: unusableWhy(row, word, tag),
    refusal: null,
    people: ids.flatMap((id) => personOf(context, id) ?? []),
    chosen: chosen !== null && ids.includes(chosen) ? chosen : null,
    differsFromLast: false,
  };
  if (view.unusable !== null) return { view: { ...view, outcome: 'unusable' }, input: null };
  if (match.kind === 'none') return { view, input: null };
  const meant = match.kind === 'matched' ? match.id : view.chosen;
  if (meant === null || tag === null) return { view: { ...view, outcome: 'doubtful' }, input: null };
  return judgeEffect(context, view, meant, tag);
}

/** Why a row cannot be used as it is, or null. A ruined number spoils the row even where a phone would match. */
function unusableWhy(row: ListedRow, word: Tag | 'blank' | null, tag: Tag | null): Unusable | null {
  if (row.lost !== null) return row.lost;
  if (word === null) return 'tagUnknown';
  if (tag === null) return 'tagMissing';
  const keys = listedKeys(row);
  if (keys.number !== '' || keys.name !== '') return null;
  return keys.maskedNumber !== '' || row.name !== '' ? 'masked' : 'noKey';
}

/** What the tag would do to the person now, decisions not pushed yet included. */
function judgeEffect(context: ReviewContext, view: ImportRow, id: string, tag: Tag): JudgedRow {
  const { attendees } = context.index;
  const row = attendees.find(id);
  if (row === undefined)
    return { view: { ...view, outcome: 'blocked', refusal: { why: 'notInScope' } }, input: null };
  const input: DecisionInput = {
    kind: 'attendee',
    id,
    seen: seenOf(context, 'attendee', id, row),
    verdict: 'tag',
    tag,
  };
  const refusal = refusalOf(context, input, context.clock.now());
  const previousTag = attendees.previousTag.get(row);
  const judged = { ...view, differsFromLast: previousTag !== null && previousTag !== tag };
  if (attendees.tag.get(row) === tag) return { view: { ...judged, outcome: 'already' }, input };
  if (refusal) return { view: { ...judged, outcome: 'blocked', refusal }, input: null };
  const isFlagged = isFlaggedSeverity(attendees.severity.get(row)) || attendees.isSetAside.get(row) === 1;
  if (isFlagged) return { view: { ...judged, outcome: 'flagged' }, input };
  const covering = context.ledger.covering('attendee', id);
  const isUnsent = covering !== null && (covering.state === 'window' || covering.state === 'attempted');
  return { view: { ...judged, outcome: isUnsent ? 'changesUnsent' : 'change' }, input };
}

/** Rows about one person: the same said twice counts once, different things said count not at all. */
function settleRepetitions(rows: JudgedRow[]): void {
  const byPerson = new Map<string, JudgedRow[]>();
  for (const row of rows) {
    const id = row.view.chosen ?? (row.view.people.length === 1 ? row.view.people[0]?.id : undefined);
    if (id === undefined || !isMeant(row)) continue;
    const known = byPerson.get(id);
    if (known) known.push(row);
    else byPerson.set(id, [row]);
  }
  for (const same of byPerson.values()) {
    const [first, ...later] = same;
    if (!first || later.length === 0) continue;
    const isContradicted = later.some(({ view }) => view.tag !== first.view.tag);
    for (const row of isContradicted ? same : later) {
      row.view = { ...row.view, outcome: isContradicted ? 'contradicted' : 'repeated' };
      row.input = null;
    }
  }
}

function summaryOf(context: ReviewContext, rows: readonly JudgedRow[]): ListJudgement['summary'] {
  const counts = Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    ImportOutcome,
    number
  >;
  const byTag: Record<Tag, number> = { vip: 0, staff: 0, professional: 0 };
  const summary = {
    rows: rows.length,
    counts,
    byTag,
    awaitingPayment: 0,
    inPersonReview: 0,
    differsFromLast: 0,
  };
  const { attendees, units } = context.index;
  for (const { view, input } of rows) {
    counts[view.outcome]++;
    if (!input?.tag || (view.outcome !== 'change' && view.outcome !== 'changesUnsent')) continue;
    byTag[input.tag]++;
    if (view.differsFromLast) summary.differsFromLast++;
    const unit = units.find(attendees.unitId.get(attendees.find(input.id) ?? -1) ?? '');
    if (unit === undefined || units.status.get(unit) !== 'approved') continue;
    const isPaying = statusAfterTag(input.tag, context.profile.payingTags) === 'awaitingPayment';
    summary[isPaying ? 'awaitingPayment' : 'inPersonReview']++;
  }
  return summary;
}

function personOf(context: ReviewContext, id: string): ImportPerson | null {
  const row = context.index.attendees.find(id);
  if (row === undefined) return null;
  const { name, unitName, documentNumber, phone, status, tag } = attendeeRow(context, row);
  return { id, name, unitName, documentNumber, phone, status, tag };
}
