/** A real HTTP server on this machine that plays the gateway, and one it must never be left for. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request as it arrived. */
export interface Arrived {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ScriptedGateway {
  origin: string;
  arrived: Arrived[];
  close(): Promise<void>;
}

/** Headers no reply may carry into the app's own origin. */
export const HARMFUL_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=63072000',
  'Clear-Site-Data': '"*"',
  'Service-Worker-Allowed': '/',
  'Access-Control-Allow-Origin': '*',
  'Set-Cookie': 'desk-ws1=secret-token; HttpOnly; SameSite=Strict',
  'Keep-Alive': 'timeout=5',
  'Alt-Svc': 'h3=":443"',
  Refresh: '0; url=https://elsewhere.example/',
  Link: '<https://elsewhere.example/>; rel=preload',
};

const SCRIPT: Record<string, (response: ServerResponse) => void> = {
  '/api/v1/session': (response) => {
    response.writeHead(200, { ...HARMFUL_HEADERS, 'Content-Type': 'application/json', 'Desk-Protocol': '1' });
    response.end('{"account":null}');
  },
  '/api/v1/zipped': (response) => {
    const body = gzipSync('{"zipped":true}');
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Encoding': 'gzip',
      'Content-Length': String(body.length),
      'Cache-Control': 'no-store',
    });
    response.end(body);
  },
  '/api/v1/none': (response) => void response.writeHead(204, { 'Content-Type': 'application/json' }).end(),
  '/api/v1/unchanged': (response) => void response.writeHead(304, { ETag: '"x"' }).end(),
  '/api/v1/problem': (response) => {
    response.writeHead(410, { 'Content-Type': 'application/problem+json', 'Retry-After': '7' });
    response.end('{"type":"urn:expo-review-desk:cursor-invalid"}');
  },
  '/api/v1/away': (response) => {
    response.writeHead(302, { Location: 'http://localhost:1/api/v1/session' }).end();
  },
  '/api/v1/portal': (response) => void response.writeHead(307, { Location: '/login' }).end(),
  '/api/v1/poke': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: {"head":1}\n\n');
  },
  '/api/v1/torn': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
    response.write('{"half":');
    setTimeout(() => response.destroy(), 20);
  },
};

/** Starts it on a free port; an unknown path is answered 200 with what was asked. */
export async function startScriptedGateway(): Promise<ScriptedGateway> {
  const arrived: Arrived[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      arrived.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const script = SCRIPT[url.split('?')[0] ?? ''];
      if (script) script(response);
      else response.writeHead(200, { 'Content-Type': 'text/plain' }).end(url);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    arrived,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
