/** Passwords as scrypt with a salt of their own; the cost travels in the stored text. */
import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Ports } from '../ports.ts';

const KEY_BYTES = 32;
const BLOCK_SIZE = 8;
/** with N = 2^15, OWASP's equivalent of N = 2^17 and p = 1 at a quarter of the memory */
const PARALLEL = 3;

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, salt and key in base64. About a quarter second at cost 15. */
export async function hashPassword(
  password: string,
  ports: Pick<Ports, 'randomBytes' | 'passwordCost'>,
): Promise<string> {
  const salt = ports.randomBytes(16);
  const key = await derive(password, salt, ports.passwordCost, BLOCK_SIZE, PARALLEL);
  return ['scrypt', ports.passwordCost, BLOCK_SIZE, PARALLEL, base64(salt), base64(key)].join('$');
}

/** True if the password belongs to the stored text; a malformed text matches nothing. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, cost, blockSize, parallel, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !cost || !blockSize || !parallel || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const actual = await derive(
    password,
    Buffer.from(salt, 'base64'),
    Number(cost),
    Number(blockSize),
    Number(parallel),
  );
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function derive(password: string, salt: Uint8Array, cost: number, r: number, p: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** cost, r, p, maxmem: 256 * 2 ** cost * r };
  return new Promise((resolve, reject) => {
    // NFC: the same letters typed on another system are the same password
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
