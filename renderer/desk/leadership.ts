/** One window leads a workstation: it holds the lock for life, says so when asked, and lets go when asked. */
import { z } from 'zod';
import { configOf, type DeskPorts } from './ports.ts';

const WindowMessage = z.object({
  /** `who` and `letGo` ask, `here` and `gone` answer */
  type: z.enum(['who', 'here', 'letGo', 'gone']),
  lock: z.string(),
  /** here: when the workstation was opened there, ms since epoch */
  since: z.number().optional(),
});
type WindowMessage = z.infer<typeof WindowMessage>;

export interface LeadEvents {
  /** another window asks for the workstation: flush, lock, release */
  onAsked(): void;
  /** another window took it: nothing may be written any more */
  onLost(): void;
}
export interface Lead {
  release(): void;
}

function listenFor(ports: DeskPorts, lock: string, listener: (message: WindowMessage) => void): () => void {
  return ports.windows.listen((raw) => {
    const parsed = WindowMessage.safeParse(raw);
    if (parsed.success && parsed.data.lock === lock) listener(parsed.data);
  });
}

/**
 * Makes this window the leader, or answers null if another one is. `isTakeOver`: the other is asked to let go
 * and, if it has not after a few seconds, the lock is taken from it.
 */
export async function takeLead(
  ports: DeskPorts,
  lock: string,
  events: LeadEvents,
  isTakeOver: boolean,
): Promise<Lead | null> {
  let isReleased = false;
  const onLost = () => {
    if (!isReleased) events.onLost();
  };
  let free = await ports.locks.acquire(lock, { onLost });
  if (!free && isTakeOver) {
    await askToLetGo(ports, lock);
    free =
      (await ports.locks.acquire(lock, { onLost })) ??
      (await ports.locks.acquire(lock, { steal: true, onLost }));
  }
  if (!free) return null;
  const release = free;
  const since = ports.clock.now();
  const deafen = listenFor(ports, lock, ({ type }) => {
    if (type === 'who') ports.windows.post({ type: 'here', lock, since } satisfies WindowMessage);
    else if (type === 'letGo') events.onAsked();
  });
  return {
    release() {
      if (isReleased) return;
      isReleased = true;
      deafen();
      release();
      ports.windows.post({ type: 'gone', lock } satisfies WindowMessage);
    },
  };
}

/** Resolves when the leader says that it has gone, or when it had its time. */
function askToLetGo(ports: DeskPorts, lock: string): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      deafen();
      cancel();
      resolve();
    };
    const deafen = listenFor(ports, lock, ({ type }) => type === 'gone' && end());
    const cancel = ports.schedule.after(configOf(ports).takeOverWaitMs, end);
    ports.windows.post({ type: 'letGo', lock } satisfies WindowMessage);
  });
}

/** Asks who leads; `onAnswer` hears since when, once, if anybody answers. Returns the end of listening. */
export function askWhoLeads(ports: DeskPorts, lock: string, onAnswer: (since: number) => void): () => void {
  const deafen = listenFor(ports, lock, ({ type, since }) => {
    if (type !== 'here' || since === undefined) return;
    deafen();
    onAnswer(since);
  });
  ports.windows.post({ type: 'who', lock } satisfies WindowMessage);
  return deafen;
}
