/**
 * The pack as a file: magic, format, a header under its own hash, then sealed chunks that are bound to the
 * header, to their place and to being the last or not. What was cut off, swapped or altered does not unseal.
 */
import { z } from 'zod';
import { type Random, uuid } from '../ports.ts';
import { type SealingKey, TamperedError } from '../vault/sealing.ts';
import { fromBase64, newKdf, passwordKey, toBase64 } from '../vault/vault.ts';

const MAGIC = 'ERDPACK';
const FORMAT = 1;
const CHUNK_BYTES = 256 * 1024;
const HEADER_BYTES_MAX = 4096;
const HASH_BYTES = 32;
/** nonce and tag beside the content */
const SEAL_BYTES = 28;
/** SECURITY: a forged header must not keep the machine deriving a key for hours. */
const ITERATIONS_MAX = 5_000_000;
const PACK_BYTES_MAX = 1024 * 1024 * 1024;

const Base64 = z
  .string()
  .max(100)
  .regex(/^[0-9A-Za-z+/]+={0,2}$/);
const Header = z.object({
  id: z.string().min(1).max(64),
  kdf: z.object({ salt: Base64, iterations: z.number().int().min(1).max(ITERATIONS_MAX) }),
  /** nothing, sealed: tells a wrong passphrase from a damaged chunk */
  check: Base64,
});

export type PackFault = 'notPack' | 'newerFormat' | 'wrongPassphrase' | 'truncated' | 'damaged' | 'tooLarge';

/** The file is not what it has to be; `why` says how far it came. */
export class PackError extends Error {
  override name = 'PackError';
  constructor(readonly why: PackFault) {
    super(why);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

function lengthBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}

/** The pieces as one. */
export function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function sha256(pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(pieces)));
}

const checkContext = (id: string) => `pack|${id}|check`;
const chunkContext = (headerHash: string, index: number, isLast: boolean) =>
  `pack|${headerHash}|${index}|${isLast ? 'last' : 'more'}`;

/** Writes a pack chunk by chunk; only sealed bytes are ever held for long. */
export class PackWriter {
  readonly #parts: BlobPart[];
  readonly #headerHash: string;
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #pendingBytes = 0;
  #index = 1;

  private constructor(
    readonly id: string,
    private readonly content: SealingKey,
    start: { parts: BlobPart[]; headerHash: string },
  ) {
    this.#parts = start.parts;
    this.#headerHash = start.headerHash;
  }

  /** Begins a pack: `manifest` opens with the passphrase, all that is added after it with `content`. */
  static async begin(
    random: Random,
    secret: { passphrase: string; iterations: number },
    manifest: (id: string) => Promise<unknown>,
    content: SealingKey,
  ): Promise<PackWriter> {
    const id = uuid(random);
    const kdf = newKdf(random, secret.iterations);
    const key = await passwordKey(secret.passphrase, kdf, `pack|${id}`, random);
    const check = toBase64(await key.seal(checkContext(id), new Uint8Array(0)));
    const header = encoder.encode(JSON.stringify({ id, kdf, check }));
    const head = [encoder.encode(MAGIC), new Uint8Array([FORMAT]), lengthBytes(header.length), header];
    const hash = await sha256(head);
    const headerHash = toBase64(hash);
    const first = await key.seal(
      chunkContext(headerHash, 0, false),
      encoder.encode(JSON.stringify(await manifest(id))),
    );
    return new PackWriter(id, content, {
      parts: [...head, hash, lengthBytes(first.length), first],
      headerHash,
    });
  }

  async add(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    // One chunk is always held back: only the end knows which is the last.
    if (this.#pendingBytes <= CHUNK_BYTES) return;
    const plain = joined(this.#pending);
    let at = 0;
    for (; plain.length - at > CHUNK_BYTES; at += CHUNK_BYTES)
      await this.#seal(plain.slice(at, at + CHUNK_BYTES), false);
    this.#pending = [plain.slice(at)];
    this.#pendingBytes = plain.length - at;
  }

  async #seal(plain: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<void> {
    const sealed = await this.content.seal(chunkContext(this.#headerHash, this.#index++, isLast), plain);
    this.#parts.push(lengthBytes(sealed.length), sealed);
  }

  async end(): Promise<Blob> {
    await this.#seal(joined(this.#pending), true);
    return new Blob(this.#parts, { type: 'application/octet-stream' });
  }
}

/** The JSON value of these bytes, undefined where they are none. */
function jsonIn(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    // What is not JSON fits no schema either: whoever parses it refuses it.
    return undefined;
  }
}

/** Where a pack is read from. */
export interface PackSource {
  size: number;
  /** the bytes from `from` (inclusive) to `to` (exclusive) */
  read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function fileSource(file: Blob): PackSource {
  return {
    size: file.size,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}

/** A file being read; nothing is taken beyond its end, nothing held beyond a chunk. */
class Bytes {
  at = 0;
  constructor(private readonly file: PackSource) {}

  get left(): number {
    return this.file.size - this.at;
  }

  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > this.left) throw new PackError('truncated');
    const bytes = await this.file.read(this.at, this.at + length);
    this.at += length;
    return bytes;
  }

  async length(max: number): Promise<number> {
    const bytes = await this.take(4);
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (length > max) throw new PackError('damaged');
    return length;
  }
}

export interface OpenedPack {
  id: string;
  /** as it was written, not yet parsed */
  rawManifest: unknown;
  /** the content, chunk by chunk, to its authenticated end; throws a PackError where it is not whole */
  content(key: SealingKey): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

/** Opens a pack with its passphrase. Throws a PackError that says why it cannot be. */
export async function openPack(file: PackSource, passphrase: string, random: Random): Promise<OpenedPack> {
  if (file.size > PACK_BYTES_MAX) throw new PackError('tooLarge');
  const bytes = new Bytes(file);
  const { header, headerHash } = await readHeader(bytes);
  const key = await passwordKey(passphrase, header.kdf, `pack|${header.id}`, random);
  const isRight = await unsealed(key, checkContext(header.id), fromBase64(header.check));
  if (!isRight) throw new PackError('wrongPassphrase');
  const first = await bytes.take(await bytes.length(CHUNK_BYTES + SEAL_BYTES));
  const plain = await unsealed(key, chunkContext(headerHash, 0, false), first);
  if (!plain) throw new PackError('damaged');
  const contentAt = bytes.at;
  return {
    id: header.id,
    rawManifest: jsonIn(plain),
    content: (contentKey) => readChunks(file, contentAt, headerHash, contentKey),
  };
}

async function readHeader(bytes: Bytes) {
  const magic = encoder.encode(MAGIC);
  if (bytes.left < magic.length + 1) throw new PackError('notPack');
  const start = await bytes.take(magic.length + 1);
  if (magic.some((byte, index) => start[index] !== byte)) throw new PackError('notPack');
  if (start[magic.length] !== FORMAT)
    throw new PackError((start[magic.length] ?? 0) > FORMAT ? 'newerFormat' : 'damaged');
  const length = await bytes.length(HEADER_BYTES_MAX);
  const raw = await bytes.take(length);
  const stored = await bytes.take(HASH_BYTES);
  const hash = await sha256([start, lengthBytes(length), raw]);
  if (stored.some((byte, index) => byte !== hash[index])) throw new PackError('damaged');
  const header = Header.safeParse(jsonIn(raw));
  if (!header.success) throw new PackError('damaged');
  return { header: header.data, headerHash: toBase64(hash) };
}

async function* readChunks(file: PackSource, at: number, headerHash: string, key: SealingKey) {
  const bytes = new Bytes(file);
  bytes.at = at;
  for (let index = 1; ; index++) {
    const sealed = await bytes.take(await bytes.length(CHUNK_BYTES + SEAL_BYTES));
    const isLast = bytes.left === 0;
    const plain = await unsealed(key, chunkContext(headerHash, index, isLast), sealed);
    if (plain) yield plain;
    // Whole, but not meant to be the end: what followed is missing.
    else if (isLast && (await unsealed(key, chunkContext(headerHash, index, false), sealed)))
      throw new PackError('truncated');
    else throw new PackError('damaged');
    if (isLast) return;
  }
}

async function unsealed(key: SealingKey, context: string, sealed: Uint8Array<ArrayBuffer>) {
  try {
    return await key.unseal(context, sealed);
  } catch (error) {
    if (error instanceof TamperedError) return null;
    throw error;
  }
}
