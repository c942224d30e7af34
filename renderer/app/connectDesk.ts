/** Starts the desk's worker and gives the page its typed contract. */
import { proxy, type Remote, wrap } from 'comlink';
import type { Desk } from '../desk/contract/desk.ts';
import type { DeskEvent } from '../desk/contract/status.ts';
import { desktopBridge, journalPort, keyStorePortOf } from './desktopBridge.ts';

/** Starts the worker; `onCrash` hears of faults outside any call (a script that fails to load, say). */
export async function connectDesk(onCrash: (detail: string) => void): Promise<Desk> {
  // Only a page may ask for this; the worker sees the answer.
  await navigator.storage?.persist?.().catch(() => false);
  const worker = new Worker(new URL('../desk/desk.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', (event) => onCrash(event.message || 'worker'));
  worker.addEventListener('messageerror', () => onCrash('messageerror'));
  const bridge = desktopBridge();
  if (bridge) {
    const [port, { gateway }] = await Promise.all([journalPort(bridge), bridge.hostInfo()]);
    const keyStorePort = keyStorePortOf(bridge);
    const ports = { journalPort: port, keyStorePort };
    worker.postMessage({ type: 'start', ...ports, ...(gateway === null ? {} : { gateway }) }, [
      port,
      keyStorePort,
    ]);
  } else {
    worker.postMessage({ type: 'start' });
  }
  return asDesk(wrap<Desk>(worker));
}

/** Comlink's remote as the contract: all calls are promises already, only the listener has to be a proxy. */
export function asDesk(remote: Remote<Desk>): Desk {
  const subscribe = (listener: (event: DeskEvent) => void) => remote.subscribe(proxy(listener));
  return new Proxy(remote as unknown as Desk, {
    // A promise-like `then` would make `await` on the desk call into the worker.
    get: (target, name) =>
      name === 'then' ? undefined : name === 'subscribe' ? subscribe : Reflect.get(target, name),
  });
}
