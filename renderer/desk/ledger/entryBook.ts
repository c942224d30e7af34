/** The book of decisions: where each stands, found by id, act, chunk and subject. Pure memory. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';
import {
  AT_REST,
  COVERING,
  type Entry,
  type EntryState,
  isOneOf,
  type OpenState,
  type StandingItem,
} from './entry.ts';
import type { ActFrame, Frame } from './frames.ts';

const NONE: readonly Entry[] = [];

export class EntryBook {
  readonly entries = new Map<string, Entry>();
  readonly chunks = new Map<string, Entry[]>();
  /** all entries in order of confirmation, and by act */
  readonly ordered: Entry[] = [];
  readonly batches = new Map<string, Entry[]>();
  /** by kind and then by id: a key made of both would be put together for every look */
  readonly #bySubject: Record<SubmissionKind, Map<string, Entry[]>> = {
    unit: new Map(),
    attendee: new Map(),
  };
  /** those not at rest; looked at with every key, so what is settled must not be among them */
  readonly #active = new Set<Entry>();
  #highestN = 0;

  /** The highest number that was used for an upload. */
  get highestN(): number {
    return this.#highestN;
  }

  /** Raises the highest used `n` to what the gateway knows of this workstation. */
  noteHighestN(n: number): void {
    this.#highestN = Math.max(this.#highestN, n);
  }

  /** Sets the highest used `n`, lower than before only where numbers begin anew or are taken back. */
  protected resetHighestN(n: number): void {
    this.#highestN = n;
  }

  /** Adds a decision that was confirmed after all others. */
  protected insert(told: Omit<Entry, 'order'>): void {
    const entry: Entry = { ...told, order: this.ordered.length };
    this.entries.set(entry.decision.id, entry);
    this.ordered.push(entry);
    this.#active.add(entry);
    const batch = this.batches.get(entry.batchId);
    if (batch) batch.push(entry);
    else this.batches.set(entry.batchId, [entry]);
    const chunk = this.chunks.get(entry.chunkId);
    if (chunk) chunk.push(entry);
    else this.chunks.set(entry.chunkId, [entry]);
    const { kind, subjectId } = entry.decision;
    const chain = this.#bySubject[kind].get(subjectId);
    if (chain) chain.push(entry);
    else this.#bySubject[kind].set(subjectId, [entry]);
  }

  /** The journal has the frame: what it did to decisions is saved. */
  noteSaved(frame: Frame): void {
    if (frame.t !== 'act' && frame.t !== 'undo') return;
    const ids = frame.t === 'act' ? frame.items.map(({ decision }) => decision.id) : frame.ids;
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (entry) entry.isSaved = true;
    }
  }

  /** Takes the newest decisions out, down to so many; answers with those. */
  protected removeFrom(count: number): Entry[] {
    const gone = this.ordered.splice(count);
    for (const entry of gone.toReversed()) {
      this.entries.delete(entry.decision.id);
      this.#active.delete(entry);
      const lists: [Map<string, Entry[]>, string][] = [
        [this.batches, entry.batchId],
        [this.chunks, entry.chunkId],
        [this.#bySubject[entry.decision.kind], entry.decision.subjectId],
      ];
      for (const [map, key] of lists) {
        const list = map.get(key);
        list?.pop();
        if (!list?.length) map.delete(key);
      }
    }
    return gone;
  }

  /** An entry that was at rest, or may have been, is to be looked at again. */
  protected wake(entry: Entry): void {
    this.#active.add(entry);
  }

  /** Those not at rest, and some that have come to rest since, in no order. */
  unrested(): Iterable<Entry> {
    return this.#active;
  }

  /** Entries in one of these states, none of them at rest, in order of confirmation. */
  open(...states: OpenState[]): Entry[] {
    const found: Entry[] = [];
    for (const entry of this.#active) {
      if (isOneOf(AT_REST, entry.state)) this.#active.delete(entry);
      else if (isOneOf(states, entry.state)) found.push(entry);
    }
    return found.sort((a, b) => a.order - b.order);
  }

  /** The decision that covers the feed's state of a subject, if any: the newest not undone and not in the feed. */
  covering(kind: SubmissionKind, id: string): Entry | null {
    const chain = this.#bySubject[kind].get(id);
    if (!chain) return null;
    for (let index = chain.length - 1; index >= 0; index--) {
      const entry = chain[index];
      if (entry && COVERING.includes(entry.state)) return entry;
    }
    return null;
  }

  /** All decisions that cover the feed's state of a subject, in the order in which they take effect. */
  coveringChain(kind: SubmissionKind, id: string): Entry[] {
    const chain = this.#bySubject[kind].get(id);
    return chain ? chain.filter((entry) => COVERING.includes(entry.state)) : [];
  }

  /** All decisions on a subject, oldest first. */
  chain(kind: SubmissionKind, id: string): readonly Entry[] {
    return this.#bySubject[kind].get(id) ?? NONE;
  }

  /** What is stored of a chunk's decisions besides the decisions themselves. */
  standing(chunkId: string): StandingItem[] {
    return (this.chunks.get(chunkId) ?? []).map((entry) => ({
      id: entry.decision.id,
      state: entry.state,
      ...(entry.n === undefined ? {} : { n: entry.n }),
      ...(entry.receipt ? { seq: entry.receipt.seq, result: entry.receipt.result } : {}),
    }));
  }

  /** Puts a stored chunk back, before any frame is applied. */
  restore(
    chunkId: string,
    act: Pick<ActFrame, 'batchId' | 'at' | 'windowMs' | 'items'>,
    standing: readonly StandingItem[],
    receipts: ReadonlyMap<string, { receipt: Receipt; at: number }>,
  ): void {
    const stateOf = new Map(standing.map((item) => [item.id, item]));
    for (const item of act.items) {
      if (this.entries.has(item.decision.id)) continue;
      const stored = stateOf.get(item.decision.id);
      const received = receipts.get(item.decision.id);
      if (stored?.n !== undefined) this.noteHighestN(stored.n);
      this.insert({
        ...item,
        state: (stored?.state as EntryState | undefined) ?? 'window',
        batchId: act.batchId,
        chunkId,
        confirmedAt: act.at,
        windowMs: act.windowMs,
        uploadAt: act.at + act.windowMs,
        isSaved: true,
        ...(stored?.n === undefined ? {} : { n: stored.n }),
        ...(received ? { receipt: received.receipt, receivedAt: received.at } : {}),
      });
    }
  }
}
