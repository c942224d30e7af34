/** From request to handler and back: identity, access, parameters, query, body, in this order. */
import { z } from 'zod';
import { PUSH_BYTES_MAX } from '../../shared/protocol/push.ts';
import { API_BASE, ROUTES, type Route, type RouteName } from '../../shared/protocol/routes.ts';
import type { RequestNote } from '../observe/requestNote.ts';
import type { Ports } from '../ports.ts';
import { isStorable } from '../submissions/storableText.ts';
import { assertAccess, identify } from './authenticate.ts';
import { readJson } from './body.ts';
import { ProblemError, schemaErrors } from './problem.ts';
import { jsonReply } from './reply.ts';
import type { Handlers } from './route.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const BODY_BYTES = 64 * KIB;
/** Inflated sizes; other routes take `BODY_BYTES`. */
const BODY_LIMITS: Partial<Record<RouteName, number>> = {
  signIn: 8 * KIB,
  push: PUSH_BYTES_MAX,
  submissions: 8 * MIB,
  putDeals: 4 * MIB,
  putContacts: MIB,
  transfer: MIB,
  audit: MIB,
};
/** Their items are validated one by one, texts included: a bad one must not refuse the others. */
const CHECKED_PER_ITEM: readonly RouteName[] = ['push', 'submissions'];

const Segment = z.string().regex(/^[\x21-\x7e]{1,64}$/);

export interface Incoming {
  request: Request;
  address: string;
  /** what the log will say of this call */
  note: RequestNote;
}

/** Runs one call of a route through its handler. Expected refusals are thrown as ProblemErrors. */
export async function runRoute(
  ports: Ports,
  handlers: Handlers,
  name: RouteName,
  incoming: Incoming,
): Promise<Response> {
  const { request, address, note } = incoming;
  const route: Route = ROUTES[name];
  const url = new URL(request.url);
  const { ws, session } = await identify(ports, request, name);
  if (session) note.caller = session.caller;
  const params = readParams(route, url.pathname);
  assertAccess(name, session, params.edition);
  const query = route.query ? parse(route.query, Object.fromEntries(url.searchParams)) : undefined;
  const body = route.request ? await readBody(name, route.request, request) : undefined;
  // The table gave the schemas that parsed these members: they are what this route's handler is typed for.
  const handler = handlers[name] as (call: unknown) => Promise<unknown>;
  const answer = await handler({ ports, request, params, query, body, session, ws, address });
  return answer instanceof Response ? answer : await jsonReply(request, answer);
}

function readParams(route: Route, pathname: string): Record<string, string> {
  const params: Record<string, string> = {};
  const given = pathname.slice(API_BASE.length).split('/');
  for (const [index, segment] of route.path.split('/').entries()) {
    if (!segment.startsWith('{')) continue;
    const parsed = Segment.safeParse(unescapeSegment(given[index] ?? ''));
    if (!parsed.success) throw new ProblemError('not-found');
    params[segment.slice(1, -1)] = parsed.data;
  }
  return params;
}

function unescapeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ProblemError('not-found');
  }
}

async function readBody(name: RouteName, schema: z.ZodType, request: Request): Promise<unknown> {
  const raw = await readJson(request, BODY_LIMITS[name] ?? BODY_BYTES);
  if (!CHECKED_PER_ITEM.includes(name) && !isStorable(raw)) {
    throw new ProblemError('schema-invalid', { detail: 'A text holds characters that cannot be stored.' });
  }
  return parse(schema, raw);
}

function parse(schema: z.ZodType, raw: unknown): unknown {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  // Too many items is a matter of size: the client halves the batch rather than look for a bad item.
  const hasTooMany = parsed.error.issues.some(
    ({ code, path }) => code === 'too_big' && path.length === 1 && path[0] === 'items',
  );
  if (hasTooMany) throw new ProblemError('too-large', { detail: 'Too many items in one request.' });
  throw new ProblemError('schema-invalid', { errors: schemaErrors(parsed.error) });
}
