/** The page's own scheme, app://bundle: the page and its assets from memory, /api to the gateway. */
import { randomBytes } from 'node:crypto';
import type { Protocol } from 'electron';
import { type AssetBundle, serveAsset } from '../shared/web/assets.ts';
import { forward, type SessionFetch } from './forward.ts';
import { DESK_SCHEME, isDeskUrl } from './policy.ts';

/** Headers that make sense between sites only, and on a custom scheme can abort the renderer. */
const CROSS_ORIGIN_HEADERS = [
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Resource-Policy',
  'Strict-Transport-Security',
];

/** Tells Chromium what the scheme is; once, before the app is ready, or it has no IndexedDB and no workers. */
export function registerDeskScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: DESK_SCHEME,
      // No service worker: the page is always at hand.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export interface DeskHandlerPorts {
  bundle: AssetBundle;
  gateway(): string | null;
  fetch: SessionFetch;
}

function notFound(): Response {
  return new Response('Not found.', { status: 404, headers: { 'Content-Type': 'text/plain' } });
}

/** The handler of every app:// request: page, asset by exact name, /api, or 404. */
export function createDeskHandler({ bundle, gateway, fetch }: DeskHandlerPorts) {
  return async (request: Request): Promise<Response> => {
    if (!isDeskUrl(request.url)) return notFound();
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/')) return forward(request, gateway(), fetch);
    if (request.method !== 'GET') return new Response('Method not allowed.', { status: 405 });
    const nonce = randomBytes(16).toString('base64url');
    const reply = serveAsset(bundle, pathname, nonce) ?? notFound();
    for (const name of CROSS_ORIGIN_HEADERS) reply.headers.delete(name);
    return reply;
  };
}
