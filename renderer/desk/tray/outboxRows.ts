/** The sync centre's lists of decisions: what waits, and all that were made, with what became of each. */
import type { ActRow, OutboxRow } from '../contract/outbox.ts';
import type { Entry } from '../ledger/entry.ts';
import { tagOf } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** What every list says of a decision. */
export function decisionRow(entry: Entry): Omit<OutboxRow, 'state' | 'uploadAt'> {
  const { decision } = entry;
  const tag = tagOf(decision);
  return {
    decisionId: decision.id,
    batchId: entry.batchId,
    kind: decision.kind,
    subjectId: decision.subjectId,
    name: entry.label,
    verdict: decision.verdict,
    ...(tag ? { tag } : {}),
    reasons: decision.reasons ?? [],
    confirmedAt: entry.confirmedAt,
  };
}

function stateOf(entry: Entry, now: number): OutboxRow['state'] {
  switch (entry.state) {
    case 'window':
      return entry.uploadAt > now ? 'window' : 'queued';
    case 'attempted':
      return 'inFlight';
    case 'applied':
      return 'awaitingFeed';
    case 'settled':
      return 'settled';
    case 'parked':
      return 'parked';
    case 'resolved':
      return 'resolved';
    default:
      return 'undone';
  }
}

function outboxRow(entry: Entry, now: number): OutboxRow {
  const state = stateOf(entry, now);
  return { ...decisionRow(entry), state, ...(state === 'window' ? { uploadAt: entry.uploadAt } : {}) };
}

/** Decisions on their way, oldest first. */
export function outboxRows(ledger: Ledger, now: number): OutboxRow[] {
  return ledger.open('window', 'attempted', 'applied').map((entry) => outboxRow(entry, now));
}

/** The newest decisions, whatever became of them, newest first. */
export function recentRows(ledger: Ledger, now: number, limit: number): OutboxRow[] {
  return [...ledger.entries.values()]
    .filter((entry) => entry.state !== 'replaced')
    .sort((a, b) => b.order - a.order)
    .slice(0, limit)
    .map((entry) => outboxRow(entry, now));
}

/** From the least to the furthest: an act has come as far as its slowest decision. */
const PROGRESS: readonly OutboxRow['state'][] = [
  'parked',
  'window',
  'queued',
  'inFlight',
  'awaitingFeed',
  'settled',
  'resolved',
  'undone',
];

/** The newest acts, each a line however many decisions it has; newest first. */
export function recentActs(
  ledger: Ledger,
  now: number,
  limit: number,
  isTakeable: (batchId: string) => boolean,
): ActRow[] {
  const acts: ActRow[] = [];
  const seen = new Set<string>();
  for (let at = ledger.ordered.length - 1; at >= 0 && acts.length < limit; at--) {
    const batchId = ledger.ordered[at]?.batchId ?? '';
    if (seen.has(batchId)) continue;
    seen.add(batchId);
    const entries = (ledger.batches.get(batchId) ?? []).filter(({ state }) => state !== 'replaced');
    // A unit is what the act was about, its people were tagged along.
    const first = entries.find(({ decision }) => decision.kind === 'unit') ?? entries[0];
    if (!first) continue;
    const { reasons: _, decisionId: __, ...about } = decisionRow(first);
    const states = new Set(entries.map((entry) => stateOf(entry, now)));
    const state = PROGRESS.find((each) => states.has(each)) ?? 'undone';
    acts.push({ ...about, count: entries.length, state, isTakeable: isTakeable(batchId) });
  }
  return acts;
}
