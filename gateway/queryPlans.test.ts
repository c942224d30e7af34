/** No hot query reads a big table from end to end: each is asked for its plan on half a million submissions. */
import { type CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './database/migrations.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { AND_COMMIT, KEEP_PREPARED_TEXT } from './database/sendTogether.ts';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { decide, newAttendee, newUnit } from './testing/samples.ts';
import { type Client, createWorld, type World } from './testing/world.ts';

const UNITS = 100_000;
const PEOPLE_PER_UNIT = 4;
const BIG = ['submission', 'revision', 'decision', 'attempt', 'outcome', 'image_ref', 'scope_exit'];
/** Statements whose plan can be asked for; the rest begins, ends and locks. */
const EXPLAINABLE = /^\s*(\/\*[^*]*\*\/\s*)*(select|insert|update|delete|with)\b/i;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

const scansOf = (plan: Plan): string[] => [
  ...(plan['Node Type'] === 'Seq Scan' && BIG.includes(plan['Relation Name'] ?? '')
    ? [plan['Relation Name'] ?? '']
    : []),
  ...(plan.Plans ?? []).flatMap(scansOf),
];

/** As many submissions, decisions, attempts and outcomes as a great edition has, by the server's own hand. */
async function fill({ ports, edition }: World): Promise<void> {
  const subGroups = `(array(select jsonb_array_elements(profile->'subGroups')->>'id' from edition where id = '${edition}'))`;
  const statements = [
    `insert into submission select '${edition}', 'unit', 'u' || i, 'u' || i, 0,
       ${subGroups}[1 + i % 20], 1, 'pending', null, '{}', null, false, '{"unitName": "样例"}', '{}', 'h' || i,
       now(), now(), null, null, null, null, false, i
     from generate_series(1, ${UNITS}) i`,
    `insert into submission select '${edition}', 'attendee', 'a' || i, 'u' || (1 + i / ${PEOPLE_PER_UNIT}), 1,
       ${subGroups}[1 + (1 + i / ${PEOPLE_PER_UNIT}) % 20], 1, 'awaitingTag', null, '{}', null, false, '{"name": "某某"}', '{}', 'h' || i,
       now(), now(), null, null, null, null, false, ${UNITS} + i
     from generate_series(1, ${UNITS * PEOPLE_PER_UNIT - PEOPLE_PER_UNIT}) i`,
    `insert into revision select edition, kind, id, 1, hash, submitted_at, material, images from submission where edition = '${edition}' and kind = 'unit'`,
    `insert into image_ref select edition, 'i' || hash, kind, id from submission where edition = '${edition}' and kind = 'unit'`,
    `insert into workstation select 'w' || i, account, 1000, 1000, null, '', now(), now() from generate_series(1, 300) i, (select name as account from account where name like 'guangzhou.%' limit 1) a`,
    `insert into decision select 'd' || i, '${edition}', 'w' || (1 + i % 300), 1 + i / 300, 'other', 'f', now(), null,
       'attendee', 'a' || i, 1, 'h' || i, null, 'tag', 'decided', '{}', i, false, null
     from generate_series(1, 200000) i`,
    `insert into attempt select ws, n, id from decision where edition = '${edition}' and id like 'd%'`,
    `insert into outcome select '${edition}', i, 'attendee', 'a' || i, 1, 'd' || i, 'tag', 'staff', '[]', 'inPersonReview', now() from generate_series(1, 200000) i`,
    `insert into scope_exit select '${edition}', i, 'attendee', 'a' || i, ${subGroups}[1 + i % 20] from generate_series(1, 50000) i`,
    `update edition set head = ${UNITS * (PEOPLE_PER_UNIT + 1)} where id = '${edition}'`,
    `analyze`,
  ];
  await ports.db.connection().execute(async (one) => {
    // Clients do not wait this long; a fixture may.
    await sql`set statement_timeout = 0`.execute(one);
    for (const statement of statements) await sql.raw(statement).execute(one);
    await sql`reset statement_timeout`.execute(one);
  });
}

describe('the plans of hot queries at 500,000 submissions', () => {
  let server: TestPostgres;
  let database: OpenDatabase;
  let world: World;
  let reviewer: Client;
  let asked: CompiledQuery[] | null = null;

  beforeAll(async () => {
    server = await startPostgres();
    database = await openDatabase({ url: server.urlOf('postgres'), onQuery: (query) => asked?.push(query) });
    await migrate(database.db);
    world = await createWorld(database);
    await fill(world);
    await world.intake([newUnit('real'), newAttendee('person', 'real'), newAttendee('other', 'real')]);
    await sql.raw('analyze').execute(database.db);
    reviewer = await world.signIn('guangzhou');
    await reviewer.call('bindWorkstation', { params: { ws: reviewer.ws } });
  }, 240_000);
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  /** What is read from end to end while this is done, each query with the tables. */
  async function scansDuring(work: () => Promise<unknown>): Promise<string[]> {
    const queries: CompiledQuery[] = [];
    asked = queries;
    await work();
    asked = null;
    expect(queries.length).toBeGreaterThan(0);
    const found = new Set<string>();
    for (const { sql: text, parameters } of queries) {
      if (!EXPLAINABLE.test(text)) continue;
      for (const table of scansOf(await planOf(text, parameters))) found.add(`${table}: ${text}`);
      // What stays prepared may be planned once for all parameters.
      if (!text.includes(KEEP_PREPARED_TEXT)) continue;
      for (const table of scansOf(await generalPlanOf(text, parameters.length)))
        found.add(`${table}, planned for all: ${text}`);
    }
    return [...found];
  }

  async function planOf(text: string, parameters: readonly unknown[]): Promise<Plan> {
    const query = { ...sql.raw('').compile(database.db), sql: `explain (format json) ${text}`, parameters };
    const { rows } = await database.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>(query);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error(`no plan for ${text}`);
    return plan;
  }

  /** The plan that a prepared statement ends up with when it was used some times. */
  async function generalPlanOf(text: string, parameters: number): Promise<Plan> {
    const bare = text.replaceAll(/\/\*[^*]*\*\//g, '');
    const nulls = Array.from({ length: parameters }, () => 'null').join();
    return await database.db.connection().execute(async (one) => {
      await sql`set plan_cache_mode = force_generic_plan`.execute(one);
      await sql.raw(`prepare probe as ${bare}`).execute(one);
      const { rows } = await sql
        .raw<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) execute probe(${nulls})`)
        .execute(one);
      await sql`deallocate probe`.execute(one);
      await sql`reset plan_cache_mode`.execute(one);
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (!plan) throw new Error(`no plan for ${text}`);
      return plan;
    });
  }

  const seen = async (id: string) => {
    const { items } = await reviewer.pull();
    const item = items.get(id);
    if (!item) throw new Error(`${id} is not there`);
    return item;
  };

  it('finds a query that does read a table from end to end', async () => {
    const scans = await scansDuring(() =>
      sql`select count(*) from submission where hash = 'h1'`.execute(database.db),
    );
    expect(scans).toHaveLength(1);
  });

  it('looks at the statement that brings its own commit as well', () => {
    expect(EXPLAINABLE.test(`${AND_COMMIT}\n with h as (`)).toBe(true);
    expect(EXPLAINABLE.test('commit')).toBe(false);
  });

  it('a whole pull: manifest, parts, changes', async () => {
    expect(await scansDuring(() => reviewer.pull())).toEqual([]);
  });

  it('pages of changes from far behind, for one sub-group and for all', async () => {
    const { cursor } = await reviewer.pull();
    const secretariat = await world.signIn('secretariat');
    const manifest = await secretariat.call('hello');
    expect(manifest.status).toBe(200);
    await world.intake([
      {
        kind: 'unit',
        id: 'later',
        event: 'submitted',
        subGroupId: 'guangzhou',
        material: newUnit('x').material,
      },
    ]);
    expect(await scansDuring(() => reviewer.changes(cursor, 100))).toEqual([]);
  });

  it('a push, its replay and its receipts', async () => {
    const unit = await seen('unit/real');
    const item = decide(unit, 'approve', { n: 1 });
    expect(await scansDuring(() => reviewer.push([item]))).toEqual([]);
    expect(await scansDuring(() => reviewer.push([item]))).toEqual([]);
    const person = await seen('attendee/person');
    expect(
      await scansDuring(() => reviewer.push([decide(person, 'tag', { n: 2, tag: 'professional' })])),
    ).toEqual([]);
    const query = { ws: reviewer.ws, after: 0 };
    expect(await scansDuring(() => reviewer.call('receipts', { query }))).toEqual([]);
  });

  it('heartbeat, history, presence and intake', async () => {
    expect(await scansDuring(() => reviewer.call('hello'))).toEqual([]);
    const history = { params: { kind: 'attendee', id: 'person' } };
    expect(await scansDuring(() => reviewer.call('history', history))).toEqual([]);
    const body = { ws: reviewer.ws, kind: 'unit', id: 'real' };
    expect(await scansDuring(() => reviewer.call('presence', { body }))).toEqual([]);
    const amended = { ...newAttendee('other', 'real'), event: 'added', id: 'late' };
    expect(await scansDuring(() => world.intake([amended]))).toEqual([]);
  });

  it('outcomes for the registration side', async () => {
    const intake = await world.signIn('intake');
    expect(await scansDuring(() => intake.call('outcomes', { query: { limit: 500 } }))).toEqual([]);
  });
});
