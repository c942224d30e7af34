/** Virtual time for tests: a clock that stands still until it is told to go on, and the timers that hang on it. */
import type { Clock, Scheduler } from '../ports.ts';

interface Timer {
  at: number;
  order: number;
  task: () => void;
}

export class VirtualTime implements Clock, Scheduler {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];

  constructor(start = Date.parse('2020-09-18T02:00:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, task: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Drops all timers: the process they belonged to is gone. */
  forget(): void {
    this.#timers = [];
  }

  /** Goes on by `durationMs`, running what falls due in order; `between` is awaited after each timer. */
  async advance(durationMs: number, between: () => Promise<void> = async () => undefined): Promise<void> {
    const end = this.#now + durationMs;
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await between();
    }
    this.#now = end;
    await between();
  }
}

/** One turn of the event loop, however fast the machine is. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Waits, without sleeping, until the condition holds; throws after so many turns of the event loop. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  turns = 50_000,
): Promise<void> {
  for (let count = 0; count < turns; count++) {
    if (await condition()) return;
    await turn();
  }
  throw new Error(`never came about: ${what}`);
}
