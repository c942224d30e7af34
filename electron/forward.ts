/** Forwards the page's /api calls to the configured gateway, with the cookie jar of the app's session. */

/** The session's fetch: the only thing that knows the gateway's cookies. */
export type SessionFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the page may say to the gateway; `desk-…` besides. Origin, Referer and Cookie are not among it. */
const REQUEST_HEADERS = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'last-event-id',
]);
/**
 * What the gateway may say to the page; `desk-…` besides. Left out with reason: `set-cookie` (the page never
 * sees a token), COOP, COEP, CORP, HSTS (some abort the renderer on a custom scheme), `clear-site-data` and
 * `service-worker-allowed` (they would speak for the app's origin), `content-encoding`, `content-length` and
 * transport headers (true of the wire, not of the decoded body).
 */
const REPLY_HEADERS = new Set([
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'retry-after',
  'x-content-type-options',
]);
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const BODILESS_STATUS = new Set([204, 205, 304]);
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

function pick(headers: Headers, allowed: ReadonlySet<string>): Headers {
  const picked = new Headers();
  headers.forEach((value, name) => {
    if (allowed.has(name) || name.startsWith('desk-')) picked.set(name, value);
  });
  return picked;
}

/** The request's headers as they go to the gateway. */
const outgoingHeaders = (headers: Headers): Headers => pick(headers, REQUEST_HEADERS);

/** The reply's headers as they go to the page. */
export const incomingHeaders = (headers: Headers): Headers => pick(headers, REPLY_HEADERS);

/**
 * The gateway's URL for a path of the page; null if it does not stay below /api/ there.
 * SECURITY: checked on the result, since `\` is a path separator in http URLs and none in the page's scheme.
 */
export function gatewayUrl(gateway: string, pathname: string, search: string): URL | null {
  const url = new URL(gateway);
  url.pathname = pathname;
  url.search = search;
  return url.origin === gateway && url.pathname.startsWith('/api/') ? url : null;
}

function refusal(status: number, title: string): Response {
  return new Response(title, {
    status,
    headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' },
  });
}

/**
 * Answers an /api request of the page. Where no reply of the gateway can be had the page sees a network
 * error, as it would in a browser; replies are streams, so that server-sent events arrive as they happen.
 */
export async function forward(
  request: Request,
  gateway: string | null,
  fetch: SessionFetch,
): Promise<Response> {
  if (gateway === null) return refusal(503, 'No gateway is configured.');
  const { pathname, search } = new URL(request.url);
  const url = gatewayUrl(gateway, pathname, search);
  if (!url) return refusal(404, 'Not found.');
  if (!METHODS.has(request.method)) return refusal(405, 'Method not allowed.');
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.body !== null;
  const body = hasBody ? await request.arrayBuffer() : null;
  if (body && body.byteLength > MAX_BODY_BYTES) return refusal(413, 'Too large.');
  let reply: Response;
  try {
    reply = await fetch(url.href, {
      method: request.method,
      headers: outgoingHeaders(request.headers),
      body,
      // The session's cookies go along; the page cannot name others.
      credentials: 'include',
      // SECURITY: a reply in the HTTP cache would be personal data in plaintext on the disk.
      cache: 'no-store',
      // SECURITY: a redirect would carry the request, and perhaps the cookies, to another origin.
      redirect: 'error',
      signal: request.signal,
    });
  } catch {
    // Offline, refused, reset, redirected: the desk knows what to do about a network error.
    return Response.error();
  }
  return adapted(reply);
}

function adapted(reply: Response): Response {
  if (reply.status < 200 || (reply.status >= 300 && reply.status < 400 && reply.status !== 304)) {
    return Response.error();
  }
  const isBodiless = BODILESS_STATUS.has(reply.status);
  return new Response(isBodiless ? null : reply.body, {
    status: reply.status,
    headers: incomingHeaders(reply.headers),
  });
}
