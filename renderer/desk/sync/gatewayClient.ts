/** Calls to the gateway. A reply counts only if status, media type, our header and the schema are right. */
import type { z } from 'zod';
import {
  CLIENT_HEADER,
  PROTOCOL,
  PROTOCOL_HEADER,
  WORKSTATION_HEADER,
} from '../../../shared/protocol/access.ts';
import { Problem, type ProblemSlug, problemSlug } from '../../../shared/protocol/problems.ts';
import { ROUTES, type RouteName, routeUrl } from '../../../shared/protocol/routes.ts';
import type { DeskPorts } from '../ports.ts';

export type Failure =
  | { ok: false; kind: 'unreachable' }
  /** something answered that is not our gateway: a captive portal answers 200 too */
  | { ok: false; kind: 'notGateway' }
  /** our gateway, but a protocol or a reply this desk does not understand; the reply as it came, if it was JSON */
  | { ok: false; kind: 'incompatible'; raw?: unknown }
  /** our gateway, but it speaks an older protocol than this desk */
  | { ok: false; kind: 'outdated' }
  | {
      ok: false;
      kind: 'problem';
      slug: ProblemSlug | null;
      status: number;
      retryAfterMs: number | null;
      problem: Problem;
    };
export type Outcome<T> = { ok: true; value: T } | Failure;

const GZIP_FROM_BYTES = 8 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;

export interface CallOptions {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  /** bytes instead of JSON: an image */
  rawBody?: Uint8Array<ArrayBuffer>;
  timeoutMs?: number;
}

export interface GatewayClient {
  /** Calls a route whose reply is JSON and parses it by the route table's schema. */
  call<N extends JsonRoute>(name: N, options?: CallOptions): Promise<Outcome<ReplyOf<N>>>;
  /** Calls a route whose reply is bytes. */
  bytes(
    name: RouteName,
    options?: CallOptions,
  ): Promise<Outcome<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }>>;
  /** the name this workstation goes by in calls */
  setWorkstation(ws: string): void;
}

type JsonRoute = { [N in RouteName]: (typeof ROUTES)[N] extends { reply: z.ZodType } ? N : never }[RouteName];
type ReplyOf<N extends JsonRoute> = (typeof ROUTES)[N] extends { reply: infer S extends z.ZodType }
  ? z.infer<S>
  : never;

async function gzip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** The wait a reply asks for, in ms: seconds or an HTTP date. */
function retryAfterMs(response: Response, now: number): number | null {
  const value = response.headers.get('Retry-After');
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** A client for the gateway behind relative URLs of this origin. */
export function createGatewayClient(
  ports: Pick<DeskPorts, 'fetch' | 'schedule' | 'clock'>,
  ws: string,
): GatewayClient {
  let workstation = ws;

  async function send(name: RouteName, options: CallOptions): Promise<Outcome<Response>> {
    const route = ROUTES[name];
    const headers: Record<string, string> = { [CLIENT_HEADER]: '1', [WORKSTATION_HEADER]: workstation };
    let body: BodyInit | undefined;
    if (options.rawBody !== undefined) {
      headers['Content-Type'] = 'application/octet-stream';
      body = options.rawBody;
    } else if (options.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      const text = JSON.stringify(options.body);
      if (text.length > GZIP_FROM_BYTES) {
        headers['Content-Encoding'] = 'gzip';
        body = await gzip(text);
      } else body = text;
    }
    const abort = new AbortController();
    const cancel = ports.schedule.after(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, () => abort.abort());
    try {
      const response = await ports.fetch(routeUrl(name, options.params, options.query), {
        method: route.method,
        headers,
        signal: abort.signal,
        credentials: 'same-origin',
        // The desk is the cache; the browser's would keep plaintext on the disk.
        cache: 'no-store',
        redirect: 'error',
        ...(body === undefined ? {} : { body }),
      });
      // Read whole here, so that a reply cut off midway counts as no reply.
      const bytes = await response.arrayBuffer();
      const copy = new Response(bytes.byteLength ? bytes : null, {
        status: response.status === 204 || response.status === 304 ? 200 : response.status,
        headers: response.headers,
      });
      return { ok: true, value: copy };
    } catch {
      return { ok: false, kind: 'unreachable' };
    } finally {
      cancel();
    }
  }

  async function checked(name: RouteName, options: CallOptions): Promise<Outcome<Response>> {
    const sent = await send(name, options);
    if (!sent.ok) return sent;
    const response = sent.value;
    const protocol = response.headers.get(PROTOCOL_HEADER);
    if (protocol === null) {
      // Gateways behind a proxy: its own 5xx is an outage, anything else is somebody else's page.
      return response.status >= 500 ? { ok: false, kind: 'unreachable' } : { ok: false, kind: 'notGateway' };
    }
    if (protocol !== String(PROTOCOL))
      return { ok: false, kind: Number(protocol) < PROTOCOL ? 'outdated' : 'incompatible' };
    if (response.ok) return { ok: true, value: response };
    const parsed = Problem.safeParse(await response.json().catch(() => null));
    if (!parsed.success) return { ok: false, kind: response.status >= 500 ? 'unreachable' : 'notGateway' };
    return {
      ok: false,
      kind: 'problem',
      slug: problemSlug(parsed.data),
      status: response.status,
      retryAfterMs: retryAfterMs(response, ports.clock.now()),
      problem: parsed.data,
    };
  }

  return {
    setWorkstation(next) {
      workstation = next;
    },
    async call<N extends JsonRoute>(name: N, options: CallOptions = {}) {
      const reply = await checked(name, options);
      if (!reply.ok) return reply;
      if (!reply.value.headers.get('Content-Type')?.startsWith('application/json')) {
        return { ok: false, kind: 'notGateway' };
      }
      const schema = (ROUTES[name] as { reply: z.ZodType }).reply;
      const raw: unknown = await reply.value.json().catch(() => undefined);
      const parsed = schema.safeParse(raw);
      return parsed.success
        ? { ok: true, value: parsed.data as ReplyOf<N> }
        : { ok: false, kind: 'incompatible', raw };
    },
    async bytes(name, options = {}) {
      const reply = await checked(name, options);
      if (!reply.ok) return reply;
      const mediaType = reply.value.headers.get('Content-Type') ?? 'application/octet-stream';
      return { ok: true, value: { bytes: new Uint8Array(await reply.value.arrayBuffer()), mediaType } };
    },
  };
}
