/** What the hot calls cost, counted and never timed: statements, rows written anew, requests, bytes. */
import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutItem } from '../shared/protocol/feed.ts';
import { migrate } from './database/migrations.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { AND_COMMIT } from './database/sendTogether.ts';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { decide, newAttendee, newUnit } from './testing/samples.ts';
import { type Client, createWorld, type World } from './testing/world.ts';

const UNITS = 300;

describe('the cost of hot calls', () => {
  let server: TestPostgres;
  let database: OpenDatabase;
  let world: World;
  let client: Client;
  let asked: CompiledQuery[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    database = await openDatabase({ url: server.urlOf('postgres'), onQuery: (query) => asked.push(query) });
    await migrate(database.db);
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    world = await createWorld(database);
    const people = (unit: string) => [0, 1].map((index) => newAttendee(`${unit}-a${index}`, unit));
    const ids = Array.from({ length: UNITS }, (_, index) => `u${index}`);
    await world.intake(ids.flatMap((id) => [newUnit(id), ...people(id)]));
    client = await world.signIn('guangzhou');
    // The edition's profile is asked for every two seconds; the clock stands still here.
    await client.push([{ id: `first-${client.ws}`, n: 1, kind: 'unit' }]);
  });

  /** What was asked meanwhile, in order. Begin and commit are left out: they go along with others. */
  async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    asked = [];
    await work();
    return asked.map(({ sql }) => nameOf(sql)).filter((name) => name !== '');
  }

  function nameOf(text: string): string {
    if (/^(start transaction|begin|commit|rollback)/.test(text)) return '';
    if (text.startsWith(AND_COMMIT)) return 'stamp and commit';
    if (text.includes('left join "session"')) return 'select session';
    const verb = /\b(select|insert|update|delete)\b/.exec(text)?.[1];
    const table = /\b(?:from|into|update)\s+"?(\w+)"?/.exec(text)?.[1];
    return `${verb} ${table ?? '-'}${/for update\s*$/.test(text) ? ' for update' : ''}`;
  }

  async function people(): Promise<PutItem[]> {
    return [...(await client.pull()).items.values()].filter(({ kind }) => kind === 'attendee');
  }

  const tagAll = (items: readonly PutItem[], from: number) =>
    items.map((item, index) => decide(item, 'tag', { n: from + index, tag: 'vip' }));

  const PUSH = [
    'select session',
    'select workstation for update',
    'select submission for update',
    'select submission',
    'stamp and commit',
  ];

  it.each([1, 100, 500])('a push of %i decisions is five statements', async (count) => {
    const batch = tagAll((await people()).slice(0, count), 2);
    expect(await statementsOf(() => client.push(batch))).toEqual(PUSH);
  });

  it('a tag is sent once: what follows from it is made by the server', async () => {
    const batch = tagAll((await people()).slice(0, 100), 2);
    await client.push(batch.map((item) => ({ ...item, tag: 'staff' })));
    const again = batch.map((item, index) => ({
      ...item,
      id: `${item.id.slice(0, -4)}next`,
      n: 102 + index,
      previousDecisionId: item.id,
    }));
    asked = [];
    const reply = await client.push(again);
    expect(reply.items.every(({ result }) => result === 'applied')).toBe(true);
    const stamp = asked.find(({ sql }) => sql.startsWith(AND_COMMIT));
    const bytes = (stamp?.parameters ?? []).map((value) => Buffer.byteLength(String(value)));
    expect(bytes.reduce((total, size) => total + size, 0) / batch.length).toBeLessThan(1100);
  });

  it('the same push again is four, and writes nothing', async () => {
    const batch = tagAll((await people()).slice(0, 100), 2);
    await client.push(batch);
    expect(await statementsOf(() => client.push(batch))).toEqual([
      ...PUSH.slice(0, 2),
      'select attempt',
      'select decision',
    ]);
  });

  it('a push of ids that another workstation has brought is judged by looking, the second time', async () => {
    const batch = tagAll((await people()).slice(0, 10), 2);
    await client.push(batch);
    const clone = await world.signIn('guangzhou');
    const renumbered = batch.map((item, index) => ({ ...item, n: index + 1 }));
    const names = await statementsOf(async () => {
      const reply = await clone.push(renumbered);
      expect(reply.items.every(({ result, replayed }) => result === 'applied' && replayed)).toBe(true);
      expect(reply.contiguous).toBe(10);
    });
    expect(names.filter((name) => name === 'stamp and commit')).toHaveLength(1);
    expect(names.filter((name) => name === 'select decision')).toHaveLength(1);
  });

  it('a page of changes is five statements for the first who asks, four for all others', async () => {
    const { cursor } = await client.pull();
    const colleague = await world.signIn('guangzhou2');
    const { cursor: colleaguesCursor } = await colleague.pull();
    await client.push(tagAll((await people()).slice(0, 100), 2));
    const page = ['select session', 'select edition', 'select submission', 'select scope_exit'];
    expect(await statementsOf(() => client.changes(cursor))).toEqual([...page, 'select submission']);
    expect(await statementsOf(() => colleague.changes(colleaguesCursor))).toEqual(page);
  });

  it('an item is written out once for all who fetch it, and anew when it has changed', async () => {
    const { cursor } = await client.pull();
    const some = (await people()).slice(0, 100);
    await client.push(tagAll(some, 2));
    const first = await client.changes(cursor);
    const again = (await people()).filter(({ id }) => some.slice(0, 7).some((item) => item.id === id));
    await client.push(tagAll(again, 102));
    asked = [];
    const second = await client.changes(cursor);
    const written = asked.find(({ sql }) => sql.includes('any($2::bigint[])'));
    expect(written?.parameters[1]).toHaveLength(7);
    expect(second.items).toHaveLength(first.items.length);
    expect(new Set(second.items.slice(-7).map(({ id }) => id))).toEqual(new Set(again.map(({ id }) => id)));
  });

  it('a pull is a manifest, a request for each thousand submissions and one for the changes', async () => {
    await client.pull();
    const bytes: number[] = [];
    const names = await statementsOf(async () => {
      const { data } = await client.call('snapshot');
      expect(data.parts.map(({ count }) => count)).toEqual([UNITS * 3]);
      for (const { sha256, bytes: size } of data.parts) {
        const part = await client.call('part', { params: { sha256 } });
        bytes.push(Buffer.byteLength(String(part.data)) - size);
      }
      expect((await client.changes(data.cursor)).items).toEqual([]);
    });
    expect(bytes).toEqual([0]);
    expect(names).toEqual([
      ...['select session', 'select edition', 'select unnest', 'select part'],
      ...['select session', 'select part'],
      ...['select session', 'select edition', 'select submission', 'select scope_exit'],
    ]);
  });

  it('the manifest of the whole delegation is no more than that of one sub-group', async () => {
    const secretariat = await world.signIn('secretariat');
    await secretariat.pull();
    const names = await statementsOf(() => secretariat.call('snapshot'));
    expect(names).toEqual(['select session', 'select edition', 'select unnest', 'select part']);
  });
});
