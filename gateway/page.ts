/** The built page: its assets read once, served by exact name with a fresh nonce for each page. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type AssetBundle, serveAsset } from '../shared/web/assets.ts';
import { acceptsGzip } from './http/reply.ts';
import type { Ports } from './ports.ts';

const compress = promisify(gzip);
const COMPRESSIBLE = /\.(js|css|svg|json|webmanifest)$/;

/** Reads the built page from a folder, or null if none was built there. */
export async function loadPage(folder: string): Promise<AssetBundle | null> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (html === null) return null;
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    // The page itself needs its nonce; build lists (.vite/) are nobody's business.
    if (name === 'index.html' || name.startsWith('.')) continue;
    files.set(name, new Uint8Array(await readFile(path)));
  }
  return { html, files };
}

const packedOf = new WeakMap<AssetBundle, Map<string, Promise<Uint8Array<ArrayBuffer>>>>();

/** Answers for the page or one of its assets; null if the path names neither. */
export async function answerPage(ports: Ports, request: Request): Promise<Response | null> {
  const bundle = ports.page;
  if (!bundle || (request.method !== 'GET' && request.method !== 'HEAD')) return null;
  const { pathname } = new URL(request.url);
  const nonce = Buffer.from(ports.randomBytes(18)).toString('base64');
  const response = serveAsset(bundle, pathname, nonce);
  const bytes = bundle.files.get(pathname.slice(1));
  if (!response || !bytes || !COMPRESSIBLE.test(pathname) || !acceptsGzip(request)) return response;
  const packed = packedOf.get(bundle) ?? new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  packedOf.set(bundle, packed);
  const body = packed.get(pathname) ?? compress(bytes).then((result) => new Uint8Array(result));
  packed.set(pathname, body);
  const headers = new Headers(response.headers);
  headers.set('Content-Encoding', 'gzip');
  headers.append('Vary', 'Accept-Encoding');
  return new Response(await body, { headers });
}
