/** The system's key store under the desktop host: asked over a port, since only the page has the bridge to it. */
import { wrap } from 'comlink';
import { KeyStoreState, SealKeyReply, UnsealKeyReply } from '../../../shared/protocol/desktop.ts';
import type { KeyStore } from '../ports.ts';

/** A key store at the other end of the port; what comes back is parsed, for it crossed three processes. */
export function portKeyStore(port: MessagePort): KeyStore {
  const store = wrap<KeyStore>(port);
  return {
    state: async () => KeyStoreState.parse(await store.state()),
    seal: async (localId, secret) => SealKeyReply.parse(await store.seal(localId, secret)),
    unseal: async (localId, sealed) => UnsealKeyReply.parse(await store.unseal(localId, sealed)),
  };
}
