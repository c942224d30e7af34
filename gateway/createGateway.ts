/** The gateway: middleware and routes, in the order a request meets them. */
import { Hono } from 'hono';
import { type Health, PROTOCOL, PROTOCOL_HEADER } from '../shared/protocol/access.ts';
import { problemSlug } from '../shared/protocol/problems.ts';
import { API_BASE, ROUTES, type Route, type RouteName } from '../shared/protocol/routes.ts';
import { COMMON_HEADERS } from '../shared/web/securityHeaders.ts';
import { accessRoutes } from './access/accessRoutes.ts';
import { isBusy, sqlState } from './database/transact.ts';
import { decisionRoutes } from './decisions/decisionRoutes.ts';
import { feedRoutes } from './feed/feedRoutes.ts';
import { assertDeskHeader, assertHost, assertOrigin, assertProtocol } from './http/guards.ts';
import { runRoute } from './http/pipeline.ts';
import { ProblemError, problem, problemResponse } from './http/problem.ts';
import type { Handlers } from './http/route.ts';
import { intakeRoutes } from './intake/intakeRoutes.ts';
import { answerMetrics } from './observe/metricsPage.ts';
import { noteRequest, type RequestNote } from './observe/requestNote.ts';
import { buildOpenApi } from './openapi.ts';
import { answerPage } from './page.ts';
import type { Ports } from './ports.ts';
import { reportRoutes } from './reports/reportRoutes.ts';

/** What the adapter knows of a connection. Without an address all calls count as one client. */
export interface Connection {
  /** the client as far as a trusted proxy knows it */
  address?: string;
  /** whoever holds the other end of the socket */
  peer?: string;
}
type Environment = { Bindings: Connection; Variables: { note: RequestNote } };
export type Gateway = (request: Request, connection?: Connection) => Promise<Response>;

/** The gateway as a function of its ports: `Request` in, `Response` out. */
export function createGateway(ports: Ports): Gateway {
  const app = new Hono<Environment>();
  const handlers = allHandlers(ports);

  app.use(async (context, next) => {
    const note: RequestNote = { route: 'unknown' };
    context.set('note', note);
    const startedAt = performance.now();
    await next();
    if (ports.isStopping()) context.res.headers.set('Connection', 'close');
    noteRequest(ports, note, context.res.status, performance.now() - startedAt);
  });

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(COMMON_HEADERS)) context.res.headers.set(name, value);
  });
  app.use('/api/*', async (context, next) => {
    await next();
    context.res.headers.set(PROTOCOL_HEADER, String(PROTOCOL));
    context.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(async (context, next) => {
    assertHost(context.req.raw, ports.publicOrigin);
    assertOrigin(context.req.raw, ports.publicOrigin);
    await next();
  });
  app.use('/api/*', async (context, next) => {
    assertProtocol(context.req.raw);
    assertDeskHeader(context.req.raw);
    await next();
  });

  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    app.on(route.method, API_BASE + honoPath(route.path), (context) => {
      const note = context.get('note');
      note.route = name as RouteName;
      const address = context.env?.address ?? 'unknown';
      return runRoute(ports, handlers, name as RouteName, { request: context.req.raw, address, note });
    });
  }
  app.notFound(async (context) => {
    const { pathname } = new URL(context.req.url);
    if (/^\/api(\/|$)/.test(pathname)) return refuseUnknown(pathname);
    const note = context.get('note');
    if (pathname === '/metrics') {
      note.route = 'metrics';
      const page = await answerMetrics(ports, context.req.raw, context.env?.peer);
      return page ?? problemResponse(problem('not-found'));
    }
    note.route = 'page';
    return (await answerPage(ports, context.req.raw)) ?? problemResponse(problem('not-found'));
  });
  app.onError((error, context) => {
    if (error instanceof ProblemError) context.get('note').problem = problemSlug(error.problem) ?? 'internal';
    return answerError(ports, error);
  });

  return async (request, connection = {}) => await app.fetch(request, connection);
}

function allHandlers(ports: Ports): Handlers {
  let openApi: ReturnType<typeof buildOpenApi> | null = null;
  return {
    health: async () => await checkHealth(ports),
    openapi: async () => {
      openApi ??= buildOpenApi(ports.version);
      return { ...openApi };
    },
    ...accessRoutes,
    ...feedRoutes,
    ...decisionRoutes,
    ...intakeRoutes,
    ...reportRoutes,
  };
}

const HEALTH_WAIT_MS = 3000;

/** `ok` if the database answers; `seeding` while the demo edition is being filled. Else 503 and a sentence. */
async function checkHealth(ports: Ports): Promise<Health | Response> {
  if (ports.isStopping()) return notReady({ status: 'stopping', detail: 'The gateway was told to stop.' });
  const asked = ports.db
    .selectFrom('edition')
    .select('id')
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, HEALTH_WAIT_MS, false);
  });
  const isThere = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  if (!isThere) return notReady({ status: 'failing', detail: 'The database does not answer.' });
  return { status: 'ok', ...(ports.isSeeding() ? { seeding: true } : {}), version: ports.version };
}

function notReady(health: Health): Response {
  return Response.json(health, { status: 503, headers: { 'Retry-After': '2' } });
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

const PATTERNS = Object.values<Route>(ROUTES).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${API_BASE}${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** A known path under another method is 405, all else 404. */
function refuseUnknown(pathname: string): Response {
  const methods = PATTERNS.filter(({ pattern }) => pattern.test(pathname)).map(({ method }) => method);
  if (methods.length === 0) return problemResponse(problem('not-found'));
  const response = problemResponse(problem('method-not-allowed'));
  response.headers.set('Allow', methods.join(', '));
  return response;
}

/** The one place where what was thrown becomes a reply. Nothing of a fault reaches the client. */
function answerError(ports: Ports, error: unknown): Response {
  if (error instanceof ProblemError) return problemResponse(error.problem, error.retryAfterSeconds);
  if (isBusy(error)) {
    ports.log('busy', { code: sqlState(error) ?? undefined });
    ports.metrics.count('desk_faults_total', { kind: 'busy' });
    return problemResponse(problem('busy'), 2);
  }
  ports.log('fault', describeFault(error));
  ports.metrics.count('desk_faults_total', { kind: 'fault' });
  return problemResponse(problem('internal'));
}

/** Name, code and place only: messages of databases and parsers quote what people typed. */
function describeFault(error: unknown): Record<string, string | undefined> {
  if (!(error instanceof Error)) return { name: typeof error };
  const place = error.stack
    ?.split('\n')
    .find((line) => line.includes('/gateway/'))
    ?.trim()
    .slice(0, 200);
  return { name: error.name, code: sqlState(error) ?? undefined, place };
}
