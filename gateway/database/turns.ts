/** Turns: so many at a time, the others in the order in which they came, none for longer than it may wait. */

export interface Turns {
  /** resolves with the function that gives the turn back, or with null if none came in time */
  take(): Promise<(() => void) | null>;
}

export function createTurns(atOnce: number, waitMs: number): Turns {
  let free = atOnce;
  const waiting = new Set<() => void>();
  const giveBack = (): void => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };
  const once = (): (() => void) => {
    let isGiven = false;
    return () => {
      if (!isGiven) giveBack();
      isGiven = true;
    };
  };
  return {
    take() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(once());
      }
      return new Promise((resolve) => {
        const begin = (): void => {
          clearTimeout(timer);
          waiting.delete(begin);
          resolve(once());
        };
        const timer = setTimeout(() => {
          waiting.delete(begin);
          resolve(null);
        }, waitMs);
        waiting.add(begin);
      });
    },
  };
}
