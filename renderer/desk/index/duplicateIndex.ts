/** Which rows share a key, kept up to date row by row, so that a duplicate shows the moment its twin arrives. */
import { type Duplicate, type DuplicateEntry, findDuplicates } from '../../../shared/checks/duplicates.ts';

/**
 * From so many holders of one key on, those already there are not looked at again for each that joins: they
 * are flagged, and a switchboard's number on a thousand people must not cost a million comparisons.
 */
const CROWD = 64;

export class DuplicateIndex {
  /** key → the one holder, or all of them */
  readonly #holders = new Map<string, DuplicateEntry | Set<DuplicateEntry>>();
  readonly #entries = new Map<string, DuplicateEntry>();

  /** Puts an entry in place of the one with its kind and id; answers with `kind:id` of all it touches. */
  put(entry: DuplicateEntry): Set<string> {
    const touched = this.remove(`${entry.kind}:${entry.id}`);
    this.#entries.set(`${entry.kind}:${entry.id}`, entry);
    for (const key of entry.keys) {
      const holders = this.#holders.get(key);
      if (holders === undefined) this.#holders.set(key, entry);
      else if (holders instanceof Set) holders.add(entry);
      else if (holders !== entry) this.#holders.set(key, new Set([holders, entry]));
      this.#touch(key, touched);
    }
    return touched;
  }

  /** Takes an entry out; answers with those that stood with it. */
  remove(subject: string): Set<string> {
    const touched = new Set<string>();
    const entry = this.#entries.get(subject);
    if (!entry) return touched;
    this.#entries.delete(subject);
    for (const key of entry.keys) {
      this.#touch(key, touched);
      const holders = this.#holders.get(key);
      if (holders instanceof Set) holders.delete(entry);
      else if (holders === entry) this.#holders.delete(key);
    }
    return touched;
  }

  /** Everything a subject shares with others, with who they are. */
  duplicatesOf(subject: string): Duplicate[] {
    const entry = this.#entries.get(subject);
    if (!entry) return [];
    const group = new Set<DuplicateEntry>();
    for (const key of entry.keys) {
      const holders = this.#holders.get(key);
      if (!(holders instanceof Set) || holders.size < 2) continue;
      let looked = 0;
      for (const holder of holders) {
        if (looked++ >= CROWD) break;
        group.add(holder);
      }
      group.add(entry);
    }
    return group.size > 1 ? (findDuplicates(group).get(subject) ?? []) : [];
  }

  /** Subjects that share any key with another. */
  *shared(): Iterable<string> {
    const seen = new Set<DuplicateEntry>();
    for (const holders of this.#holders.values()) {
      if (!(holders instanceof Set) || holders.size < 2) continue;
      for (const entry of holders) {
        if (seen.has(entry)) continue;
        seen.add(entry);
        yield `${entry.kind}:${entry.id}`;
      }
    }
  }

  #touch(key: string, touched: Set<string>): void {
    const holders = this.#holders.get(key);
    if (holders instanceof Set && holders.size > 1 && holders.size <= CROWD) {
      for (const holder of holders) touched.add(`${holder.kind}:${holder.id}`);
    }
  }
}
