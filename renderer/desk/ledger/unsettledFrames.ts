/** What a compacted journal has to tell: everything that is not settled, and nothing else. */
import { type Entry, subjectOf } from './entry.ts';
import type { Frame } from './frames.ts';
import type { Ledger } from './ledger.ts';

/** Frames that say all that is not settled, for a compacted journal; numbered as the last frame taken in. */
export function unsettledFrames(ledger: Ledger): Frame[] {
  const no = ledger.lastFrame;
  const frames: Frame[] = [{ t: 'base', no, highestN: ledger.highestN }];
  if (ledger.identity !== undefined) frames.push({ t: 'identity', no, identity: ledger.identity });
  if (ledger.fault) frames.push({ ...ledger.fault, no });
  const byBatch = new Map<string, Entry[]>();
  for (const entry of ledger.open('window', 'attempted', 'applied', 'parked', 'replaced')) {
    // Told without what took its place it would be sent; only a word not yet sent can give it back.
    if (entry.state === 'replaced' && !isRestorable(ledger, entry)) continue;
    const batch = byBatch.get(entry.batchId);
    if (batch) batch.push(entry);
    else byBatch.set(entry.batchId, [entry]);
  }
  for (const [batchId, entries] of byBatch) {
    const items = entries.map(({ decision, label, unitId, replaces, formerTag, undoOf }) => ({
      decision,
      label,
      unitId,
      ...(replaces === undefined ? {} : { replaces }),
      ...(formerTag === undefined ? {} : { formerTag }),
      ...(undoOf === undefined ? {} : { undoOf }),
    }));
    const [first] = entries;
    const at = first?.confirmedAt ?? 0;
    frames.push({ t: 'act', no, batchId, at, windowMs: first?.windowMs ?? 0, items });
    const ns = entries.flatMap((entry): [string, number][] =>
      entry.n === undefined ? [] : [[entry.decision.id, entry.n]],
    );
    if (ns.length) frames.push({ t: 'attempt', no, at: 0, ns });
  }
  for (const [key, revision] of ledger.marks) {
    frames.push({ t: 'mark', no, ...subjectOf(key), revision, isSet: true });
  }
  return frames;
}

/** True while undoing what replaced it would bring this decision back. */
function isRestorable(ledger: Ledger, replaced: Entry): boolean {
  const { decision } = replaced;
  return ledger
    .chain(decision.kind, decision.subjectId)
    .some(
      (entry) =>
        entry.replaces === decision.id &&
        (entry.state === 'window' || (entry.state === 'replaced' && isRestorable(ledger, entry))),
    );
}
