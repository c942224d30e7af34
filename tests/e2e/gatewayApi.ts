/** The gateway as another program sees it: signed in over HTTP, outside any browser. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { WorkstationList } from '../../shared/protocol/access.ts';
import { ChangesPage, type PutItem, SnapshotManifest } from '../../shared/protocol/feed.ts';
import { type Outcome, OutcomesPage } from '../../shared/protocol/intake.ts';
import { PushReply, type Receipt, ReceiptsPage } from '../../shared/protocol/push.ts';
import { API_BASE } from '../../shared/protocol/routes.ts';

export const DEMO_PASSWORD = 'demo-desk-2020';

export class GatewayApi {
  #sent = 0;

  private constructor(
    private readonly origin: string,
    private readonly ws: string,
    private readonly cookie: string,
    /** the path of its edition */
    readonly edition: string,
  ) {}

  /** Signs an account of the demo in under a workstation of its own. */
  static async signIn(origin: string, account: string, fair = 'ciie-3'): Promise<GatewayApi> {
    const ws = randomUUID();
    const reply = await fetch(`${origin}${API_BASE}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Desk-Client': 'test', 'Desk-Workstation': ws },
      body: JSON.stringify({ account, password: DEMO_PASSWORD, workstation: ws }),
    });
    if (!reply.ok) throw new Error(`${account} was refused: ${reply.status} ${await reply.text()}`);
    const cookie = reply.headers
      .getSetCookie()
      .map((value) => value.split(';')[0])
      .join('; ');
    return new GatewayApi(origin, ws, cookie, `/editions/${fair}`);
  }

  async call<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const reply = await fetch(`${this.origin}${API_BASE}${path}`, {
      method,
      headers: {
        'Desk-Client': 'test',
        'Desk-Workstation': this.ws,
        Cookie: this.cookie,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return schema.parse(await reply.json());
  }

  /** Decides on submissions as they are now, as a reviewer at another desk does; answers with the results. */
  async decide(
    items: readonly PutItem[],
    statement: { verdict: string; tag?: string; reasons?: { code: string; text: string }[] },
  ): Promise<string[]> {
    if (this.#sent === 0) await this.call('PUT', `/workstations/${this.ws}`, z.unknown());
    const pushed = items.map((item) => ({
      id: randomUUID(),
      n: ++this.#sent,
      kind: item.kind,
      subjectId: item.id,
      baseRevision: item.revision,
      seenHash: item.hash,
      previousDecisionId: item.decision?.id ?? null,
      ...statement,
      decidedAt: new Date().toISOString(),
    }));
    const reply = await this.call('POST', `${this.edition}/decisions`, PushReply, {
      ws: this.ws,
      items: pushed,
    });
    return reply.items.map(({ result }) => result);
  }

  /** All decisions as the registration side reads them. */
  async outcomes(): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let cursor: string | null = null; ; ) {
      const since: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: z.infer<typeof OutcomesPage> = await this.call(
        'GET',
        `${this.edition}/outcomes?limit=2000${since}`,
        OutcomesPage,
      );
      outcomes.push(...page.items);
      if (!page.more) return outcomes;
      cursor = page.cursor;
    }
  }

  /** What the snapshot holds, part by part. */
  async *parts(): AsyncGenerator<PutItem[]> {
    yield* this.#partsOf(await this.call('GET', `${this.edition}/snapshot`, SnapshotManifest));
  }

  async *#partsOf(manifest: SnapshotManifest): AsyncGenerator<PutItem[]> {
    for (const { sha256 } of manifest.parts) {
      const reply = await fetch(`${this.origin}${API_BASE}${this.edition}/parts/${sha256}`, {
        headers: { 'Desk-Workstation': this.ws, Cookie: this.cookie },
      });
      const lines = (await reply.text()).split('\n').filter(Boolean);
      yield lines.map((line) => JSON.parse(line) as PutItem);
    }
  }

  /** The newest state of everything in the account's scope, by `kind:id`. */
  async submissions(): Promise<Map<string, PutItem>> {
    const found = new Map<string, PutItem>();
    const manifest = await this.call('GET', `${this.edition}/snapshot`, SnapshotManifest);
    for await (const items of this.#partsOf(manifest))
      for (const item of items) found.set(`${item.kind}:${item.id}`, item);
    for (let { cursor } = manifest; ; ) {
      const page = await this.call(
        'GET',
        `${this.edition}/changes?cursor=${encodeURIComponent(cursor)}`,
        ChangesPage,
      );
      for (const item of page.items) {
        if (item.op === 'put') found.set(`${item.kind}:${item.id}`, item);
        else found.delete(`${item.kind}:${item.id}`);
      }
      if (!page.more) return found;
      cursor = page.cursor;
    }
  }

  /** Receipts of the account's other workstations, in order of their numbers. */
  async receipts(): Promise<(Receipt & { n: number; ws: string })[]> {
    const all: (Receipt & { n: number; ws: string })[] = [];
    for (const { ws } of (await this.call('GET', '/workstations', WorkstationList)).items) {
      for (let after = 0; ; ) {
        const page = await this.call('GET', `${this.edition}/receipts?ws=${ws}&after=${after}`, ReceiptsPage);
        all.push(...page.items.map((item) => ({ ...item, ws })));
        if (!page.more) break;
        after = page.items.at(-1)?.n ?? after;
      }
    }
    return all;
  }
}
