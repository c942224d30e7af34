/** What a handler of one route gets: the call, parsed by the schemas of the route table. */
import type { z } from 'zod';
import type { ROUTES, RouteName } from '../../shared/protocol/routes.ts';
import type { Session } from '../access/sessions.ts';
import type { Ports } from '../ports.ts';

type RouteOf<K extends RouteName> = (typeof ROUTES)[K];
type Parsed<K extends RouteName, Member extends 'query' | 'request' | 'reply'> =
  RouteOf<K> extends Record<Member, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

export interface Call<K extends RouteName> {
  ports: Ports;
  request: Request;
  /** path parameters, unescaped and checked to be ids */
  params: Readonly<Record<string, string>>;
  query: Parsed<K, 'query'>;
  body: Parsed<K, 'request'>;
  /** null on open routes only */
  session: RouteOf<K>['access'] extends 'open' ? Session | null : Session;
  /** the workstation the call names, or null */
  ws: string | null;
  /** the client's network address, for the sign-in limits */
  address: string;
}

/** Answers with data of the route's reply schema, or with a response of its own. */
export type Handler<K extends RouteName> = (call: Call<K>) => Promise<Parsed<K, 'reply'> | Response>;
export type Handlers = { [K in RouteName]: Handler<K> };

/** A path parameter that the route table is known to have. */
export function param(call: { params: Readonly<Record<string, string>> }, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new RangeError(`the route has no parameter ${name}`);
  return value;
}
