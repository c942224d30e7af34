/** What will happen to each parked decision when many are resolved at once, in groups. Pure. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import {
  type ActionRefusal,
  TRAY_GROUPS,
  type TrayGroup,
  type TrayHow,
  type TrayPreviewGroup,
  type TrayPreviewRow,
} from '../contract/tray.ts';
import { outlooks } from './diff.ts';

export interface GroupFacts {
  how: TrayHow;
  verdict: Verdict;
  tag?: Tag | undefined;
  reasons: readonly GivenReason[];
  /** names of what changed since it was seen; null where that cannot be told */
  changed: readonly string[] | null;
  theirs: CurrentDecision | null;
  refusal: ActionRefusal;
  fieldOf: (code: string) => string | undefined;
}

/** Same verdict, tag and reason codes, as the gateway compares two decisions. */
export function saysTheSame(
  mine: { verdict: Verdict; tag?: Tag | undefined; reasons: readonly GivenReason[] },
  theirs: CurrentDecision,
): boolean {
  const codes = (reasons: readonly GivenReason[] = []) =>
    reasons
      .map(({ code }) => code)
      .sort()
      .join();
  return (
    mine.verdict === theirs.verdict &&
    mine.tag === theirs.tag &&
    codes(mine.reasons) === codes(theirs.reasons)
  );
}

/** The group of one parked decision and whether it goes along without being asked for. */
export function groupOf(facts: GroupFacts): { group: TrayGroup; goes: TrayPreviewGroup['goes'] } {
  const { how, theirs, changed } = facts;
  if (facts.refusal) return { group: 'refused', goes: 'no' };
  if (how === 'discarded') return { group: 'plain', goes: 'yes' };
  if (how === 'accepted') {
    if (theirs && saysTheSame(facts, theirs)) return { group: 'agrees', goes: 'yes' };
    return { group: 'differs', goes: 'yes' };
  }
  if (changed === null) return { group: 'notComparable', goes: 'no' };
  if (how === 'overrule' && theirs && saysTheSame(facts, theirs)) return { group: 'agrees', goes: 'no' };
  if (!changed.length) return { group: how === 'overrule' ? 'differs' : 'plain', goes: 'yes' };
  const found = outlooks(facts.reasons, changed, facts.fieldOf);
  // Without a reason that names its place nothing says what the decision hung on: any change may matter.
  if (!found.length || found.some(({ outlook }) => outlook === 'unpinned'))
    return { group: 'anyChange', goes: 'asked' };
  const isTouched = found.some(({ outlook }) => outlook === 'changed');
  return isTouched ? { group: 'touched', goes: 'asked' } : { group: 'untouched', goes: 'yes' };
}

/** Rows by group, in the order in which the summary tells them. */
export function grouped(
  rows: readonly { row: TrayPreviewRow; group: TrayGroup; goes: TrayPreviewGroup['goes'] }[],
): TrayPreviewGroup[] {
  const groups = new Map<string, TrayPreviewGroup>();
  for (const { row, group, goes } of rows) {
    const key = `${group} ${goes}`;
    const known = groups.get(key);
    if (known) known.rows.push(row);
    else groups.set(key, { group, goes, rows: [row] });
  }
  return [...groups.values()].sort((a, b) => TRAY_GROUPS.indexOf(a.group) - TRAY_GROUPS.indexOf(b.group));
}
