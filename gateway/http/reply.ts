/** Replies: JSON, compressed where the client takes it. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const GZIP_LEVEL = 4;
/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_BYTES = 1024;

/** True if the request says that gzip may be sent. */
export function acceptsGzip(request: Request): boolean {
  const accepted = request.headers.get('Accept-Encoding') ?? '';
  return accepted.split(',').some((entry) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(entry));
}

/** A JSON reply, gzip if it is worth it. */
export async function jsonReply(
  request: Request,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return await bytesReply(request, Buffer.from(JSON.stringify(value)), headers);
}

/** A reply whose JSON is written already. */
export async function bytesReply(
  request: Request,
  json: Buffer<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const common = { 'Content-Type': 'application/json', Vary: 'Accept-Encoding', ...headers };
  if (json.length < COMPRESS_FROM_BYTES || !acceptsGzip(request))
    return new Response(json, { headers: common });
  const packed = await compress(json, { level: GZIP_LEVEL });
  return new Response(new Uint8Array(packed), { headers: { ...common, 'Content-Encoding': 'gzip' } });
}
