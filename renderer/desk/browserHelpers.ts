/** Helpers in a browser: workers of the desk's own program, told by their first message that they are no desk. */
import type { Helper, Helpers } from './ports.ts';
import { type PartOrder, type PreparedPart, preparePart } from './sync/preparePart.ts';

/** Beyond this the desk's own worker, which stores and indexes, is what all wait for. */
const HELPERS_MAX = 4;

/** What a worker is told first, to be a helper. */
export const HELP_MESSAGE = { type: 'help' } as const;

interface Answer {
  id: number;
  /** null: it could not be prepared here */
  prepared: PreparedPart | null;
}

/** Helpers for this worker, each as a worker of the same script. */
export function browserHelpers(): Helpers {
  const processors = navigator.hardwareConcurrency || 1;
  return {
    count: Math.min(HELPERS_MAX, Math.max(1, processors)),
    start: startHelper,
  };
}

function startHelper(): Helper {
  const worker = new Worker(self.location.href, { type: 'module', name: 'helper' });
  const waiting = new Map<number, (prepared: PreparedPart | null) => void>();
  let isGone = false;
  let orders = 0;
  const giveUp = () => {
    if (isGone) return;
    isGone = true;
    worker.terminate();
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  worker.addEventListener('error', (event) => {
    // Whoever waits prepares it alone: no fault of the page.
    event.preventDefault();
    giveUp();
  });
  worker.addEventListener('messageerror', giveUp);
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data.prepared);
    waiting.delete(data.id);
  });
  worker.postMessage(HELP_MESSAGE);
  return {
    prepare(order) {
      if (isGone) return Promise.resolve(null);
      const id = ++orders;
      // Copied, not given away: if the helper dies, the part is prepared from the same bytes.
      worker.postMessage({ id, order });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    end: giveUp,
  };
}

/** This worker's part from now on: prepares what it is given, keeps nothing, ends when it is ended. */
export function serveAsHelper(): void {
  const answer = (id: number, prepared: PreparedPart | null) =>
    self.postMessage({ id, prepared } satisfies Answer, {
      transfer: prepared?.ok ? [prepared.items.buffer, prepared.rows.buffer] : [],
    });
  self.addEventListener('message', ({ data }: MessageEvent<{ id: number; order: PartOrder }>) => {
    preparePart(data.order).then(
      (prepared) => answer(data.id, prepared),
      // Thrown again where it is prepared without a helper, and told there.
      () => answer(data.id, null),
    );
  });
}
