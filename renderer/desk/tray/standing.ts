/** What is known of a parked decision's subject, and what the same decision would be on what is there now. */
import type { CurrentDecision, PutItem } from '../../../shared/protocol/feed.ts';
import type { DecisionInput } from '../contract/decisions.ts';
import { type Entry, tagOf } from '../ledger/entry.ts';
import type { ReviewContext } from '../review/context.ts';
import { seenOf } from '../review/rows.ts';
import { changedNames, type Plain } from './diff.ts';
import type { VersionPorts } from './versions.ts';

export interface Standing {
  item: PutItem | null;
  theirs: CurrentDecision | null;
  /** what the decision would be on what is now; null out of scope */
  again: DecisionInput | null;
}

export async function standingOf(context: ReviewContext, entry: Entry): Promise<Standing> {
  const { decision, receipt } = entry;
  const { kind, subjectId } = decision;
  const item = await context.items.item(kind, subjectId);
  const isNewer = item !== null && item.seq >= (receipt?.seq ?? 0);
  const holds = isNewer ? item.decision : (receipt?.current?.decision ?? item?.decision ?? null);
  // One's own of this workstation is nobody else's word.
  const theirs = holds && !context.ledger.entries.has(holds.id) ? holds : null;
  const row = context.index.table(kind).find(subjectId);
  const again = item && row !== undefined ? inputOf(entry, seenOf(context, kind, subjectId, row)) : null;
  return { item, theirs, again };
}

/** Names of what changed since it was seen; null where that cannot be told here. */
export async function changedSince(
  versions: VersionPorts,
  entry: Entry,
  { item }: Standing,
): Promise<string[] | null> {
  const told = entry.receipt?.current?.changed;
  const isTold = told !== undefined && told.length > 0;
  if (!item) return isTold ? told : null;
  if (item.hash === entry.decision.seenHash) return [];
  const seen = await versions.seenOf(entry);
  if (!seen) return isTold ? told : null;
  return changedNames(
    { material: seen.material as Plain, images: seen.images },
    { material: item.material, images: item.images },
  );
}

/** The revision their decision was made on: from the feed where it says so, else from the history. */
export async function theirsRevision(
  versions: VersionPorts,
  entry: Entry,
  { item, theirs }: Standing,
): Promise<number | null> {
  if (!theirs) return null;
  if (item?.lastReview?.id === theirs.id) return item.lastReview.baseRevision;
  // An amendment leaves no decision in force, so one that is was made on the revision at hand.
  if (item?.decision?.id === theirs.id) return item.revision;
  const { kind, subjectId, baseRevision } = entry.decision;
  const reply = await versions.history(kind, subjectId, baseRevision);
  return (reply.ok && reply.history.decisions.find(({ id }) => id === theirs.id)?.baseRevision) || null;
}

/** A decision of somebody that holds: a withdrawal leaves none. */
export function isInForce(theirs: CurrentDecision | null): theirs is CurrentDecision {
  return theirs !== null && theirs.verdict !== 'withdraw';
}

/** The same verdict with the same words, on what is seen now. */
export function inputOf({ decision }: Entry, seen: DecisionInput['seen']): DecisionInput {
  const tag = tagOf(decision);
  const { kind, subjectId, verdict, reasons, note, overrides } = decision;
  return {
    kind,
    id: subjectId,
    seen,
    verdict,
    ...(tag ? { tag } : {}),
    ...(reasons?.length ? { reasons } : {}),
    ...(note ? { note } : {}),
    ...(overrides?.length ? { overrides } : {}),
  };
}
