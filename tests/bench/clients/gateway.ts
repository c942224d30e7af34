/** The gateway's feed as any client would read it: session, parts, decisions. Shared by all contenders but the desk. */
import type { Item } from './contract.ts';

const BASE = '/api/v1';
const HEADERS = { 'Desk-Client': 'bench/1', 'Content-Type': 'application/json' };

export interface Session {
  ws: string;
  edition: string;
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${BASE}${path}`, { ...init, headers: { ...HEADERS, ...init.headers } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Signs in with a workstation of its own. */
export async function signIn(account: string, password: string, edition: string): Promise<Session> {
  const ws = crypto.randomUUID();
  const headers = { 'Desk-Workstation': ws };
  await ask('/session', { method: 'POST', body: JSON.stringify({ account, password, workstation: ws }) });
  await ask(`/workstations/${ws}`, { method: 'PUT', headers, body: '{}' });
  return { ws, edition };
}

/** The parts of the snapshot, in order, one after another as they are asked for. */
export async function* parts({ ws, edition }: Session): AsyncGenerator<Item[]> {
  const headers = { 'Desk-Workstation': ws };
  const manifest = await ask<{ parts: { sha256: string }[] }>(`/editions/${edition}/snapshot`, { headers });
  for (const { sha256 } of manifest.parts) {
    const reply = await fetch(`${BASE}/editions/${edition}/parts/${sha256}`, {
      headers: { ...HEADERS, ...headers },
    });
    if (!reply.ok) throw new Error(`part ${sha256}: ${reply.status}`);
    const items: Item[] = [];
    for (const line of (await reply.text()).split('\n')) if (line) items.push(JSON.parse(line) as Item);
    yield items;
  }
}

/** One batch of tag decisions; answers with how many took effect. */
export async function pushTags(
  { ws, edition }: Session,
  items: readonly Item[],
  firstN: number,
): Promise<number> {
  const body = {
    ws,
    items: items.map((item, index) => ({
      id: crypto.randomUUID(),
      n: firstN + index,
      kind: 'attendee',
      subjectId: item.id,
      baseRevision: item.revision,
      seenHash: item.hash,
      previousDecisionId: null,
      verdict: 'tag',
      tag: 'professional',
      decidedAt: new Date().toISOString(),
    })),
  };
  const reply = await ask<{ items: { result: string }[] }>(`/editions/${edition}/decisions`, {
    method: 'POST',
    headers: { 'Desk-Workstation': ws },
    body: JSON.stringify(body),
  });
  return reply.items.filter(({ result }) => result === 'applied').length;
}
