/** The desktop host's bridge where there is one; in a browser there is none. */
import { expose } from 'comlink';
import { BRIDGE_CHANNELS, BRIDGE_GLOBAL, type DesktopBridge } from '../../shared/protocol/bridge.ts';
import type { KeyStore } from '../desk/ports.ts';

declare global {
  interface Window {
    [BRIDGE_GLOBAL]?: DesktopBridge;
  }
}

/** What the preload exposed, or null in a browser. */
export const desktopBridge = (): DesktopBridge | null => window[BRIDGE_GLOBAL] ?? null;

/** Asks the main process for a port to the journal's files; it arrives as a message that carries it. */
export async function journalPort(bridge: DesktopBridge): Promise<MessagePort> {
  const port = new Promise<MessagePort>((resolve) => {
    const onMessage = (event: MessageEvent) => {
      // SECURITY: only this page's own window may hand in a journal.
      if (event.source !== window || event.data !== BRIDGE_CHANNELS.journalPort) return;
      const [given] = event.ports;
      if (!given) return;
      window.removeEventListener('message', onMessage);
      resolve(given);
    };
    window.addEventListener('message', onMessage);
  });
  await bridge.connectJournal();
  return port;
}

/** A port at which the host's key store answers; the worker that gets its other end cannot reach the bridge. */
export function keyStorePortOf(
  bridge: Pick<DesktopBridge, 'keyStore' | 'sealKey' | 'unsealKey'>,
): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const store: KeyStore = {
    state: () => bridge.keyStore(),
    seal: (localId, secret) => bridge.sealKey(localId, secret),
    unseal: (localId, sealed) => bridge.unsealKey(localId, sealed),
  };
  expose(store, port1);
  return port2;
}
