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
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const common = { 'Content-Type': 'application/json', Vary: 'Accept-Encoding', ...headers };
  if (bytes.length < COMPRESS_FROM_BYTES || !acceptsGzip(request))
    return new Response(bytes, { headers: common });
  const packed = new Uint8Array(await compress(bytes, { level: GZIP_LEVEL }));
  return new Response(packed, { headers: { ...common, 'Content-Encoding': 'gzip' } });
}
