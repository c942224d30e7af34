/** The gateway's feed as any client would read it: session, parts, changes, decisions. Shared by all but the desk. */
import { type Item, TAG } from './contract.ts';
import { given } from './given.ts';

const BASE = '/api/v1';
const HEADERS = { 'Desk-Client': 'bench/1', 'Content-Type': 'application/json' };
const PAGE_ITEMS = 1000;

export interface Session {
  ws: string;
  edition: string;
  sent: number;
}
/** A page of the feed; the last one of a snapshot, and each of the changes, has the cursor to go on from. */
export interface Page {
  items: Item[];
  cursor: string | null;
}
/** A decision of one's own with what it was made on. */
export interface Statement {
  id: string;
  subjectId: string;
  baseRevision: number;
  seenHash: string;
  previousDecisionId: string | null;
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${BASE}${path}`, { ...init, headers: { ...HEADERS, ...init.headers } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

let session: Promise<Session> | null = null;

/** Signs in once in a page, with a workstation of its own. */
export function signedIn(): Promise<Session> {
  session ??= signIn();
  return session;
}

async function signIn(): Promise<Session> {
  const { account, password, edition } = given();
  const ws = crypto.randomUUID();
  const headers = { 'Desk-Workstation': ws };
  await ask('/session', { method: 'POST', body: JSON.stringify({ account, password, workstation: ws }) });
  await ask(`/workstations/${ws}`, { method: 'PUT', headers, body: '{}' });
  return { ws, edition, sent: 0 };
}

/** The whole feed from a cursor, or from the snapshot's parts, to its end. */
export async function* pages(since: string | null = null): AsyncGenerator<Page> {
  const { ws, edition } = await signedIn();
  const headers = { 'Desk-Workstation': ws };
  let cursor: string;
  if (since !== null) cursor = since;
  else {
    const manifest = await ask<{ parts: { sha256: string }[]; cursor: string }>(
      `/editions/${edition}/snapshot`,
      { headers },
    );
    for (const { sha256 } of manifest.parts) yield { items: await part(sha256), cursor: null };
    cursor = manifest.cursor;
  }
  for (;;) {
    const query: string = `cursor=${encodeURIComponent(cursor)}&limit=${PAGE_ITEMS}`;
    const page: { items: Item[]; cursor: string; more: boolean } = await ask(
      `/editions/${edition}/changes?${query}`,
      { headers },
    );
    cursor = page.cursor;
    yield { items: page.items, cursor };
    if (!page.more) return;
  }
}

async function part(sha256: string): Promise<Item[]> {
  const { ws, edition } = await signedIn();
  const reply = await fetch(`${BASE}/editions/${edition}/parts/${sha256}`, {
    headers: { ...HEADERS, 'Desk-Workstation': ws },
  });
  if (!reply.ok) throw new Error(`part ${sha256}: ${reply.status}`);
  const items: Item[] = [];
  for (const line of (await reply.text()).split('\n')) if (line) items.push(JSON.parse(line) as Item);
  return items;
}

export const statementOn = (item: Item): Statement => ({
  id: crypto.randomUUID(),
  subjectId: item.id,
  baseRevision: item.revision,
  seenHash: item.hash,
  previousDecisionId: item.decision?.id ?? null,
});

/** One batch of tags; answers with the result of each, by the decision's id. */
export async function pushTags(statements: readonly Statement[]): Promise<Map<string, string>> {
  const own = await signedIn();
  const body = {
    ws: own.ws,
    items: statements.map((statement) => ({
      ...statement,
      n: ++own.sent,
      kind: 'attendee',
      verdict: 'tag',
      tag: TAG,
      decidedAt: new Date().toISOString(),
    })),
  };
  const reply = await ask<{ items: { id: string; result: string }[] }>(`/editions/${own.edition}/decisions`, {
    method: 'POST',
    headers: { 'Desk-Workstation': own.ws },
    body: JSON.stringify(body),
  });
  return new Map(reply.items.map(({ id, result }) => [id, result]));
}

export const countApplied = (results: ReadonlyMap<string, string>): number =>
  [...results.values()].filter((result) => result === 'applied').length;
