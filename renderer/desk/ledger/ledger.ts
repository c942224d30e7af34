/**
 * The ledger: every decision confirmed on this workstation and how far it has come. Pure memory: frames and
 * receipts go in, what has to be stored comes out. Nothing leaves it but by a receipt or its author's word.
 */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';
import type { ActFrame, ActItem, Frame } from './frames.ts';

export type EntryState =
  /** confirmed, never attempted: in the undo window or queued */
  | 'window'
  /** has its `n`; sent or about to be, no receipt yet */
  | 'attempted'
  /** receipt says applied; the feed has not reached it */
  | 'applied'
  /** did not take effect; in the tray */
  | 'parked'
  | 'settled'
  | 'undone'
  /** its author decided again before it was attempted */
  | 'replaced'
  /** taken out of the tray by its author */
  | 'resolved';

export interface Entry extends ActItem {
  state: EntryState;
  batchId: string;
  chunkId: string;
  order: number;
  confirmedAt: number;
  /** how long it waits before upload, so that it can be undone */
  windowMs: number;
  /** ms since epoch; its upload may begin then */
  uploadAt: number;
  n?: number;
  receipt?: Receipt;
  receivedAt?: number;
  /** the journal has it */
  isSaved: boolean;
}

/** A stored standing, as plain as it lies in the work database. */
export interface StandingItem {
  id: string;
  state: string;
  n?: number;
  seq?: number;
  result?: string;
}

export const CHUNK_ITEMS = 500;
/** States nothing happens in by itself any more; an undo or a restored gateway may wake them. */
const AT_REST = ['settled', 'undone', 'resolved'] as const;
export type OpenState = Exclude<EntryState, (typeof AT_REST)[number]>;
const isOneOf = (states: readonly EntryState[], state: EntryState) => states.includes(state);
/** States in which a decision covers what the feed says of its subject. */
const COVERING: readonly EntryState[] = ['window', 'attempted', 'applied'];

export const subjectKey = (kind: SubmissionKind, id: string): string => `${kind}:${id}`;
const keyOf = ({ decision }: ActItem) => subjectKey(decision.kind, decision.subjectId);

export class Ledger {
  readonly entries = new Map<string, Entry>();
  readonly chunks = new Map<string, Entry[]>();
  readonly marks = new Map<string, number>();
  /** all entries in order of confirmation, and by act */
  readonly ordered: Entry[] = [];
  readonly batches = new Map<string, Entry[]>();
  readonly #bySubject = new Map<string, Entry[]>();
  /** those not at rest; looked at with every key, so what is settled must not be among them */
  readonly #active = new Set<Entry>();
  #order = 0;
  #highestN = 0;
  /** the number of the last frame taken in */
  lastFrame = 0;

  get highestN(): number {
    return this.#highestN;
  }

  /** Raises the highest used `n` to what the gateway knows of this workstation. */
  noteHighestN(n: number): void {
    this.#highestN = Math.max(this.#highestN, n);
  }

  /** Takes a frame in; answers with the chunks whose standing it changed. Frames taken twice change nothing. */
  apply(frame: Frame): Set<string> {
    this.lastFrame = Math.max(this.lastFrame, frame.no);
    const dirty = new Set<string>();
    switch (frame.t) {
      case 'act':
        this.#applyAct(frame, dirty);
        break;
      case 'undo':
        for (const id of frame.ids) this.#undo(id, dirty);
        break;
      case 'attempt':
        for (const [id, n] of frame.ns) {
          this.noteHighestN(n);
          this.#change(id, dirty, (entry) => {
            if (entry.state === 'window') entry.state = 'attempted';
            entry.n = n;
          });
        }
        break;
      case 'mark':
        if (frame.isSet) this.marks.set(subjectKey(frame.kind, frame.id), frame.revision);
        else this.marks.delete(subjectKey(frame.kind, frame.id));
        break;
      case 'resolve':
        for (const id of frame.ids) {
          this.#change(id, dirty, (entry) => {
            if (entry.state === 'parked') entry.state = 'resolved';
          });
        }
        break;
      case 'rename':
        this.#highestN = 0;
        for (const entry of this.entries.values()) {
          if (entry.n === undefined) continue;
          // Numbers belong to the former name, those of answered decisions too.
          delete entry.n;
          if (entry.state === 'attempted') entry.state = 'window';
          dirty.add(entry.chunkId);
        }
        break;
      case 'base':
        this.noteHighestN(frame.highestN);
        break;
    }
    return dirty;
  }

  #applyAct(frame: ActFrame, dirty: Set<string>): void {
    frame.items.forEach((item, index) => {
      if (this.entries.has(item.decision.id)) return;
      const chunkId = `${frame.batchId}-${Math.floor(index / CHUNK_ITEMS)}`;
      this.#insert({
        ...item,
        state: 'window',
        batchId: frame.batchId,
        chunkId,
        order: this.#order++,
        confirmedAt: frame.at,
        windowMs: frame.windowMs,
        uploadAt: frame.at + frame.windowMs,
        isSaved: false,
      });
      dirty.add(chunkId);
      const earlier = item.replaces === undefined ? undefined : this.entries.get(item.replaces);
      if (earlier?.state === 'window') {
        earlier.state = 'replaced';
        dirty.add(earlier.chunkId);
      }
      // A decision made again from the tray answers the parked one it supersedes.
      const parked = item.decision.supersedes ? this.entries.get(item.decision.supersedes) : undefined;
      if (parked?.state === 'parked') {
        parked.state = 'resolved';
        dirty.add(parked.chunkId);
      }
    });
  }

  #insert(entry: Entry): void {
    this.entries.set(entry.decision.id, entry);
    this.ordered.push(entry);
    this.#active.add(entry);
    const batch = this.batches.get(entry.batchId);
    if (batch) batch.push(entry);
    else this.batches.set(entry.batchId, [entry]);
    const chunk = this.chunks.get(entry.chunkId);
    if (chunk) chunk.push(entry);
    else this.chunks.set(entry.chunkId, [entry]);
    const key = keyOf(entry);
    const chain = this.#bySubject.get(key);
    if (chain) chain.push(entry);
    else this.#bySubject.set(key, [entry]);
  }

  #change(id: string, dirty: Set<string>, change: (entry: Entry) => void): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    change(entry);
    dirty.add(entry.chunkId);
  }

  #undo(id: string, dirty: Set<string>): void {
    const entry = this.entries.get(id);
    if (entry?.state !== 'window') return;
    entry.state = 'undone';
    dirty.add(entry.chunkId);
    const earlier = entry.replaces === undefined ? undefined : this.entries.get(entry.replaces);
    if (earlier?.state === 'replaced') {
      earlier.state = 'window';
      this.#active.add(earlier);
      earlier.uploadAt = Math.max(earlier.uploadAt, entry.uploadAt);
      dirty.add(earlier.chunkId);
    }
    const parked = entry.decision.supersedes ? this.entries.get(entry.decision.supersedes) : undefined;
    if (parked?.state === 'resolved' && parked.receipt && parked.receipt.result !== 'applied') {
      parked.state = 'parked';
      this.#active.add(parked);
      dirty.add(parked.chunkId);
    }
  }

  /**
   * Takes receipts in: `applied`, and `decided` that agrees, wait for the feed; everything else is parked.
   * Receipts of unknown or already answered decisions change nothing.
   */
  receive(receipts: readonly Receipt[], at: number): Set<string> {
    const dirty = new Set<string>();
    for (const receipt of receipts) {
      const entry = this.entries.get(receipt.id);
      if (entry?.state !== 'attempted' && !(entry?.state === 'window' && receipt.replayed)) continue;
      entry.receipt = receipt;
      entry.receivedAt = at;
      const hasEffect = receipt.result === 'applied' || (receipt.result === 'decided' && receipt.agrees);
      entry.state = hasEffect ? 'applied' : 'parked';
      dirty.add(entry.chunkId);
      if (!hasEffect) this.#dropMootUndo(entry, dirty);
    }
    return dirty;
  }

  /**
   * An undo of what never took effect is moot, and with it what it undid: nothing is left to resolve. Other
   * decisions chained on it go up all the same, for their own receipt says why they have no effect.
   */
  #dropMootUndo(failed: Entry, dirty: Set<string>): void {
    for (const entry of this.#bySubject.get(keyOf(failed)) ?? []) {
      if (entry.state !== 'window' || entry.undoOf !== failed.decision.id) continue;
      entry.state = 'undone';
      failed.state = 'resolved';
      dirty.add(entry.chunkId);
    }
  }

  /** The feed has reached `seq` for every subject, or the seq told per subject: drop what it now carries. */
  settle(feedHead: number, seqOf: (kind: SubmissionKind, id: string) => number | undefined): Set<string> {
    const dirty = new Set<string>();
    for (const entry of this.open('applied')) {
      const seq = entry.receipt?.seq ?? 0;
      const own = seqOf(entry.decision.kind, entry.decision.subjectId);
      if (feedHead < seq && (own === undefined || own < seq)) continue;
      entry.state = 'settled';
      dirty.add(entry.chunkId);
    }
    return dirty;
  }

  /**
   * The gateway was restored from a backup and knows our numbers only up to `contiguous`: what it has
   * forgotten is queued again under the same ids.
   */
  requeueAbove(contiguous: number): Set<string> {
    const dirty = new Set<string>();
    for (const entry of this.ordered) {
      if (entry.state !== 'applied' && entry.state !== 'settled') continue;
      if (entry.n === undefined || entry.n <= contiguous) continue;
      entry.state = 'attempted';
      this.#active.add(entry);
      delete entry.receipt;
      dirty.add(entry.chunkId);
    }
    return dirty;
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
    const chain = this.#bySubject.get(subjectKey(kind, id));
    if (!chain) return null;
    for (let index = chain.length - 1; index >= 0; index--) {
      const entry = chain[index];
      if (entry && COVERING.includes(entry.state)) return entry;
    }
    return null;
  }

  /** All decisions that cover the feed's state of a subject, in the order in which they take effect. */
  coveringChain(kind: SubmissionKind, id: string): Entry[] {
    return (this.#bySubject.get(subjectKey(kind, id)) ?? []).filter((entry) =>
      COVERING.includes(entry.state),
    );
  }

  /** All decisions on a subject, oldest first. */
  chain(kind: SubmissionKind, id: string): readonly Entry[] {
    return this.#bySubject.get(subjectKey(kind, id)) ?? [];
  }

  /**
   * What may be uploaded now, in order of confirmation: attempted ones first (again), then those whose
   * window is over, unless an earlier one of the same unit or their own predecessor is still waiting.
   */
  due(now: number): { again: Entry[]; first: Entry[] } {
    const again = this.open('attempted');
    const first: Entry[] = [];
    const heldUnits = new Set<string>();
    for (const entry of this.open('window')) {
      const previous = entry.decision.previousDecisionId;
      const waitsFor = previous === null ? undefined : this.entries.get(previous);
      const isHeld =
        waitsFor?.state === 'attempted' || (waitsFor?.state === 'window' && !first.includes(waitsFor));
      if (!entry.isSaved || entry.uploadAt > now || heldUnits.has(entry.unitId) || isHeld) {
        heldUnits.add(entry.unitId);
      } else first.push(entry);
    }
    return { again, first };
  }

  /** When the next window ends, ms since epoch; null when none is open. */
  nextDueAt(): number | null {
    let next: number | null = null;
    for (const entry of this.#active) {
      if (entry.state === 'window' && (next === null || entry.uploadAt < next)) next = entry.uploadAt;
    }
    return next;
  }

  /** Undo windows begin anew: after a restart the reviewer gets a full window again. */
  restartWindows(now: number): void {
    for (const entry of this.open('window')) entry.uploadAt = now + entry.windowMs;
  }

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
      this.#insert({
        ...item,
        state: (stored?.state as EntryState | undefined) ?? 'window',
        batchId: act.batchId,
        chunkId,
        order: this.#order++,
        confirmedAt: act.at,
        windowMs: act.windowMs,
        uploadAt: act.at + act.windowMs,
        isSaved: true,
        ...(stored?.n === undefined ? {} : { n: stored.n }),
        ...(received ? { receipt: received.receipt, receivedAt: received.at } : {}),
      });
    }
  }

  /** Frames that say all that is not settled, for a compacted journal; numbered as the last frame taken in. */
  unsettledFrames(): Frame[] {
    const no = this.lastFrame;
    const frames: Frame[] = [{ t: 'base', no, highestN: this.#highestN }];
    const byBatch = new Map<string, Entry[]>();
    for (const entry of this.open('window', 'attempted', 'applied', 'parked', 'replaced')) {
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
    for (const [key, revision] of this.marks) {
      const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
      frames.push({ t: 'mark', no, kind: kind as SubmissionKind, id, revision, isSet: true });
    }
    return frames;
  }
}

/** The decision's tag if it is one about a tag. */
export function tagOf(decision: Decision): Tag | undefined {
  return decision.kind === 'attendee' ? decision.tag : undefined;
}
