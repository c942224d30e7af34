/**
 * What the service worker does, as functions of its ports: stores one build's page and assets as a whole,
 * answers from them, and leaves everything else, `/api` above all, to the network.
 */

/** One build's page, as the build lists it. */
export interface PrecacheList {
  /** changes with any byte of the page or of an asset */
  version: string;
  /** asset names relative to the page */
  assets: readonly string[];
  /** those of `assets` that the page itself names; a page without them is of another build */
  pageNames: readonly string[];
}

export interface PrecachePorts {
  caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
  /** resolves after so many milliseconds */
  delay(ms: number): Promise<void>;
  /** the page's URL, with the slash at its end */
  scope: string;
}

const CACHE_PREFIX = 'desk-page-';
/** How long an open waits for a gateway that does not answer, before the stored page opens instead. */
export const NAVIGATION_TIMEOUT_MS = 3000;
const CONCURRENT_FETCHES = 6;

/** The cache of a build. */
export function cacheName(list: Pick<PrecacheList, 'version'>): string {
  return `${CACHE_PREFIX}${list.version}`;
}

const mediaType = (response: Response): string => response.headers.get('content-type') ?? '';

/** A reply that is the page of a host of ours: a captive portal's has no policy with a nonce. */
function isOwnPage(response: Response): boolean {
  const policy = response.headers.get('content-security-policy') ?? '';
  return (
    response.status === 200 &&
    !response.redirected &&
    mediaType(response).startsWith('text/html') &&
    policy.includes("'nonce-")
  );
}

function isAsset(response: Response, name: string): boolean {
  if (response.status !== 200 || response.redirected) return false;
  return name.endsWith('.html') || !mediaType(response).startsWith('text/html');
}

async function fetchAsset(name: string, ports: PrecachePorts): Promise<[string, Response]> {
  const url = new URL(name, ports.scope).href;
  const response = await ports.fetch(url, { cache: 'no-cache', credentials: 'same-origin' });
  if (!isAsset(response, name)) throw new Error(`precache: ${name} is not that asset (${response.status})`);
  return [url, response];
}

async function fetchPage(list: PrecacheList, ports: PrecachePorts): Promise<[string, Response]> {
  const response = await ports.fetch(ports.scope, { cache: 'no-store', credentials: 'same-origin' });
  if (!isOwnPage(response)) throw new Error(`precache: not the page (${response.status})`);
  const html = await response.clone().text();
  const missing = list.pageNames.find((name) => !html.includes(name));
  // Two gateways of different builds behind one address: their mix would open to a blank window.
  if (missing !== undefined) throw new Error(`precache: the page is of another build, without ${missing}`);
  return [ports.scope, response];
}

/**
 * Stores the page and all assets of a build, or nothing: throws if any of them does not come as it should,
 * and the browser then keeps the service worker it has.
 */
export async function storeBuild(list: PrecacheList, ports: PrecachePorts): Promise<void> {
  const name = cacheName(list);
  try {
    const cache = await ports.caches.open(name);
    const [pageUrl, page] = await fetchPage(list, ports);
    for (let at = 0; at < list.assets.length; at += CONCURRENT_FETCHES) {
      const slice = list.assets.slice(at, at + CONCURRENT_FETCHES);
      const fetched = await Promise.all(slice.map((asset) => fetchAsset(asset, ports)));
      for (const [url, response] of fetched) await cache.put(url, response);
    }
    // The page last: a cache that has it is complete.
    await cache.put(pageUrl, page);
  } catch (error) {
    await ports.caches.delete(name);
    throw error;
  }
}

/** Drops the pages of other builds; caches that are not the page's stay. */
export async function dropOtherBuilds(list: PrecacheList, ports: PrecachePorts): Promise<void> {
  for (const name of await ports.caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== cacheName(list)) await ports.caches.delete(name);
  }
}

async function stored(url: string, list: PrecacheList, ports: PrecachePorts): Promise<Response | undefined> {
  const cache = await ports.caches.open(cacheName(list));
  // Replies vary by encoding and origin; what is stored is decoded and ours.
  return cache.match(url, { ignoreVary: true });
}

/** The page: the network's if it answers in time and is ours, else the stored one, else what the network says. */
async function answerNavigation(
  request: Request,
  list: PrecacheList,
  ports: PrecachePorts,
): Promise<Response> {
  const network = ports.fetch(request).then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );
  const first = await Promise.race([network, ports.delay(NAVIGATION_TIMEOUT_MS).then(() => null)]);
  if (first !== null && 'response' in first && isOwnPage(first.response)) return first.response;
  const page = await stored(ports.scope, list, ports);
  if (page) return page;
  const last = await network;
  if ('response' in last) return last.response;
  throw last.error;
}

async function answerAsset(request: Request, list: PrecacheList, ports: PrecachePorts): Promise<Response> {
  const { href } = new URL(request.url);
  return (await stored(href, list, ports)) ?? ports.fetch(request);
}

/**
 * The answer to a request of the page, or null for «not ours: let the browser go to the network».
 * Only GETs below the scope whose path is the page or, exactly, a listed asset are ours.
 */
export function answer(request: Request, list: PrecacheList, ports: PrecachePorts): Promise<Response> | null {
  const url = new URL(request.url);
  const scope = new URL(ports.scope);
  if (request.method !== 'GET' || url.origin !== scope.origin) return null;
  // SECURITY: the API's replies are personal data, which never goes into a cache of the browser (I11).
  if (url.pathname === '/api' || url.pathname.startsWith('/api/')) return null;
  if (!url.pathname.startsWith(scope.pathname)) return null;
  const name = url.pathname.slice(scope.pathname.length);
  if (name === '' || name === 'index.html') {
    return request.mode === 'navigate' ? answerNavigation(request, list, ports) : null;
  }
  if (url.search !== '' || !list.assets.includes(name)) return null;
  return answerAsset(request, list, ports);
}
