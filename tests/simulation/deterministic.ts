/**
 * Makes the platform answer in a fixed order: WebCrypto and gzip without their thread pools, turns of the
 * event loop by `setImmediate`. Import it before anything else; the results are those of the real ones.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Told every sealing and unsealing with its context, so that a test may ask who still uses which key. */
type SealingWatch = (context: string) => void;
const watches = new Set<SealingWatch>();

/** Watches the contexts under which anything is sealed or unsealed; returns the end of it. */
export function watchSealing(watch: SealingWatch): () => void {
  watches.add(watch);
  return () => void watches.delete(watch);
}

interface RawKey {
  raw: Buffer;
}
interface GcmParams {
  iv: Uint8Array;
  additionalData: Uint8Array;
}
interface DeriveParams {
  name: 'PBKDF2' | 'HKDF';
  salt: Uint8Array;
  iterations?: number;
  info?: Uint8Array;
}

const TAG_BYTES = 16;
const copyOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const note = (data: Uint8Array) => {
  if (!watches.size) return;
  const context = Buffer.from(data).toString();
  for (const watch of watches) watch(context);
};

const subtle = {
  async digest(_: string, data: Uint8Array): Promise<ArrayBuffer> {
    return copyOf(createHash('sha256').update(data).digest());
  },
  async importKey(_: string, raw: Uint8Array): Promise<RawKey> {
    return { raw: Buffer.from(raw) };
  },
  async deriveBits(params: DeriveParams, { raw }: RawKey, bits: number): Promise<ArrayBuffer> {
    if (params.name === 'HKDF')
      return hkdfSync('sha256', raw, params.salt, params.info ?? new Uint8Array(), bits / 8);
    return copyOf(pbkdf2Sync(raw, params.salt, params.iterations ?? 1, bits / 8, 'sha256'));
  },
  async encrypt({ iv, additionalData }: GcmParams, { raw }: RawKey, plain: Uint8Array): Promise<ArrayBuffer> {
    note(additionalData);
    const cipher = createCipheriv('aes-256-gcm', raw, iv).setAAD(additionalData);
    return copyOf(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  },
  async decrypt(
    { iv, additionalData }: GcmParams,
    { raw }: RawKey,
    sealed: Uint8Array,
  ): Promise<ArrayBuffer> {
    note(additionalData);
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', raw, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData).setAuthTag(sealed.subarray(end));
    return copyOf(Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]));
  },
};
Object.defineProperty(globalThis.crypto, 'subtle', { value: subtle, configurable: true });

class SteadyGzip extends TransformStream<Uint8Array, Uint8Array> {
  constructor() {
    const chunks: Uint8Array[] = [];
    super({
      transform: (chunk) => void chunks.push(chunk),
      flush: (controller) => controller.enqueue(gzipSync(Buffer.concat(chunks))),
    });
  }
}
Object.defineProperty(globalThis, 'CompressionStream', { value: SteadyGzip, configurable: true });
// Dexie tells other tabs of every write; there are none, and the messages arrive whenever they like.
Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined, configurable: true });

/** One turn of the event loop, in order with all others. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** mulberry32: numbers in [0, 1) of a seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
