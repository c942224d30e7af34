/** Assets by exact name from the build's list, so that there is no path to traverse. */
import { COMMON_HEADERS, contentSecurityPolicy, pageHeaders, pageWithNonce } from './securityHeaders.ts';

/** The built page as a host loads it once: names as the URL path without the leading slash. */
export interface AssetBundle {
  /** index.html with the nonce placeholder */
  html: string;
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
  html: 'text/html; charset=utf-8',
};

/**
 * Answers a request for the page or an asset; null if the path is neither, so that the host answers 404.
 * The path is compared as it stands: `%2e`, `%5c` and `..` name no asset and find nothing.
 */
export function serveAsset(bundle: AssetBundle, pathname: string, nonce: string): Response | null {
  if (pathname === '/' || pathname === '/index.html') {
    return new Response(pageWithNonce(bundle.html, nonce), { headers: pageHeaders(nonce) });
  }
  const name = pathname.slice(1);
  const bytes = bundle.files.get(name);
  if (!bytes) return null;
  const mediaType = MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const isHashed = name.startsWith('assets/');
  return new Response(bytes, {
    headers: {
      ...COMMON_HEADERS,
      'Content-Type': mediaType,
      ...(name.endsWith('.js') ? { 'Content-Security-Policy': contentSecurityPolicy() } : {}),
      'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}
