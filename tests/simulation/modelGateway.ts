/**
 * A model of the gateway in plain memory, written from the protocol and not from the gateway's code: the
 * oracle of the simulation. It answers the desks' calls and remembers every effect it ever made.
 */
import type { UnitItem } from '../../shared/protocol/feed.ts';
import type { HandInRequest } from '../../shared/protocol/handIn.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { AuditEntry } from '../../shared/protocol/reports.ts';
import { type ModelAccount, ModelFeed } from './modelFeed.ts';
import { answerFor, type Effect, type Judging, type Stored } from './modelJudge.ts';
import { ModelLive } from './modelLive.ts';
import { HEADERS, json, problem, readBody } from './modelReplies.ts';
import { HOME, NOW } from './modelState.ts';

export type { Effect } from './modelJudge.ts';

const EDITION = 'ciie-3';

interface Caller {
  account: ModelAccount;
  ws: string;
}

export class ModelGateway extends ModelFeed implements Judging {
  readonly receipts = new Map<string, Stored>();
  readonly issued = new Map<string, Receipt>();
  readonly effects: Effect[] = [];
  /** every statement that ever arrived, by id, with the workstation it first came from */
  readonly arrived = new Map<string, { item: PushItem; ws: string }>();
  /** ids in the order in which they arrived, replays included */
  readonly arrivals: string[] = [];
  readonly accounts = new Map<string, ModelAccount>();
  readonly live = new ModelLive();
  /** by workstation: whose it is, and which id each number was used for */
  readonly workstations = new Map<string, { account: string; numbers: Map<number, string> }>();
  readonly #sessions = new Map<string, string>();
  #latestWs = '';
  password = 'right-password';
  /** what the gateway keeps for opening its workstations again */
  recoveryKey = btoa('k'.repeat(32));
  /** of those who have changed theirs */
  readonly passwords = new Map<string, string>();
  /** the gateway's clock, ms since the epoch */
  now: () => number = () => Date.parse(NOW);

  constructor() {
    super();
    this.addAccount('reviewer.guangzhou', '广州市分团审核员', [HOME]);
  }

  addAccount(name: string, displayName: string, subGroups: string[] | null): void {
    const role = subGroups ? ('reviewer' as const) : ('secretariat' as const);
    this.accounts.set(name, { name, displayName, role, subGroups, scopeGen: 1 });
  }

  /** Other sub-groups from now on: cursors of before fit no longer. */
  regrant(name: string, subGroups: string[] | null): void {
    const account = this.accounts.get(name);
    if (account) this.accounts.set(name, { ...account, subGroups, scopeGen: account.scopeGen + 1 });
  }

  /** The numbers of the workstation that spoke last. */
  get numbers(): Map<number, string> {
    return this.workstation(this.#latestWs, '').numbers;
  }

  get isSignedIn(): boolean {
    return this.#sessions.size > 0;
  }

  set isSignedIn(is: boolean) {
    if (!is) this.#sessions.clear();
  }

  workstation(ws: string, account: string): { account: string; numbers: Map<number, string> } {
    const known = this.workstations.get(ws) ?? { account, numbers: new Map<number, string>() };
    this.workstations.set(ws, known);
    return known;
  }

  /** Another reviewer decides first. */
  decideAsOther(unitId: string, verdict: 'approve' | 'reject', decisionId: string): void {
    const item = this.unit(unitId);
    if (item?.status !== 'pendingReview') return;
    const decision: UnitItem['decision'] = {
      id: decisionId,
      verdict,
      by: 'reviewer2.guangzhou',
      at: NOW,
    };
    this.moveUnit(item, verdict === 'approve' ? 'approved' : 'rejected', decision);
  }

  // ── answering ─────────────────────────────────────────────────────────────────────────────────────

  /** Answers one call of a desk. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url, 'http://desk.test');
    const path = pathname.replace('/api/v1', '').replace(`/editions/${EDITION}`, '');
    const body = readBody(init);
    const ws = new Headers(init.headers).get('Desk-Workstation') ?? '';
    const mode = this.live.refuses(ws, path);
    if (mode) return problem('workstation-revoked', { mode });
    if (path === '/session') return this.#session(init.method ?? 'GET', ws, body);
    const account = this.accounts.get(this.#sessions.get(ws) ?? '');
    if (!account) return problem('not-signed-in');
    const caller = { account, ws };
    if (path === '/workstations') return json(this.#workstationList(account));
    if (path === '/session/password') return this.#changePassword(account.name, body);
    if (path.startsWith('/workstations/')) {
      const named = path.slice('/workstations/'.length);
      if (init.method === 'DELETE')
        this.live.revoked.set(named, searchParams.get('mode') === 'lost' ? 'lost' : 'drain');
      else return this.#bind(caller, named);
      return json({});
    }
    if (path === '/poke')
      return new Response(this.live.stream(ws), {
        headers: { ...HEADERS, 'Content-Type': 'text/event-stream' },
      });
    if (path === '/hello') return json(this.#hello());
    if (path === '/profile') return json(this.profile);
    if (path === '/snapshot') return json(await this.snapshot(account));
    if (path.startsWith('/parts/')) return this.part(account, path.slice('/parts/'.length));
    if (path === '/changes') return this.changes(account, searchParams);
    if (path === '/decisions') return this.#push(caller, body as { items: PushItem[] });
    if (path === '/handIns') return this.#handIn(account, body as HandInRequest);
    if (path === '/receipts') return json(this.#receiptsOf(searchParams));
    if (path === '/digests') return json(this.digests(account));
    if (path.startsWith('/images/')) return this.image(account, path.split('/')[2] ?? '');
    if (path === '/audit') {
      const { items } = body as { items: AuditEntry[] };
      this.live.audit.push(...items.map((item) => ({ ...item, ws })));
      return json({ accepted: items.length });
    }
    if (path === '/presence') {
      this.live.note(ws, account.name, (body as { open: { kind: 'unit'; id: string } | null }).open);
      return json({});
    }
    return problem('not-found');
  };

  #session(method: string, ws: string, body: unknown): Response {
    if (method === 'GET') return json({ account: this.#accountReply(this.#sessions.get(ws)) });
    if (method === 'DELETE') {
      this.#sessions.delete(ws);
      return json({});
    }
    const { account, password, workstation } = body as Record<string, string>;
    if (password !== this.#passwordOf(account) || !this.accounts.has(account ?? ''))
      return problem('sign-in-failed');
    this.#sessions.set(workstation ?? ws, account ?? '');
    return json({ account: this.#accountReply(account) });
  }

  #passwordOf(account: string | undefined): string {
    return this.passwords.get(account ?? '') ?? this.password;
  }

  #changePassword(account: string, body: unknown): Response {
    const { current, next } = body as Record<string, string>;
    if (current !== this.#passwordOf(account)) return problem('sign-in-failed');
    this.passwords.set(account, next ?? '');
    return json({});
  }

  #accountReply(name: string | undefined) {
    const account = this.accounts.get(name ?? '');
    if (!account) return null;
    const { displayName, role, subGroups } = account;
    const grants = ['view', 'decide', 'export'].flatMap((right) =>
      subGroups === null
        ? [{ edition: EDITION, right }]
        : subGroups.map((subGroupId) => ({ edition: EDITION, right, subGroupId })),
    );
    return { name: account.name, displayName, role, grants };
  }

  /** Binds the caller's workstation, or a new name of it, which is then signed in as well. */
  #bind({ account, ws: caller }: Caller, ws: string): Response {
    const known = this.workstation(ws, account.name);
    if (known.account !== account.name) return problem('workstation-foreign');
    this.#latestWs = ws;
    if (ws !== caller) this.#sessions.set(ws, account.name);
    const highest = Math.max(0, ...known.numbers.keys());
    return json({ contiguous: contiguousOf(known.numbers), highest, recoveryKey: this.recoveryKey });
  }

  #workstationList(account: ModelAccount) {
    const items = [...this.workstations]
      .filter(([, { account: owner }]) => owner === account.name)
      .map(([ws, { account: owner, numbers }]) => ({
        ws,
        account: owner,
        boundAt: NOW,
        lastSeenAt: new Date(this.now()).toISOString(),
        contiguous: contiguousOf(numbers),
        revoked: this.live.revoked.get(ws) ?? null,
      }));
    return { items };
  }

  #hello() {
    return {
      serverTime: new Date(this.now()).toISOString(),
      protocol: { min: 1, max: 1 },
      schema: { min: 1, max: 1 },
      limits: { pushItems: 500, pushBytes: 1048576, changesItems: 2000, imageBytes: 2097152 },
      editions: [{ id: EDITION, epoch: this.epoch, head: this.head }],
    };
  }

  #push(caller: Caller, { items }: { items: PushItem[] }): Response {
    const { account, numbers } = this.workstation(caller.ws, caller.account.name);
    if (account !== caller.account.name) return problem('workstation-foreign');
    this.#latestWs = caller.ws;
    const replies: Receipt[] = [];
    for (const item of [...items].sort((a, b) => a.n - b.n)) {
      this.arrivals.push(item.id);
      if (!this.arrived.has(item.id)) this.arrived.set(item.id, { item, ws: caller.ws });
      replies.push(answerFor(this, item, numbers, caller.account));
    }
    return json({ contiguous: contiguousOf(numbers), items: replies });
  }

  /** As the traveller's own push; its name is bound by it. */
  #handIn(account: ModelAccount, { ws, items, audit = [] }: HandInRequest): Response {
    if (this.live.revoked.get(ws) === 'lost') return problem('travel-lost');
    if (this.workstation(ws, account.name).account !== account.name) return problem('travel-foreign');
    this.live.audit.push(...audit.map((entry) => ({ ...entry, ws })));
    return this.#push({ account, ws }, { items: items as PushItem[] });
  }

  #receiptsOf(search: URLSearchParams) {
    const numbers = this.workstations.get(search.get('ws') ?? '')?.numbers ?? new Map<number, string>();
    const after = Number(search.get('after') ?? 0);
    const items = [...numbers]
      .filter(([n]) => n > after)
      .sort(([a], [b]) => a - b)
      .flatMap(([n, id]) => {
        const stored = this.receipts.get(id);
        return stored ? [{ ...stored.receipt, n }] : [];
      });
    return { contiguous: contiguousOf(numbers), items, more: false };
  }
}

function contiguousOf(numbers: ReadonlyMap<number, string>): number {
  let contiguous = 0;
  while (numbers.has(contiguous + 1)) contiguous++;
  return contiguous;
}
