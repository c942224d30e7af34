/** Heads as they move, from writers to the open pokes of the same process. */

export interface FeedBus {
  publish(edition: string, head: number): void;
  /** returns the function that ends the subscription */
  subscribe(edition: string, listener: (head: number) => void): () => void;
}

/** An in-process bus. Other instances are noticed by the poke's own look at the head. */
export function createFeedBus(): FeedBus {
  const listeners = new Map<string, Set<(head: number) => void>>();
  return {
    publish(edition, head) {
      for (const listener of listeners.get(edition) ?? []) listener(head);
    },
    subscribe(edition, listener) {
      const set = listeners.get(edition) ?? new Set();
      listeners.set(edition, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(edition);
      };
    },
  };
}
