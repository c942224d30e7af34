/** The poke: server-sent head and presence. Losing it costs latency only; the desk polls besides. */
import { isInScope, type Scope, scopeOf } from '../access/grants.ts';
import { findLiving, type Session } from '../access/sessions.ts';
import { findEdition } from '../editions.ts';
import { ProblemError } from '../http/problem.ts';
import type { Ports } from '../ports.ts';
import { type PresenceEntry, readPresence } from './presence.ts';

/** Nobody is told more often than this, however fast the head moves. */
const TELL_EVERY_MS = 1000;
/** Looks at the head and presence that other instances wrote. */
const LOOK_EVERY_MS = 2000;
/** A comment keeps proxies from closing; sessions are looked at again. */
const KEEP_ALIVE_MS = 25_000;

interface Listener {
  session: Session;
  scope: Scope;
  send: (text: string) => void;
  close: () => void;
  lastSent: string;
}

/** One watch per edition and process, running while somebody listens. */
interface Watch {
  listeners: Set<Listener>;
  head: number;
  presence: PresenceEntry[];
  stop: () => void;
}

const watchesOf = new WeakMap<Ports, Map<string, Watch>>();

/** An event stream for the session; ends when the client goes, the session ends or the grants change. */
export function openPoke(ports: Ports, session: Session, edition: string): Response {
  if (ports.isStopping()) throw new ProblemError('busy', {}, 2);
  const encoder = new TextEncoder();
  let leave = (): void => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const listener: Listener = {
        session,
        scope: scopeOf(session.caller, edition, 'view'),
        send: (text) => controller.enqueue(encoder.encode(text)),
        close: () => {
          leave();
          controller.close();
        },
        lastSent: '',
      };
      leave = join(ports, edition, listener);
    },
    cancel: () => leave(),
  });
  return new Response(stream, {
    headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
  });
}

function join(ports: Ports, edition: string, listener: Listener): () => void {
  const watches = watchesOf.get(ports) ?? new Map<string, Watch>();
  watchesOf.set(ports, watches);
  const watch = watches.get(edition) ?? startWatch(ports, edition);
  watches.set(edition, watch);
  watch.listeners.add(listener);
  listener.send('retry: 5000\n\n');
  if (watch.head >= 0) tell(watch, listener);
  return () => {
    watch.listeners.delete(listener);
    if (watch.listeners.size > 0) return;
    watch.stop();
    watches.delete(edition);
  };
}

function startWatch(ports: Ports, edition: string): Watch {
  let toldAt = 0;
  let pending: NodeJS.Timeout | null = null;
  const tellAll = (): void => {
    pending = null;
    toldAt = ports.now();
    for (const listener of watch.listeners) tell(watch, listener);
  };
  const tellSoon = (): void => {
    const waitMs = Math.max(0, toldAt + TELL_EVERY_MS - ports.now());
    pending ??= setTimeout(tellAll, Math.min(waitMs, TELL_EVERY_MS)).unref();
  };
  const look = async (): Promise<void> => {
    try {
      watch.head = Math.max(watch.head, (await findEdition(ports, edition))?.head ?? 0);
      watch.presence = await readPresence(ports, edition);
      tellSoon();
    } catch {
      ports.log('poke-look-failed', { edition }); // the next look comes in two seconds
    }
  };
  const unsubscribe = ports.bus.subscribe(edition, (head) => {
    watch.head = Math.max(watch.head, head);
    tellSoon();
  });
  const looks = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  const keepAlive = setInterval(() => void refresh(ports, watch), KEEP_ALIVE_MS).unref();
  const watch: Watch = {
    listeners: new Set(),
    head: -1,
    presence: [],
    stop: () => {
      unsubscribe();
      clearInterval(looks);
      clearInterval(keepAlive);
      if (pending) clearTimeout(pending);
    },
  };
  void look();
  return watch;
}

/** Sends what the listener may know, if it differs from what was sent last. */
function tell(watch: Watch, listener: Listener): void {
  const presence = watch.presence
    .filter((entry) => entry.ws !== listener.session.ws && isInScope(listener.scope, entry.subGroupId))
    .map(({ kind, id, by, byName }) => ({ kind, id, by, ...(byName ? { byName } : {}) }));
  const text = `data: ${JSON.stringify({ head: watch.head, presence })}\n\n`;
  if (text === listener.lastSent) return;
  listener.lastSent = text;
  listener.send(text);
}

/** Closes the streams of sessions that have ended, were revoked or whose grants changed. */
async function refresh(ports: Ports, watch: Watch): Promise<void> {
  try {
    const living = await findLiving(
      ports,
      [...watch.listeners].map(({ session }) => session),
    );
    for (const listener of [...watch.listeners]) {
      if (living.has(listener.session.tokenHash)) listener.send(': here\n\n');
      else listener.close();
    }
  } catch {
    ports.log('poke-refresh-failed');
  }
}

/** Streams that are open in this process. */
export function countPokes(ports: Ports): number {
  return [...(watchesOf.get(ports)?.values() ?? [])].reduce((sum, { listeners }) => sum + listeners.size, 0);
}

/** Ends every open stream, at shutdown. */
export function closePokes(ports: Ports): void {
  for (const watch of watchesOf.get(ports)?.values() ?? []) {
    for (const listener of [...watch.listeners]) listener.close();
  }
}
