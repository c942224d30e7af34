/** The vault: two data keys per workstation, wrapped by the password (with the system's secret, where there is one) and by the gateway's recovery key. */
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

/** A secret that the operating system's key store keeps; null: the password alone opens. */
export type SystemSecret = Uint8Array<ArrayBuffer> | null;

/** What a password's wrap needs; part of key and context, so that neither kind passes for the other. */
const needs = (system: SystemSecret) => (system ? 'password+system' : 'password');

/**
 * The key that a password or passphrase gives, with the system's secret mixed in where there is one; `localId`
 * names what it is for, so that no two uses share one.
 */
export async function passwordKey(
  password: string,
  kdf: WorkstationHeader['kdf'],
  localId: string,
  random: Random,
  system: SystemSecret = null,
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
  const material = new Uint8Array(KEY_BYTES + (system?.length ?? 0));
  material.set(new Uint8Array(bits));
  if (system) material.set(system, KEY_BYTES);
  return wrappingKey(material, `${needs(system)}|${localId}`, random);
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

/** What the keys are wrapped by; `recoveryKey`: the gateway's, in base64, where it is known. */
export interface WrapSecrets {
  password: string;
  system: SystemSecret;
  recoveryKey?: string;
}

/** The header's wraps for these secrets. */
export async function wrapKeys(
  raw: RawKeys,
  secrets: WrapSecrets,
  header: Pick<WorkstationHeader, 'localId' | 'kdf'>,
  random: Random,
): Promise<WorkstationHeader['wraps']> {
  const { password, system } = secrets;
  const byPassword = await passwordKey(password, header.kdf, header.localId, random, system);
  const wraps: WorkstationHeader['wraps'] = {
    password: [await wrapRaw(byPassword, `wrap|${header.localId}|${needs(system)}`, raw)],
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

/** The keys if the password, with the system's secret where one is needed, opens any of the wraps, else null. */
export async function unwrapWithPassword(
  header: WorkstationHeader,
  { password, system }: Pick<WrapSecrets, 'password' | 'system'>,
  random: Random,
): Promise<RawKeys | null> {
  const key = await passwordKey(password, header.kdf, header.localId, random, system);
  for (const candidate of header.wraps.password) {
    const raw = await unwrapRaw(key, `wrap|${header.localId}|${needs(system)}`, candidate);
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
