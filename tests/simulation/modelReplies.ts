/** Replies and requests of the model as they go over the wire. */
import { gunzipSync } from 'node:zlib';
import { PROBLEMS, type ProblemSlug } from '../../shared/protocol/problems.ts';

export const HEADERS = { 'Desk-Protocol': '1', 'Cache-Control': 'no-store' };

/** A reply that is well. */
export function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { ...HEADERS, 'Content-Type': 'application/json' } });
}

/** A problem reply of the gateway. */
export function problem(slug: ProblemSlug, more: { mode?: 'drain' | 'lost' } = {}): Response {
  const status = PROBLEMS[slug];
  const body = JSON.stringify({ type: `urn:expo-review-desk:${slug}`, title: slug, status, ...more });
  return new Response(body, {
    status,
    headers: { ...HEADERS, 'Content-Type': 'application/problem+json' },
  });
}

/** The request's body, inflated and parsed. */
export function readBody(init: RequestInit): unknown {
  if (init.body === undefined || init.body === null) return undefined;
  const isGzip = new Headers(init.headers).get('Content-Encoding') === 'gzip';
  const text = isGzip ? gunzipSync(new Uint8Array(init.body as ArrayBuffer)).toString() : String(init.body);
  return JSON.parse(text);
}
