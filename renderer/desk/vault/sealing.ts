/** Sealing: AES-GCM with a fresh nonce and the block's place as additional data, so that no block passes for another. */
import type { Random } from '../ports.ts';

const NONCE_BYTES = 12;

/** A sealed block was altered, swapped or sealed with another key. */
export class TamperedError extends Error {
  override name = 'TamperedError';
}

export interface SealingKey {
  /** nonce ‖ ciphertext; `context` is bound, not stored */
  seal(context: string, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws `TamperedError` if the block does not belong to the context or was altered. */
  unseal(context: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** Stands in for a key that was dropped at lock: whoever still asks it gets nothing. */
export const LOCKED_KEY: SealingKey = {
  seal: () => Promise.reject(new TamperedError('the desk is locked')),
  unseal: () => Promise.reject(new TamperedError('the desk is locked')),
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A sealing key from 32 raw bytes; the raw bytes can be forgotten afterwards. */
export async function sealingKey(raw: Uint8Array<ArrayBuffer>, random: Random): Promise<SealingKey> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    async seal(context, plain) {
      const iv = random.bytes(NONCE_BYTES);
      const additionalData = encoder.encode(context);
      const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
      const sealed = new Uint8Array(NONCE_BYTES + cipher.byteLength);
      sealed.set(iv);
      sealed.set(new Uint8Array(cipher), NONCE_BYTES);
      return sealed;
    },
    async unseal(context, sealed) {
      const iv = sealed.slice(0, NONCE_BYTES);
      const additionalData = encoder.encode(context);
      try {
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv, additionalData },
          key,
          sealed.subarray(NONCE_BYTES),
        );
        return new Uint8Array(plain);
      } catch (error) {
        throw new TamperedError(`block ${context} does not unseal`, { cause: error });
      }
    },
  };
}

/** A JSON value sealed as UTF-8 text. */
export function sealJson(key: SealingKey, context: string, value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  return key.seal(context, encoder.encode(JSON.stringify(value)));
}

/** The JSON value of a sealed block, unparsed by any schema: the desk wrote it itself and it is authenticated. */
export async function unsealJson<T>(
  key: SealingKey,
  context: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<T> {
  return JSON.parse(decoder.decode(await key.unseal(context, sealed))) as T;
}
