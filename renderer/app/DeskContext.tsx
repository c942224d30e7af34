/** The desk and its news, for every component. */
import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Desk } from '../desk/contract/desk.ts';
import type { DeskEvent, DeskStatus } from '../desk/contract/status.ts';
import type { DeskFeed } from './deskFeed.ts';

interface Connection {
  desk: Desk;
  feed: DeskFeed;
}
const DeskContext = createContext<Connection | null>(null);

export function DeskProvider({ desk, feed, children }: Connection & { children: ReactNode }) {
  const connection = useRef({ desk, feed });
  return <DeskContext value={connection.current}>{children}</DeskContext>;
}

function useConnection(): Connection {
  const connection = useContext(DeskContext);
  if (!connection) throw new Error('DeskProvider is missing');
  return connection;
}

export const useDesk = (): Desk => useConnection().desk;

/** The newest status; re-renders with each. Null only before the desk's first word. */
export function useDeskStatus(): DeskStatus | null {
  const { feed } = useConnection();
  return useSyncExternalStore(feed.subscribeStatus, feed.status);
}

/** The newest status at the moment of asking; re-renders with none. */
export const useStatusNow = (): (() => DeskStatus | null) => useConnection().feed.status;

/** One primitive out of the status; re-renders only when that changes. */
export function useStatusOf<T extends string | number | boolean | null>(
  pick: (status: DeskStatus) => T,
  otherwise: T,
): T {
  const { feed } = useConnection();
  return useSyncExternalStore(feed.subscribeStatus, () => {
    const status = feed.status();
    return status ? pick(status) : otherwise;
  });
}

/**
 * A part of the status; re-renders only when its content changes. Statuses come with each decision, and
 * drawing the whole frame for each cost more than the decision itself.
 */
export function useStatusPart<T>(pick: (status: DeskStatus) => T): T | null {
  const { feed } = useConnection();
  const last = useRef<{ text: string; part: T | null }>({ text: '', part: null });
  return useSyncExternalStore(feed.subscribeStatus, () => {
    const status = feed.status();
    const part = status ? pick(status) : null;
    const text = JSON.stringify(part);
    if (text !== last.current.text) last.current = { text, part };
    return last.current.part;
  });
}

/** Hears the desk's events while mounted. */
export function useDeskEvent(listener: (event: DeskEvent) => void): void {
  const { feed } = useConnection();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => feed.onEvent((event) => latest.current(event)), [feed]);
}
