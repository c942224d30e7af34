/** Details of the row under the cursor and the next ones, fetched ahead so that the next item shows at once. */

const DETAILS_MAX = 24;

export interface DetailCache<D> {
  /** What is known now, perhaps outdated. */
  peek(id: string): D | null | undefined;
  /** Fetches unless a current one is there; resolves when `peek` is current. */
  want(id: string): Promise<void>;
  /** Marks as outdated; the old one stays to be shown until the new one is there. */
  invalidate(ids: Iterable<string>): void;
  invalidateAll(): void;
  subscribe(listener: () => void): () => void;
}

interface Entry<D> {
  value: D | null | undefined;
  isCurrent: boolean;
  pending: Promise<void> | null;
}

export function createDetailCache<D>(load: (id: string) => Promise<D | null>): DetailCache<D> {
  const entries = new Map<string, Entry<D>>();
  const listeners = new Set<() => void>();

  function fetch(id: string, entry: Entry<D>): Promise<void> {
    entry.isCurrent = true;
    const pending = load(id).then(
      (value) => {
        entry.value = value;
        if (entry.pending === pending) entry.pending = null;
        for (const listener of listeners) listener();
      },
      () => {
        // The next `want` tries again; until then the pane shows that the details could not be read.
        entry.isCurrent = false;
        entry.pending = null;
        entry.value ??= null;
        for (const listener of listeners) listener();
      },
    );
    entry.pending = pending;
    return pending;
  }

  return {
    peek: (id) => entries.get(id)?.value,
    want(id) {
      const known = entries.get(id);
      if (known) {
        // Map order is order of use: the first is the least recently wanted.
        entries.delete(id);
        entries.set(id, known);
        return known.isCurrent ? (known.pending ?? Promise.resolve()) : fetch(id, known);
      }
      const entry: Entry<D> = { value: undefined, isCurrent: false, pending: null };
      entries.set(id, entry);
      const [oldest] = entries.keys();
      if (entries.size > DETAILS_MAX && oldest !== undefined) entries.delete(oldest);
      return fetch(id, entry);
    },
    invalidate(ids) {
      for (const id of ids) {
        const entry = entries.get(id);
        if (entry) entry.isCurrent = false;
      }
      for (const listener of listeners) listener();
    },
    invalidateAll() {
      for (const entry of entries.values()) entry.isCurrent = false;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
