/** What the desk tells the page: the newest status, and events to whoever listens. */
import type { Desk } from '../desk/contract/desk.ts';
import type { DeskEvent, DeskStatus } from '../desk/contract/status.ts';

export interface DeskFeed {
  status(): DeskStatus | null;
  subscribeStatus(listener: () => void): () => void;
  onEvent(listener: (event: DeskEvent) => void): () => void;
}

/** Subscribes to the desk once, for the life of the page. */
export async function createDeskFeed(desk: Desk): Promise<DeskFeed> {
  let status: DeskStatus | null = null;
  const statusListeners = new Set<() => void>();
  const eventListeners = new Set<(event: DeskEvent) => void>();
  await desk.subscribe((event) => {
    if (event.type === 'status') {
      status = event.status;
      for (const listener of statusListeners) listener();
    }
    for (const listener of eventListeners) listener(event);
  });
  status ??= await desk.status();
  return {
    status: () => status,
    subscribeStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
  };
}
