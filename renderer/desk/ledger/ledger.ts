/**
 * The ledger: every decision confirmed on this workstation and how far it has come. Pure memory: frames and
 * receipts go in, what has to be stored comes out. Nothing leaves it but by a receipt or its author's word.
 */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';
import { type ActFrame, type ActItem, type FaultFrame, FRAME_ITEMS, type Frame } from './frames.ts';

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

export const CHUNK_ITEMS = FRAME_ITEMS;
/** States nothing happens in by itself any more; an undo or a restored gateway may wake them. */
const AT_REST = ['settled', 'undone', 'resolved'] as const;
export type OpenState = Exclude<EntryState, (typeof AT_REST)[number]>;
const isOneOf = (states: readonly EntryState[], state: EntryState) => states.includes(state);
/** States in which a decision covers what the feed says of its subject. */
const COVERING: readonly EntryState[] = ['window', 'attempted', 'applied'];

export const subjectKey = (kind: SubmissionKind, id: string): string => `${kind}:${id}`;
const keyOf = ({ decision }: ActItem) => subjectKey(decision.kind, decision.subjectId);

const unique = (entries: readonly Entry[]) => [...new Set(entries)];

export class Ledger {
  readonly entries = new Map<string, Entry>();
  readonly chunks = new Map<string, Entry[]>();
  readonly marks = new Map<string, number>();
  /** what its author took out of the tray since the desk was opened, oldest first; for undoing it */
  readonly resolutions: { at: number; how: 'discarded' | 'accepted'; ids: string[] }[] = [];
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
  /** frames are being told again: what they answered may lack its receipt */
  isReplaying = false;
  /** who works here, as last told */
  identity: unknown;
  /** a storage fault that has not ended */
  fault: FaultFrame | null = null;

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
        this.#resolve(frame, dirty);
        break;
      case 'unresolve':
        for (const id of frame.ids) this.#unresolve(id, dirty);
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
      case 'receipts':
        for (const chunkId of this.receive(frame.receipts, frame.at)) dirty.add(chunkId);
        break;
      case 'identity':
        this.identity = frame.identity;
        break;
      case 'fault':
        this.fault = frame;
        break;
      case 'clear':
        this.fault = null;
        break;
      case 'base':
        this.noteHighestN(frame.highestN);
        break;
    }
    return dirty;
  }

  /**
   * Takes a frame in so that it can be taken out again: `revert` puts everything back as it was, and answers
   * with the chunks and decisions that changed. Only the newest frame still in may be reverted.
   */
  applyRevertibly(frame: Frame): { dirty: Set<string>; revert(): { dirty: Set<string>; entries: Entry[] } } {
    const touched = this.#touchedBy(frame).map((entry): [Entry, Entry] => [entry, { ...entry }]);
    const before = { highestN: this.#highestN, count: this.ordered.length };
    const marks = frame.t === 'mark' ? new Map(this.marks) : null;
    const resolutions = this.resolutions.map((resolution) => ({ ...resolution }));
    const dirty = this.apply(frame);
    return {
      dirty,
      revert: () => {
        const changed = new Set(dirty);
        const gone = this.#removeFrom(before.count);
        for (const { chunkId } of gone) changed.delete(chunkId);
        for (const [entry, copy] of touched) this.#reset(entry, copy);
        this.#highestN = before.highestN;
        this.resolutions.splice(0, this.resolutions.length, ...resolutions);
        if (marks) {
          this.marks.clear();
          for (const [key, revision] of marks) this.marks.set(key, revision);
        }
        return { dirty: changed, entries: [...gone, ...touched.map(([entry]) => entry)] };
      },
    };
  }

  /** The decisions that a frame may change, besides those it brings: all on the subjects it names. */
  #touchedBy(frame: Frame): Entry[] {
    const onSubject = ({ decision }: ActItem) => this.chain(decision.kind, decision.subjectId);
    const named = (ids: readonly string[]) => ids.flatMap((id) => this.entries.get(id) ?? []);
    switch (frame.t) {
      case 'act':
        return unique(frame.items.flatMap(onSubject));
      case 'undo':
      case 'resolve':
      case 'unresolve':
        return unique(named(frame.ids).flatMap(onSubject));
      case 'receipts':
        return unique(named(frame.receipts.map(({ id }) => id)).flatMap(onSubject));
      case 'attempt':
        return named(frame.ns.map(([id]) => id));
      case 'rename':
        return [...this.ordered];
      default:
        return [];
    }
  }

  #reset(entry: Entry, copy: Entry): void {
    entry.state = copy.state;
    entry.uploadAt = copy.uploadAt;
    entry.isSaved = copy.isSaved;
    for (const field of ['n', 'receipt', 'receivedAt'] as const) {
      if (copy[field] === undefined) delete entry[field];
      else Object.assign(entry, { [field]: copy[field] });
    }
    this.#active.add(entry);
  }

  /** Takes the newest decisions out, down to so many; answers with those. */
  #removeFrom(count: number): Entry[] {
    const gone = this.ordered.splice(count);
    for (const entry of gone.toReversed()) {
      this.#order--;
      this.entries.delete(entry.decision.id);
      this.#active.delete(entry);
      const lists: [Map<string, Entry[]>, string][] = [
        [this.batches, entry.batchId],
        [this.chunks, entry.chunkId],
        [this.#bySubject, keyOf(entry)],
      ];
      for (const [map, key] of lists) {
        const list = map.get(key);
        list?.pop();
        if (!list?.length) map.delete(key);
      }
    }
    return gone;
  }

  /**
   * The work database has lost its newest rows, and a compacted journal tells only what was open: whatever
   * else is open in the rows came to rest after they were written. Answers with the chunks that changed.
   */
  restAllBut(toldIds: ReadonlySet<string>): Set<string> {
    const dirty = new Set<string>();
    for (const entry of this.open('window', 'attempted', 'applied', 'parked')) {
      if (toldIds.has(entry.decision.id)) continue;
      // Attempted once: the gateway has answered. Never attempted: taken back here, as far as is known.
      entry.state = entry.n === undefined ? 'undone' : 'settled';
      dirty.add(entry.chunkId);
    }
    return dirty;
  }

  #applyAct(frame: ActFrame, dirty: Set<string>): void {
    // Where a part of the act is known already, its chunks are not to be written over.
    const prefix = this.batches.has(frame.batchId) ? `${frame.batchId}-${frame.no}` : frame.batchId;
    frame.items.forEach((item, index) => {
      if (this.entries.has(item.decision.id)) return;
      const chunkId = `${prefix}-${Math.floor(index / CHUNK_ITEMS)}`;
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
      if (!parked || !this.#isParked(parked)) return;
      for (const each of this.#withWithdrawal(parked, 'parked')) {
        each.state = 'resolved';
        dirty.add(each.chunkId);
      }
    });
  }

  /** A decision and, if it was made in one act with the withdrawal it follows, that withdrawal too. */
  #withWithdrawal(entry: Entry, state: EntryState): Entry[] {
    const before = entry.decision.previousDecisionId;
    const withdrawal = before === null ? undefined : this.entries.get(before);
    const isOneAct =
      withdrawal?.batchId === entry.batchId &&
      withdrawal.decision.verdict === 'withdraw' &&
      (withdrawal.state === state || (state === 'parked' && this.#isParked(withdrawal)));
    return isOneAct ? [entry, withdrawal] : [entry];
  }

  /** Decisions in the tray, oldest first; a refused withdrawal is told with the decision that was to follow it. */
  parked(): Entry[] {
    const all = this.open('parked');
    const told = new Set(all.flatMap((entry) => this.#withWithdrawal(entry, 'parked').slice(1)));
    return all.filter((entry) => !told.has(entry));
  }

  /** The parked withdrawal that a parked decision was to follow, if they were one act. */
  withdrawalBefore(entry: Entry): Entry | null {
    return this.#withWithdrawal(entry, 'parked')[1] ?? null;
  }

  #resolve({ ids, how, at }: Extract<Frame, { t: 'resolve' }>, dirty: Set<string>): void {
    const resolved: string[] = [];
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (!entry || !this.#isParked(entry)) continue;
      for (const each of this.#withWithdrawal(entry, 'parked')) {
        each.state = 'resolved';
        dirty.add(each.chunkId);
      }
      resolved.push(id);
    }
    if (resolved.length) this.resolutions.push({ at, how, ids: resolved });
  }

  /** In the tray; or it was when this was said, its receipt having been lost since. */
  #isParked({ state, n }: Entry): boolean {
    return state === 'parked' || (this.isReplaying && state === 'attempted' && n !== undefined);
  }

  /** Back into the tray, unless a later decision has answered it since. */
  #unresolve(id: string, dirty: Set<string>): void {
    for (const resolution of this.resolutions) resolution.ids = resolution.ids.filter((each) => each !== id);
    const entry = this.entries.get(id);
    if (entry?.state !== 'resolved') return;
    const isAnswered = this.chain(entry.decision.kind, entry.decision.subjectId).some(
      (later) => later.decision.supersedes === id && later.state !== 'undone' && later.state !== 'replaced',
    );
    if (!isAnswered) this.#park(entry, dirty);
  }

  /** Puts what was resolved back into the tray; only what the gateway did refuse belongs there. */
  #park(resolved: Entry, dirty: Set<string>): void {
    for (const entry of this.#withWithdrawal(resolved, 'resolved')) {
      if (entry.receipt?.result === 'applied' || (!entry.receipt && entry.n === undefined)) continue;
      // Told again after a loss it has no receipt: it is asked for again.
      entry.state = entry.receipt ? 'parked' : 'attempted';
      this.#active.add(entry);
      dirty.add(entry.chunkId);
    }
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
    // «Undone» is not said before the journal has it.
    entry.isSaved = false;
    dirty.add(entry.chunkId);
    const earlier = entry.replaces === undefined ? undefined : this.entries.get(entry.replaces);
    if (earlier?.state === 'replaced') {
      earlier.state = 'window';
      this.#active.add(earlier);
      earlier.uploadAt = Math.max(earlier.uploadAt, entry.uploadAt);
      dirty.add(earlier.chunkId);
    }
    const parked = entry.decision.supersedes ? this.entries.get(entry.decision.supersedes) : undefined;
    if (parked?.state === 'resolved') this.#park(parked, dirty);
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

  /** True while undoing what replaced it would bring this decision back. */
  #isRestorable(replaced: Entry): boolean {
    const { decision } = replaced;
    return this.chain(decision.kind, decision.subjectId).some(
      (entry) =>
        entry.replaces === decision.id &&
        (entry.state === 'window' || (entry.state === 'replaced' && this.#isRestorable(entry))),
    );
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
    if (this.identity !== undefined) frames.push({ t: 'identity', no, identity: this.identity });
    if (this.fault) frames.push({ ...this.fault, no });
    const byBatch = new Map<string, Entry[]>();
    for (const entry of this.open('window', 'attempted', 'applied', 'parked', 'replaced')) {
      // Told without what took its place it would be sent; only a word not yet sent can give it back.
      if (entry.state === 'replaced' && !this.#isRestorable(entry)) continue;
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
