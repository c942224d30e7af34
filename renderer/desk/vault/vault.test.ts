import { expect, it } from 'vitest';
import type { WorkstationHeader } from '../journal/header.ts';
import { sealingKey, TamperedError } from './sealing.ts';
import {
  dataKeys,
  fromBase64,
  newKdf,
  newRawKeys,
  type SystemSecret,
  toBase64,
  unwrapWithPassword,
  unwrapWithRecovery,
  wrapKeys,
} from './vault.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const plain = new TextEncoder().encode('张三 11010519491231002X');
const alone = (password: string) => ({ password, system: null });
const recoveryKey = toBase64(random.bytes(32));

async function madeHeader(
  password: string,
  system: SystemSecret = null,
): Promise<{ header: WorkstationHeader; raw: Uint8Array<ArrayBuffer> }> {
  const raw = newRawKeys(random);
  const kdf = newKdf(random, 1_000);
  const wraps = await wrapKeys(raw, { password, recoveryKey, system }, { localId: 'local', kdf }, random);
  return { raw, header: { format: 1, localId: 'local', ws: 'ws', account: 'a', gateway: 'g', kdf, wraps } };
}

it('opens with the right password and with the recovery key, with nothing else', async () => {
  const { header, raw } = await madeHeader('口令-Passwort 1');
  expect(await unwrapWithPassword(header, alone('口令-Passwort 1'), random)).toEqual(raw);
  expect(await unwrapWithPassword(header, alone('口令-Passwort 2'), random)).toBeNull();
  expect(await unwrapWithRecovery(header, recoveryKey, random)).toEqual(raw);
  expect(await unwrapWithRecovery(header, toBase64(random.bytes(32)), random)).toBeNull();
});

it('bound to the system, opens with password and secret together, and with the recovery key', async () => {
  const [system, other] = [random.bytes(32), random.bytes(32)];
  const { header, raw } = await madeHeader('a password', system);
  expect(await unwrapWithPassword(header, { password: 'a password', system }, random)).toEqual(raw);
  expect(await unwrapWithPassword(header, alone('a password'), random)).toBeNull();
  expect(await unwrapWithPassword(header, { password: 'a password', system: other }, random)).toBeNull();
  expect(await unwrapWithPassword(header, { password: 'another', system }, random)).toBeNull();
  expect(await unwrapWithRecovery(header, recoveryKey, random)).toEqual(raw);
});

it('takes no bound wrap for an unbound one, nor the other way round', async () => {
  const system = random.bytes(32);
  const { header } = await madeHeader('a password');
  expect(await unwrapWithPassword(header, { password: 'a password', system }, random)).toBeNull();
  const { header: bound } = await madeHeader('a password', system);
  const stripped = { ...bound, systemKey: undefined };
  expect(await unwrapWithPassword(stripped, alone('a password'), random)).toBeNull();
});

it('does not open under another workstation’s name', async () => {
  const { header } = await madeHeader('a password');
  expect(await unwrapWithPassword({ ...header, localId: 'other' }, alone('a password'), random)).toBeNull();
});

it('takes the same password typed with full-width letters', async () => {
  const { header, raw } = await madeHeader('desk-2020');
  expect(await unwrapWithPassword(header, alone('ｄｅｓｋ-2020'), random)).toEqual(raw);
});

it('gives work and cache keys that do not open each other’s blocks', async () => {
  const keys = await dataKeys(newRawKeys(random), random);
  const sealed = await keys.work.seal('here', plain);
  expect(await keys.work.unseal('here', sealed)).toEqual(plain);
  await expect(keys.cache.unseal('here', sealed)).rejects.toThrow(TamperedError);
});

it('refuses a block altered in any byte, or put elsewhere', async () => {
  const key = await sealingKey(random.bytes(32), random);
  const sealed = await key.seal('here', plain);
  await expect(key.unseal('there', sealed)).rejects.toThrow(TamperedError);
  for (let at = 0; at < sealed.length; at++) {
    const altered = sealed.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    await expect(key.unseal('here', altered)).rejects.toThrow(TamperedError);
  }
});

it('never seals the same way twice', async () => {
  const key = await sealingKey(random.bytes(32), random);
  expect(await key.seal('here', plain)).not.toEqual(await key.seal('here', plain));
});

it('base64 goes both ways', () => {
  const bytes = random.bytes(100);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
});
