/** The sync centre's lists: what waits, what did not take effect, what was decided. */
import type { Decision } from '../../shared/domain/decision.ts';
import type { OutboxRow, TrayRow } from './contract/outbox.ts';
import type { Entry, Ledger } from './ledger/ledger.ts';
import { tagOf } from './ledger/ledger.ts';
import type { Recorder } from './ledger/recorder.ts';
import type { ItemReader } from './review/context.ts';

function common(entry: Entry): Omit<OutboxRow, 'state' | 'uploadAt'> {
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
    default:
      return 'undone';
  }
}

function outboxRow(entry: Entry, now: number): OutboxRow {
  const state = stateOf(entry, now);
  return { ...common(entry), state, ...(state === 'window' ? { uploadAt: entry.uploadAt } : {}) };
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

/** Decisions that did not take effect, newest first, each with what is different now. */
export async function trayRows(ledger: Ledger, recorder: Recorder, items: ItemReader): Promise<TrayRow[]> {
  const rows: TrayRow[] = [];
  for (const entry of ledger.open('parked').reverse()) {
    const { decision, receipt } = entry;
    const item = await items.item(decision.kind, decision.subjectId);
    const result = receipt?.result ?? 'refused';
    rows.push({
      ...common(entry),
      result: result === 'applied' || result === 'sequence-reused' ? 'refused' : result,
      note: decision.note ?? '',
      ...(receipt?.detail ? { detail: receipt.detail } : {}),
      ...(receipt?.why ? { why: receipt.why } : {}),
      theirs: receipt?.current?.decision ?? item?.decision ?? null,
      changed: receipt?.current?.changed ?? (await changedSince(entry, recorder, item)),
      receivedAt: entry.receivedAt ?? entry.confirmedAt,
      canDecideAgain: item !== null,
    });
  }
  return rows;
}

/** Names of the fields and images that differ between what was seen and what is there now. */
async function changedSince(
  entry: Entry,
  recorder: Recorder,
  item: Awaited<ReturnType<ItemReader['item']>>,
): Promise<string[]> {
  const seen = await recorder.seenOf(entry);
  if (!seen || !item) return [];
  return [...differing(seen.material, item.material), ...differing(seen.images, item.images)];
}

function differing(before: unknown, after: unknown): string[] {
  const [left, right] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]));
}

/** A decision's subject, as the index keys it. */
export function subjectOf({ decision }: { decision: Decision }): { kind: Decision['kind']; id: string } {
  return { kind: decision.kind, id: decision.subjectId };
}
