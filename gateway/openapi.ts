/** The OpenAPI document, generated from the route table and its schemas. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { PROTOCOL, PROTOCOL_HEADER, WORKSTATION_HEADER } from '../shared/protocol/access.ts';
import { Problem } from '../shared/protocol/problems.ts';
import { API_BASE, ROUTES, type Route } from '../shared/protocol/routes.ts';

type PathConfig = Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0];
type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Builds the document. */
export function buildOpenApi(version: string): Document {
  const app = new OpenAPIHono();
  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    app.openAPIRegistry.registerPath(pathOf(name, route));
  }
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Expo Review Desk gateway',
      version,
      description: `Protocol ${PROTOCOL}. Every reply carries ${PROTOCOL_HEADER}; calls name their workstation in ${WORKSTATION_HEADER}.`,
    },
    servers: [{ url: API_BASE }],
  });
}

function pathOf(name: string, route: Route): PathConfig {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, param]) => (param ? [param] : []));
  const params = z.object(Object.fromEntries(names.map((param) => [param, z.string()])));
  const content = route.reply
    ? { 'application/json': { schema: route.reply } }
    : { [route.media ?? 'application/octet-stream']: { schema: z.string() } };
  const problem = { 'application/problem+json': { schema: Problem } };
  return {
    method: route.method.toLowerCase() as PathConfig['method'],
    path: route.path,
    operationId: name,
    summary: route.summary,
    description: `Access: ${route.access}`,
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...bodyOf(route),
    },
    responses: {
      200: { description: 'Answered', content },
      default: { description: 'Refused; `type` says why', content: problem },
    },
  };
}

function bodyOf(route: Route): Pick<NonNullable<PathConfig['request']>, 'body'> {
  if (route.request)
    return { body: { content: { 'application/json': { schema: route.request } }, required: true } };
  if (!route.requestMedia) return {};
  return { body: { content: { [route.requestMedia]: { schema: z.string() } }, required: true } };
}
