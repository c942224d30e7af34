/** The vault: two data keys per workstation, wrapped by the password and by the gateway's recovery key. */
import type { WorkstationHeader, Wrap } from '../journal/header.ts';
import type { Random } from '../ports.ts';
import { type SealingKey, sealingKey, TamperedError } from './sealing.ts';

const KEY_BYTES = 32;
const encoder = new TextEncoder();

/** The raw data keys, work ‖ cache; kept only while a wrap is being made. */
export type RawKeys = Uint8Array<ArrayBuffer>;

export interface DataKeys {
  work: SealingKey;
  cache: SealingKey;
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

export function newRawKeys(random: Random): RawKeys {
  return random.bytes(2 * KEY_BYTES);
}

export async function dataKeys(raw: RawKeys, random: Random): Promise<DataKeys> {
  return {
    work: await sealingKey(raw.slice(0, KEY_BYTES), random),
    cache: await sealingKey(raw.slice(KEY_BYTES), random),
  };
}

/** HKDF over the input, so that a password's and a recovery key's wraps never share a key. */
async function wrappingKey(
  material: Uint8Array<ArrayBuffer>,
  purpose: string,
  random: Random,
): Promise<SealingKey> {
  const base = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(32),
      info: encoder.encode(`expo-review-desk|${purpose}`),
    },
    base,
    KEY_BYTES * 8,
  );
  return sealingKey(new Uint8Array(bits), random);
}

/** The key that a password or passphrase gives; `localId` names what it is for, so that no two uses share one. */
export async function passwordKey(
  password: string,
  kdf: WorkstationHeader['kdf'],
  localId: string,
  random: Random,
): Promise<SealingKey> {
  const base = await crypto.subtle.importKey(
    'raw',
    encoder.encode(password.normalize('NFKC')),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(kdf.salt), iterations: kdf.iterations },
    base,
    KEY_BYTES * 8,
  );
  return wrappingKey(new Uint8Array(bits), `password|${localId}`, random);
}

/** Raw keys sealed under another key. */
export async function wrapRaw(key: SealingKey, context: string, raw: RawKeys): Promise<Wrap> {
  const sealed = await key.seal(context, raw);
  return { iv: toBase64(sealed.subarray(0, 12)), data: toBase64(sealed.subarray(12)) };
}

/** The raw keys of a wrap, null if this is not its key. */
export async function unwrapRaw(
  key: SealingKey,
  context: string,
  { iv, data }: Wrap,
): Promise<RawKeys | null> {
  const [nonce, cipher] = [fromBase64(iv), fromBase64(data)];
  const sealed = new Uint8Array(nonce.length + cipher.length);
  sealed.set(nonce);
  sealed.set(cipher, nonce.length);
  try {
    return await key.unseal(context, sealed);
  } catch (error) {
    if (error instanceof TamperedError) return null;
    throw error;
  }
}

/** Key-derivation parameters of a new workstation or a new password. */
export function newKdf(random: Random, iterations: number): WorkstationHeader['kdf'] {
  return { salt: toBase64(random.bytes(16)), iterations };
}

/** The header's wraps for this password and, if known, the gateway's recovery key (base64). */
export async function wrapKeys(
  raw: RawKeys,
  secrets: { password: string; recoveryKey?: string },
  header: Pick<WorkstationHeader, 'localId' | 'kdf'>,
  random: Random,
): Promise<WorkstationHeader['wraps']> {
  const byPassword = await passwordKey(secrets.password, header.kdf, header.localId, random);
  const wraps: WorkstationHeader['wraps'] = {
    password: [await wrapRaw(byPassword, `wrap|${header.localId}|password`, raw)],
  };
  if (secrets.recoveryKey) {
    const byRecovery = await wrappingKey(
      fromBase64(secrets.recoveryKey),
      `recovery|${header.localId}`,
      random,
    );
    wraps.recovery = await wrapRaw(byRecovery, `wrap|${header.localId}|recovery`, raw);
  }
  return wraps;
}

/** The keys if the password opens any of the wraps, else null. */
export async function unwrapWithPassword(
  header: WorkstationHeader,
  password: string,
  random: Random,
): Promise<RawKeys | null> {
  const key = await passwordKey(password, header.kdf, header.localId, random);
  for (const candidate of header.wraps.password) {
    const raw = await unwrapRaw(key, `wrap|${header.localId}|password`, candidate);
    if (raw) return raw;
  }
  return null;
}

/** The keys by the recovery key that the gateway gave the signed-in owner, else null. */
export async function unwrapWithRecovery(
  header: WorkstationHeader,
  recoveryKey: string,
  random: Random,
): Promise<RawKeys | null> {
  if (!header.wraps.recovery) return null;
  const key = await wrappingKey(fromBase64(recoveryKey), `recovery|${header.localId}`, random);
  return unwrapRaw(key, `wrap|${header.localId}|recovery`, header.wraps.recovery);
}
