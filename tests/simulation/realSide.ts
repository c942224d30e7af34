/** The real gateway as a side of the day: `createGateway` on PGlite, spoken to through its routes alone. */
import { ensureAccount, findCaller } from '../../gateway/access/accounts.ts';
import { grantsOfRole } from '../../gateway/access/grants.ts';
import type { OpenDatabase } from '../../gateway/database/open.ts';
import { findEdition } from '../../gateway/editions.ts';
import { openTestDatabase } from '../../gateway/testing/engines.ts';
import { attendeeMaterial, unitMaterial } from '../../gateway/testing/samples.ts';
import {
  type Client,
  createWorld,
  expectOk,
  ORIGIN,
  PASSWORD,
  type World,
} from '../../gateway/testing/world.ts';
import type { PushItem, PushReply, Receipt } from '../../shared/protocol/push.ts';
import type { Effect } from './modelJudge.ts';
import { readBody } from './modelReplies.ts';
import { HOME } from './modelState.ts';
import { PushWitness } from './pushWitness.ts';
import { heldIn, numbersIn, receiptsIn } from './realState.ts';
import type { SideMaker } from './runDay.ts';
import {
  DOCUMENT_NUMBER,
  type Held,
  PHONE,
  type SeatAccount,
  type SeatName,
  type Side,
  START_MS,
} from './side.ts';

const ACCOUNTS: Record<SeatName, string> = {
  first: 'guangzhou',
  second: 'guangzhou2',
  secretariat: 'secretariat',
};
const ORDER = { orderNo: `V${'5'.repeat(23)}`, amount: '200.00' };

/** Sides that share one database, each an edition of its own. */
export async function openRealSides(): Promise<{ make: SideMaker; close: () => Promise<void> }> {
  const database = await openTestDatabase('pglite');
  return { make: () => openRealSide(database), close: database.close };
}

async function openRealSide(database: OpenDatabase): Promise<Side> {
  const world = await createWorld(database);
  world.clock.nowMs = START_MS;
  return new RealSide(
    database,
    world,
    await world.signIn('intake'),
    await world.signIn('secretariat', `moves-${world.edition}`),
  );
}

class RealSide implements Side {
  readonly kind = 'real';
  readonly #cookies = new Map<string, string>();
  readonly #witness = new PushWitness();
  readonly contradictions = this.#witness.contradictions;
  #tail: Promise<unknown> = Promise.resolve();
  #registered = 0;
  #subGroupsOfSecond = [HOME];

  constructor(
    private readonly database: OpenDatabase,
    private readonly world: World,
    private readonly intake: Client,
    private readonly mover: Client,
  ) {}

  setNow(ms: number): void {
    this.world.clock.nowMs = ms;
  }

  seat(who: SeatName): SeatAccount {
    return { account: this.world.account(ACCOUNTS[who]), password: PASSWORD };
  }

  // ── calls of the desks ────────────────────────────────────────────────────────────────────────────

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    const ws = headers.get('Desk-Workstation') ?? '';
    const cookie = this.#cookies.get(ws);
    if (cookie) headers.set('Cookie', cookie);
    const send = async () => {
      const request = new Request(ORIGIN + url, {
        method: init.method ?? 'GET',
        headers,
        body: (init.body ?? null) as string | null,
      });
      const response = await this.world.gateway(request, { address: '192.0.2.1' });
      for (const set of response.headers.getSetCookie()) this.#cookies.set(ws, set.split(';')[0] ?? '');
      return response;
    };
    return url.includes('/decisions') ? this.#inTurn(() => this.#push(init, ws, send)) : send();
  };

  /** Pushes one after the other, each with what its subjects were just before: what an effect was really on. */
  async #push(init: RequestInit, ws: string, send: () => Promise<Response>): Promise<Response> {
    const { items } = readBody(init) as { items: PushItem[] };
    const before = new Map((await this.all()).map((held) => [`${held.kind}:${held.id}`, held]));
    this.#witness.arrive(items, ws);
    const response = await send();
    if (!response.ok) return response;
    const reply = (await response.clone().json()) as PushReply;
    for (const receipt of reply.items) this.#witness.answered(receipt, items, before);
    return response;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  // ── what others do ────────────────────────────────────────────────────────────────────────────────

  #deliver(items: readonly object[]): Promise<void> {
    return this.#inTurn(async () => {
      await expectOk(this.intake.call('submissions', { body: { items } }));
    });
  }

  #person(unitId: string, id: string, event: 'submitted' | 'added') {
    const number = String(++this.#registered).padStart(4, '0');
    const material = attendeeMaterial({
      name: `张${id}`,
      documentNumber: `${DOCUMENT_NUMBER}${number}`,
      phone: `${PHONE}${number}`,
    });
    return { kind: 'attendee', id, unitId, event, material };
  }

  #unitMaterial(id: string, address: string) {
    const uscc = `91440101MA5X${String(++this.#registered).padStart(6, '0')}`;
    return unitMaterial({ unitName: `单位${id}有限公司`, uscc, address });
  }

  async register(unitId: string, people: number, subGroupId: string): Promise<void> {
    const material = this.#unitMaterial(unitId, '广州市示例路1号');
    await this.#deliver([
      { kind: 'unit', id: unitId, event: 'submitted', subGroupId, material },
      ...Array.from({ length: people }, (_, index) =>
        this.#person(unitId, `${unitId}-a${index + 1}`, 'submitted'),
      ),
    ]);
  }

  async amend(kind: 'unit' | 'attendee', id: string): Promise<void> {
    const material =
      kind === 'unit'
        ? this.#unitMaterial(id, `广州市示例路${this.#registered}号`)
        : { ...this.#person('', id, 'submitted').material, jobTitle: `经理${this.#registered}` };
    await this.#deliver([{ kind, id, event: 'amended', material }]);
  }

  addPerson(unitId: string, id: string): Promise<void> {
    return this.#deliver([this.#person(unitId, id, 'added')]);
  }

  /** Ordered, paid, passed: each delivered; the life cycle lets through what comes next. */
  async advance(attendeeId: string): Promise<void> {
    const held = (await this.all()).find(({ kind, id }) => kind === 'attendee' && id === attendeeId);
    const event = held?.status === 'inPersonReview' ? 'personPassed' : held?.hasOrder ? 'paid' : 'ordered';
    const order = event === 'personPassed' ? {} : { order: ORDER };
    await this.#deliver([{ kind: 'attendee', id: attendeeId, event, ...order }]);
  }

  remove(kind: 'unit' | 'attendee', id: string): Promise<void> {
    return this.#deliver([{ kind, id, event: 'deleted' }]);
  }

  async transfer(unitId: string, to: string): Promise<void> {
    await this.#inTurn(async () => {
      const unit = (await this.all()).find(({ kind, id }) => kind === 'unit' && id === unitId);
      const items = [{ unitId, fromSubGroupId: unit?.subGroupId ?? HOME }];
      await expectOk(this.mover.call('transfer', { body: { items, toSubGroupId: to, reason: '调整' } }));
    });
  }

  async endSessions(): Promise<void> {
    const seats = Object.values(ACCOUNTS).map((name) => this.world.account(name));
    await this.database.db
      .deleteFrom('session')
      .where('account', 'in', seats)
      .where('ws', '!=', this.mover.ws)
      .execute();
  }

  async regrant(subGroups: string[]): Promise<boolean> {
    this.#subGroupsOfSecond = subGroups;
    await ensureAccount(this.world.ports, {
      name: this.world.account(ACCOUNTS.second),
      displayName: ACCOUNTS.second,
      role: 'reviewer',
      grants: grantsOfRole('reviewer', this.world.edition, subGroups),
    });
    return true;
  }

  async forgetCursors(): Promise<void> {
    await this.database.db
      .updateTable('account')
      .set((eb) => ({ scope_gen: eb('scope_gen', '+', 1) }))
      .where(
        'name',
        'in',
        Object.values(ACCOUNTS).map((name) => this.world.account(name)),
      )
      .execute();
  }

  async backUp(): Promise<boolean> {
    return false;
  }

  async restore(): Promise<boolean> {
    return false;
  }

  // ── what it holds ─────────────────────────────────────────────────────────────────────────────────

  all(): Promise<Held[]> {
    return heldIn(this.database.db, this.world.edition);
  }

  async inScope(who: SeatName): Promise<Held[]> {
    const scopes: Record<SeatName, string[] | null> = {
      first: [HOME],
      second: this.#subGroupsOfSecond,
      secretariat: null,
    };
    const scope = scopes[who];
    return (await this.all()).filter((held) => scope === null || scope.includes(held.subGroupId));
  }

  receipts(): Promise<Map<string, Receipt>> {
    return receiptsIn(this.database.db, this.world.edition);
  }

  issued(): Promise<Map<string, Receipt>> {
    return this.receipts();
  }

  async effects(): Promise<Effect[]> {
    return this.#witness.effects;
  }

  numbers(): Promise<Map<string, number[]>> {
    return numbersIn(this.database.db, this.world.edition);
  }

  arrived(): ReadonlyMap<string, { item: PushItem; ws: string }> {
    return this.#witness.arrived;
  }

  async seqOfCursor(who: SeatName, cursor: string): Promise<number | null> {
    const [body = ''] = cursor.split('.');
    const bound = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
      seq: number;
      scopeGen: number;
      epoch: string;
    };
    const caller = await findCaller(this.world.ports, this.seat(who).account);
    const edition = await findEdition(this.world.ports, this.world.edition);
    return bound.scopeGen === caller?.scopeGen && bound.epoch === edition?.epoch ? bound.seq : null;
  }

  async close(): Promise<void> {
    // The database is shared with the other days.
  }
}
