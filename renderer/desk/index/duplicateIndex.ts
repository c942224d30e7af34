/**
 * Which rows share a key, kept up to date row by row, so that a duplicate shows the moment its twin arrives.
 * A key is kept as 64 bits of hash: that two different ones of a kind fall together among millions is less
 * likely than one in a million, and what came of it would be a finding to look at. Rows are named by a
 * number, their reference.
 */
import { type Duplicate, type DuplicateEntry, findDuplicates } from '../../../shared/checks/duplicates.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { arrayOf, bytesOf, type Column, NumberColumn, PackedIndexError } from './columns.ts';

/**
 * From so many holders of one key on, those already there are not looked at again for each that joins: they
 * are flagged, and a switchboard's number on a thousand people must not cost a million comparisons.
 */
const CROWD = 64;
const NOBODY = -1;

/** What the references stand for. */
export interface DuplicateSubjects {
  /** the reference of `kind:id`, undefined if it is not there */
  refOf(subject: string): number | undefined;
  subjectOf(ref: number): { kind: SubmissionKind; id: string; unitId?: string };
}

/** 64 bits of a text as two numbers of 32 (cyrb53's mixing). The packed keys depend on it. */
function hashOf(text: string): [number, number] {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return [high | 0, low | 0];
}

export class DuplicateIndex implements Column {
  /** a key's place is its number; those of one holder are one after another */
  readonly #high = new NumberColumn('i32');
  readonly #low = new NumberColumn('i32');
  readonly #kind = new NumberColumn('u8');
  /** who has it; NOBODY: no longer anybody */
  readonly #holder = new NumberColumn('i32');
  #count = 0;
  /** by reference: the first of its keys, and how many there are */
  readonly #first = new NumberColumn('i32');
  readonly #keyCount = new NumberColumn('u8');
  #kinds: string[] = [];
  /** keys by the low bits of their hash, those of one bucket linked in their order; made when first asked for */
  #buckets: { heads: Int32Array; tails: Int32Array; next: NumberColumn<'i32'> } | null = null;

  constructor(private readonly subjects: DuplicateSubjects) {}

  /**
   * Puts these keys in place of those the reference had; answers with all whose duplicates may be others now.
   * `isMoved`: it stands with another unit. `isBulk`: nobody asks before all are there.
   */
  put(ref: number, keys: readonly string[], isMoved: boolean, isBulk: boolean): Set<number> {
    const hashed = [...new Set(keys)].map((key) => {
      const kind = key.slice(0, key.indexOf(':'));
      return { kind: this.#kindCode(kind), hash: hashOf(key) };
    });
    if (!isMoved && this.#has(ref, hashed)) return new Set();
    const touched = isBulk ? this.#forget(ref) : this.remove(ref);
    this.#first.set(ref, this.#count);
    this.#keyCount.set(ref, hashed.length);
    for (const { kind, hash } of hashed) {
      const key = this.#count++;
      this.#high.set(key, hash[0]);
      this.#low.set(key, hash[1]);
      this.#kind.set(key, kind);
      this.#holder.set(key, ref);
      if (this.#buckets) this.#link(key);
      if (!isBulk) this.#touch(key, touched);
    }
    return touched;
  }

  /** Takes a reference's keys out; answers with those that stood with it. */
  remove(ref: number): Set<number> {
    const touched = new Set<number>();
    for (const key of this.#keysOf(ref)) this.#touch(key, touched);
    this.#forget(ref);
    return touched;
  }

  /** Everything a subject shares with others, with who they are. */
  duplicatesOf(subject: string): Duplicate[] {
    const ref = this.subjects.refOf(subject);
    return ref === undefined ? [] : this.ofRef(ref);
  }

  /** As `duplicatesOf`, for a reference. */
  ofRef(ref: number): Duplicate[] {
    const group = new Set<number>();
    for (const key of this.#keysOf(ref)) {
      const holders = this.#holdersOf(key, CROWD);
      if (holders.length < 2) continue;
      for (const holder of holders) group.add(holder);
      group.add(ref);
    }
    if (group.size < 2) return [];
    const entries = [...group].sort((a, b) => a - b).map((each) => this.#entryOf(each));
    const { kind, id } = this.subjects.subjectOf(ref);
    return findDuplicates(entries).get(`${kind}:${id}`) ?? [];
  }

  /** References that share any key with another. */
  *shared(): Iterable<number> {
    for (let key = 0; key < this.#count; key++) {
      const ref = this.#holder.get(key);
      if (ref === NOBODY || this.#holdersOf(key, 2).length < 2) continue;
      yield ref;
      // Its other keys say nothing new.
      key = this.#first.get(ref) + this.#keyCount.get(ref) - 1;
    }
  }

  #entryOf(ref: number): DuplicateEntry {
    const keys = this.#keysOf(ref).map(
      (key) => `${this.#kinds[this.#kind.get(key)] ?? ''}:${this.#high.get(key)}.${this.#low.get(key)}`,
    );
    return { ...this.subjects.subjectOf(ref), keys };
  }

  #kindCode(kind: string): number {
    const known = this.#kinds.indexOf(kind);
    return known === -1 ? this.#kinds.push(kind) - 1 : known;
  }

  #has(ref: number, hashed: readonly { kind: number; hash: [number, number] }[]): boolean {
    const own = this.#keysOf(ref);
    if (own.length !== hashed.length) return false;
    return hashed.every(({ kind, hash }, at) => {
      const key = own[at] ?? 0;
      return (
        this.#kind.get(key) === kind && this.#high.get(key) === hash[0] && this.#low.get(key) === hash[1]
      );
    });
  }

  #keysOf(ref: number): number[] {
    const first = this.#first.get(ref);
    return Array.from({ length: this.#keyCount.get(ref) }, (_, at) => first + at);
  }

  #forget(ref: number): Set<number> {
    for (const key of this.#keysOf(ref)) this.#holder.set(key, NOBODY);
    this.#keyCount.set(ref, 0);
    return new Set();
  }

  /** Who has the same key, as they came, so many at most. */
  #holdersOf(key: number, max: number): number[] {
    const { heads, next } = this.#bucketed();
    const [high, low, kind] = [this.#high.get(key), this.#low.get(key), this.#kind.get(key)];
    const holders: number[] = [];
    let other = (heads[low & (heads.length - 1)] ?? 0) - 1;
    while (other !== -1 && holders.length < max) {
      const isSame =
        this.#low.get(other) === low && this.#high.get(other) === high && this.#kind.get(other) === kind;
      if (isSame && this.#holder.get(other) !== NOBODY) holders.push(this.#holder.get(other));
      other = next.get(other) - 1;
    }
    return holders;
  }

  #touch(key: number, touched: Set<number>): void {
    const holders = this.#holdersOf(key, CROWD + 1);
    if (holders.length > 1 && holders.length <= CROWD) for (const holder of holders) touched.add(holder);
  }

  #bucketed() {
    if (this.#buckets && this.#count <= this.#buckets.heads.length * 2) return this.#buckets;
    const size = 2 ** Math.ceil(Math.log2(Math.max(1024, this.#count)));
    this.#buckets = {
      heads: new Int32Array(size),
      tails: new Int32Array(size),
      next: new NumberColumn('i32'),
    };
    this.#buckets.next.fill(0, this.#count);
    for (let key = 0; key < this.#count; key++) if (this.#holder.get(key) !== NOBODY) this.#link(key);
    return this.#buckets;
  }

  /** Links a key to the end of its bucket; numbers are one more than the key's, 0 is none. */
  #link(key: number): void {
    if (!this.#buckets) return;
    const { heads, tails, next } = this.#buckets;
    const bucket = this.#low.get(key) & (heads.length - 1);
    const last = tails[bucket] ?? 0;
    if (last) next.set(last - 1, key + 1);
    else heads[bucket] = key + 1;
    tails[bucket] = key + 1;
    next.set(key, 0);
  }

  /** How many keys each reference has, then the keys in the order of their references. `length`: of references. */
  pack(length: number) {
    const [firsts, counts] = [this.#first.values(length), this.#keyCount.values(length)];
    let total = 0;
    for (let ref = 0; ref < length; ref++) total += counts[ref] ?? 0;
    const [high, low, kinds] = [new Int32Array(total), new Int32Array(total), new Uint8Array(total)];
    let at = 0;
    for (let ref = 0; ref < length; ref++) {
      const first = firsts[ref] ?? 0;
      for (let key = first; key < first + (counts[ref] ?? 0); key++, at++) {
        high[at] = this.#high.get(key);
        low[at] = this.#low.get(key);
        kinds[at] = this.#kind.get(key);
      }
    }
    const bytes = new Uint8Array(total * 9 + length);
    bytes.set(bytesOf(high, high.length));
    bytes.set(bytesOf(low, low.length), high.byteLength);
    bytes.set(kinds, high.byteLength * 2);
    bytes.set(counts.subarray(0, length), high.byteLength * 2 + kinds.length);
    return { bytes, facts: { kinds: this.#kinds } };
  }

  restore({ bytes, facts }: { bytes: Uint8Array<ArrayBuffer>; facts?: unknown }, length: number): void {
    const count = (bytes.byteLength - length) / 9;
    if (!Number.isInteger(count) || count < 0) throw new PackedIndexError('duplicate keys of another length');
    this.clear();
    this.#kinds = [...(facts as { kinds: string[] }).kinds];
    const part = (from: number, size: number) => ({ bytes: bytes.slice(from, from + size) });
    this.#high.restore(part(0, count * 4), count);
    this.#low.restore(part(count * 4, count * 4), count);
    this.#kind.restore(part(count * 8, count), count);
    const counts = arrayOf('u8', bytes.slice(count * 9), length);
    this.#keyCount.restore({ bytes: counts }, length);
    const [first, holder] = [new Int32Array(length), new Int32Array(count)];
    let key = 0;
    for (let ref = 0; ref < length; ref++) {
      first[ref] = key;
      for (const end = key + (counts[ref] ?? 0); key < end; key++) holder[key] = ref;
    }
    if (key !== count) throw new PackedIndexError('duplicate keys of another number');
    this.#first.restore({ bytes: bytesOf(first, length) }, length);
    this.#holder.restore({ bytes: bytesOf(holder, count) }, count);
    this.#count = count;
  }

  clear(): void {
    for (const column of [this.#high, this.#low, this.#kind, this.#holder, this.#first, this.#keyCount])
      column.clear();
    this.#kinds = [];
    this.#count = 0;
    this.#buckets = null;
  }
}
