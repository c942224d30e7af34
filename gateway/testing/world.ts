/** A small world to test in: an edition, its accounts, a clock that obeys, and clients that speak HTTP. */
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { CIIE3 } from '../../shared/domain/profiles/ciie3.ts';
import type { Role } from '../../shared/domain/vocabulary.ts';
import { ChangesPage, type FeedItem, type PutItem } from '../../shared/protocol/feed.ts';
import type { PushItem, PushReply } from '../../shared/protocol/push.ts';
import { ROUTES, type Route, type RouteName, routeUrl } from '../../shared/protocol/routes.ts';
import { ensureAccount, findCaller } from '../access/accounts.ts';
import { grantsOfRole } from '../access/grants.ts';
import { createGateway, type Gateway } from '../createGateway.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ensureEdition } from '../editions.ts';
import { createFeedBus } from '../feed/bus.ts';
import { acceptSubmissions } from '../intake/acceptSubmissions.ts';
import { createMetrics } from '../observe/metrics.ts';
import { sharedKey } from '../openPorts.ts';
import type { Caller, Ports } from '../ports.ts';
import { createMemoryStore } from './memoryStore.ts';

export const ORIGIN = 'http://127.0.0.1:4810';
export const PASSWORD = 'a long enough password';

type Body = Exclude<RequestInit['body'], undefined>;
export interface CallOptions {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
  rawBody?: Body;
  headers?: Record<string, string>;
}
export interface Answer<T = unknown> {
  status: number;
  /** the problem's slug, or undefined */
  problem: string | undefined;
  data: T;
  headers: Headers;
}
type ReplyOf<K extends RouteName> = (typeof ROUTES)[K] extends { reply: infer S extends z.ZodType }
  ? z.output<S>
  : unknown;

export interface Client {
  account: string;
  ws: string;
  headers: Record<string, string>;
  call: <K extends RouteName>(name: K, options?: CallOptions) => Promise<Answer<ReplyOf<K>>>;
  /** everything in the caller's scope by way of snapshot, parts and changes */
  pull: () => Promise<{ items: Map<string, PutItem>; cursor: string }>;
  /** items after a cursor, all pages */
  changes: (cursor: string, limit?: number) => Promise<{ items: FeedItem[]; cursor: string }>;
  push: (items: readonly object[]) => Promise<PushReply>;
}

export interface World {
  ports: Ports;
  gateway: Gateway;
  edition: string;
  profile: EditionProfile;
  clock: { nowMs: number };
  /** names as in the demo, made unique by the edition */
  account: (name: string) => string;
  signIn: (name: string, ws?: string) => Promise<Client>;
  caller: (name: string) => Promise<Caller>;
  intake: (items: readonly object[]) => ReturnType<typeof acceptSubmissions>;
}

let worlds = 0;

/** A new edition with its accounts in an open database; worlds of one database do not see each other. */
export async function createWorld(
  database: OpenDatabase,
  change: (profile: EditionProfile) => EditionProfile = (profile) => profile,
): Promise<World> {
  worlds += 1;
  const edition = `t${worlds}-${randomBytes(3).toString('hex')}`;
  const clock = { nowMs: Date.parse('2020-09-07T02:00:00.000Z') };
  const ports: Ports = {
    db: database.db,
    images: createMemoryStore(),
    now: () => clock.nowMs,
    randomBytes: (size) => new Uint8Array(randomBytes(size)),
    log: () => undefined,
    metrics: createMetrics(),
    metricsToken: null,
    poolUse: database.poolUse,
    bus: createFeedBus(),
    cursorKey: await sharedKey(database),
    publicOrigin: null,
    page: null,
    isSeeding: () => false,
    isStopping: () => false,
    passwordCost: 4,
    version: 'test',
  };
  const profile = change({ ...CIIE3, id: edition });
  await ensureEdition(ports, profile);
  const account = (name: string): string => `${name}.${edition}`;
  const add = async (name: string, role: Role, subGroupIds: string[] = []): Promise<void> =>
    await ensureAccount(ports, {
      name: account(name),
      displayName: name,
      role,
      grants: grantsOfRole(role, edition, subGroupIds),
      password: PASSWORD,
    });
  await add('guangzhou', 'reviewer', ['guangzhou']);
  await add('guangzhou2', 'reviewer', ['guangzhou']);
  await add('foshan', 'reviewer', ['foshan']);
  await add('both', 'reviewer', ['guangzhou', 'foshan']);
  await add('secretariat', 'secretariat');
  await add('intake', 'intake');
  await add('admin', 'admin');
  const gateway = createGateway(ports);
  return {
    ports,
    gateway,
    edition,
    profile,
    clock,
    account,
    signIn: (name, ws) =>
      signIn(gateway, edition, account(name), ws ?? `ws-${randomBytes(6).toString('hex')}`),
    caller: async (name) => {
      const caller = await findCaller(ports, account(name));
      if (!caller) throw new Error(`no account ${name}`);
      return caller;
    },
    intake: (items) => acceptSubmissions(ports, edition, items as never, { by: 'test' }),
  };
}

/** Signs in over HTTP and returns a client that names its workstation and carries its cookie. */
async function signIn(gateway: Gateway, edition: string, account: string, ws: string): Promise<Client> {
  const headers: Record<string, string> = { 'Desk-Client': 'test', 'Desk-Workstation': ws };
  const signedIn = await callRoute(gateway, 'signIn', {
    body: { account, password: PASSWORD, workstation: ws },
    headers,
  });
  if (signedIn.status !== 200) throw new Error(`sign-in: ${signedIn.status} ${signedIn.problem}`);
  headers.Cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
  const call: Client['call'] = (name, options = {}) =>
    callRoute(gateway, name, {
      ...options,
      params: { edition, ...options.params },
      headers: { ...headers, ...options.headers },
    });
  const changes: Client['changes'] = async (cursor, limit) => {
    const items: FeedItem[] = [];
    for (let at = cursor; ; ) {
      const query = limit === undefined ? { cursor: at } : { cursor: at, limit };
      const page = await expectOk(call('changes', { query }));
      items.push(...page.items);
      at = page.cursor;
      if (!page.more) return { items, cursor: at };
    }
  };
  return {
    account,
    ws,
    headers,
    call,
    changes,
    pull: async () => {
      const manifest = await expectOk(call('snapshot'));
      const items = new Map<string, PutItem>();
      for (const part of manifest.parts) {
        const answer = await call('part', { params: { sha256: part.sha256 } });
        applyItems(items, parseLines(String(answer.data)));
      }
      const delta = await changes(manifest.cursor);
      applyItems(items, delta.items);
      return { items, cursor: delta.cursor };
    },
    push: async (items) => await expectOk(call('push', { body: { ws, items } })),
  };
}

/** Applies as the desk does: an item counts if its seq is higher than what is there. */
export function applyItems(items: Map<string, PutItem>, fresh: readonly FeedItem[]): void {
  for (const item of fresh) {
    const key = `${item.kind}/${item.id}`;
    if ((items.get(key)?.seq ?? 0) >= item.seq) continue;
    if (item.op === 'put') items.set(key, item);
    else items.delete(key);
  }
}

/** A page of changes as the service writes it. */
export function parsePage(bytes: Buffer): ChangesPage {
  return ChangesPage.parse(JSON.parse(bytes.toString('utf8')));
}

function parseLines(text: string): FeedItem[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as FeedItem]));
}

/** Calls a route through the handler; a 200 must fit the route's reply schema. */
export async function callRoute<K extends RouteName>(
  gateway: Gateway,
  name: K,
  options: CallOptions = {},
  address = '192.0.2.1',
): Promise<Answer<ReplyOf<K>>> {
  const route: Route = ROUTES[name];
  const hasJson = options.body !== undefined;
  const request = new Request(ORIGIN + routeUrl(name, options.params, options.query), {
    method: route.method,
    headers: { ...(hasJson ? { 'Content-Type': 'application/json' } : {}), ...options.headers },
    body: options.rawBody ?? (hasJson ? JSON.stringify(options.body) : null),
  });
  return await readAnswer(await gateway(request, { address }), route.reply);
}

/** The answer read and checked: every reply carries the protocol's headers. */
export async function readAnswer<T>(response: Response, schema?: z.ZodType): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = /[/+]json$/.test(response.headers.get('Content-Type') ?? '');
  const data: unknown = isJson ? JSON.parse(text) : text;
  if (response.headers.get('Desk-Protocol') !== '1') throw new Error('Desk-Protocol is missing');
  if (response.headers.get('Cache-Control') !== 'no-store') throw new Error('no-store is missing');
  if (response.status === 200 && schema) schema.parse(data);
  const type = typeof data === 'object' && data && 'type' in data ? String(data.type) : undefined;
  return {
    status: response.status,
    problem: response.status >= 400 ? type?.replace('urn:expo-review-desk:', '') : undefined,
    data: data as T,
    headers: response.headers,
  };
}

/** The data of an answer that must be 200. */
export async function expectOk<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, data, problem } = await answer;
  if (status !== 200) throw new Error(`expected 200, got ${status} ${problem ?? ''}`);
  return data;
}

export type { PushItem };
