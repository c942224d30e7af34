/** Request bodies: of the right media type, inflated, never larger than allowed, in either form. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ProblemError } from './problem.ts';

const inflate = promisify(gunzip);

/** Reads a JSON body of at most `maxBytes` inflated. Throws 415, 413 or 400. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const mediaType = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new ProblemError('media-type-unsupported');
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProblemError('bad-request', { detail: 'The body is not JSON in UTF-8.' });
  }
}

/** Reads a body of at most `maxBytes`, inflated if it is gzip. Throws 415 for another encoding, 413 beyond. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') throw new ProblemError('media-type-unsupported');
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) throw new ProblemError('too-large');
  const bytes = request.headers.has('Content-Length')
    ? await takeAnnounced(request, maxBytes)
    : await collect(request, maxBytes);
  if (encoding === 'identity') return bytes;
  try {
    // SECURITY: the cap holds while inflating, so a small bomb never becomes a large buffer.
    return new Uint8Array(await inflate(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLarge) throw new ProblemError('too-large');
    throw new ProblemError('bad-request', { detail: 'The body is not gzip.' });
  }
}

/** The server lets no more through than was announced, so the whole body may be asked for, without a stream. */
async function takeAnnounced(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.byteLength > maxBytes) throw new ProblemError('too-large');
  return bytes;
}

async function collect(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw new ProblemError('too-large');
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
