/** An S3-compatible store for tests: objects in memory, every request's signature (version 4) verified. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SignedRequest {
  method: string;
  /** path and query as sent */
  url: string;
  headers: IncomingHttpHeaders;
}

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** The signature that a request with these headers must carry, by the published algorithm. */
export function expectedSignature({ method, url, headers }: SignedRequest, secret: string): string {
  const authorization = headers.authorization ?? '';
  const [, scope = ''] = /Credential=[^/]+\/([^,\s]+)/.exec(authorization) ?? [];
  const [, names = ''] = /SignedHeaders=([^,\s]+)/.exec(authorization) ?? [];
  const [path = '/', query = ''] = url.split('?');
  const canonicalHeaders = names
    .split(';')
    .map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`)
    .join('');
  const canonical = [
    method,
    path,
    query.split('&').sort().join('&'),
    canonicalHeaders,
    names,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key as Buffer, toSign).toString('hex');
}

export interface S3Server {
  origin: string;
  /** by bucket and key, as `bucket/key` */
  objects: Map<string, Buffer>;
  /** answers the next requests so instead */
  next: { status: number; body: string }[];
  requests: SignedRequest[];
  close(): Promise<void>;
}

/** Starts it with one bucket. */
export async function startS3Server(bucket: string, keyId: string, secret: string): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const next: S3Server['next'] = [];
  const requests: SignedRequest[] = [];
  const answer = (request: SignedRequest, body: Buffer): [status: number, body: Buffer | string] => {
    const [, given = ''] = /Signature=([0-9a-f]{64})/.exec(request.headers.authorization ?? '') ?? [];
    const expected = expectedSignature(request, secret);
    const isKnown = request.headers.authorization?.includes(`Credential=${keyId}/`) ?? false;
    if (!isKnown || given.length !== 64 || !timingSafeEqual(Buffer.from(given), Buffer.from(expected)))
      return [403, '<Error><Code>SignatureDoesNotMatch</Code></Error>'];
    if (request.headers['x-amz-content-sha256'] !== sha256(body))
      return [400, '<Error><Code>XAmzContentSHA256Mismatch</Code></Error>'];
    const key = decodeURIComponent(request.url.split('?')[0] ?? '').slice(1);
    if (!key.startsWith(`${bucket}/`)) return [404, '<Error><Code>NoSuchBucket</Code></Error>'];
    if (request.method === 'PUT') {
      objects.set(key, body);
      return [200, ''];
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return [204, ''];
    }
    const found = objects.get(key);
    return found ? [200, found] : [404, '<Error><Code>NoSuchKey</Code></Error>'];
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const signed = { method, url, headers };
      requests.push(signed);
      const planned = next.shift();
      const [status, body] = planned ? [planned.status, planned.body] : answer(signed, Buffer.concat(chunks));
      response.writeHead(status).end(method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    objects,
    next,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
