/** Seals a workstation's key under the operating system's own, where that is more than readable text. */
import type { KeyStoreState, SealKeyReply, UnsealKeyReply } from '../shared/protocol/desktop.ts';

/** What is used of Electron's safeStorage. */
export interface SafeStoragePort {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plain: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }>;
  getSelectedStorageBackend(): string;
}

/**
 * SECURITY: on Linux without a keyring Chromium encrypts with a password that is in its source; a key sealed
 * so would look bound to this PC and lie open.
 */
const WEAK_BACKENDS: readonly string[] = ['basic_text', 'unknown'];

export interface KeyStore {
  state(): Promise<KeyStoreState>;
  seal(localId: string, key: Uint8Array): Promise<SealKeyReply>;
  unseal(localId: string, sealed: string): Promise<UnsealKeyReply>;
}

/** The sealed text names its workstation, so that one's key never passes for another's. */
const envelope = (localId: string, key: Uint8Array): string =>
  `expo-review-desk|${localId}|${Buffer.from(key).toString('base64')}`;

export function createKeyStore(safeStorage: SafeStoragePort, platform: NodeJS.Platform): KeyStore {
  const backend = (): string => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform);

  async function state(): Promise<KeyStoreState> {
    const name = backend();
    if (WEAK_BACKENDS.includes(name)) return { isUsable: false, why: 'weak', backend: name };
    const isAvailable = await safeStorage.isAsyncEncryptionAvailable().catch(() => false);
    return isAvailable
      ? { isUsable: true, backend: name }
      : { isUsable: false, why: 'unavailable', backend: name };
  }

  async function sealed(localId: string, key: Uint8Array): Promise<string> {
    return (await safeStorage.encryptStringAsync(envelope(localId, key))).toString('base64');
  }

  return {
    state,
    async seal(localId, key) {
      const now = await state();
      if (!now.isUsable) return { ok: false, why: now.why };
      try {
        return { ok: true, sealed: await sealed(localId, key) };
      } catch {
        // A keyring that was locked between the question and the answer.
        return { ok: false, why: 'unavailable' };
      }
    },
    async unseal(localId, rawSealed) {
      if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false)))
        return { ok: false, why: 'unavailable' };
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(rawSealed, 'base64'),
        );
        const [product, owner, base64 = ''] = result.split('|');
        const key = new Uint8Array(Buffer.from(base64, 'base64'));
        if (product !== 'expo-review-desk' || owner !== localId || key.length === 0)
          return { ok: false, why: 'lost' };
        const isStrong = (await state()).isUsable;
        return { ok: true, key, resealed: shouldReEncrypt && isStrong ? await sealed(localId, key) : null };
      } catch {
        // Another user, another PC, or a keyring made anew: the gateway's recovery key opens instead.
        return { ok: false, why: 'lost' };
      }
    },
  };
}
