/** Handing in for a traveller: the receipts of a push of its own, the same file twice, and whose it may be. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutItem } from '../../shared/protocol/feed.ts';
import { revokeWorkstation } from '../access/workstations.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { decide, newAttendee, newUnit } from '../testing/samples.ts';
import { type Client, createWorld, expectOk, type World } from '../testing/world.ts';

describe.each(ENGINES)('handing in on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;
  let ws: string;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
    ws = `travel-${randomUUID()}`;
    await world.intake([newUnit('u1'), newUnit('u2'), newAttendee('a1', 'u1'), newUnit('f1', 'foshan')]);
  });

  const seen = async (key: string): Promise<PutItem> => {
    const everything = await world.signIn('secretariat');
    const item = (await everything.pull()).items.get(key);
    if (!item) throw new Error(`${key} is not there`);
    return item;
  };
  const handIn = (items: object[], by: Client = client, more: object = {}) =>
    by.call('handIn', { body: { ws, items, ...more } });

  it('judges each decision once, whoever of the account brings the file and however often', async () => {
    const items = [
      decide(await seen('unit/u1'), 'approve', { n: 1 }),
      decide(await seen('unit/u2'), 'reject', { n: 2 }),
      decide(await seen('unit/f1'), 'approve', { n: 3 }),
    ];
    const first = await expectOk(handIn(items));
    expect(first.contiguous).toBe(3);
    expect(first.items.map(({ result }) => result)).toEqual(['applied', 'applied', 'forbidden']);
    const colleague = await world.signIn('guangzhou');
    const again = await expectOk(handIn(items, colleague));
    expect(again.items).toEqual(first.items.map((receipt) => ({ ...receipt, replayed: true })));
    const receipts = await expectOk(colleague.call('receipts', { query: { ws } }));
    expect(receipts.items.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(receipts.contiguous).toBe(3);
  });

  it('gives what the traveller itself pushes later the same receipts', async () => {
    const items = [decide(await seen('unit/u1'), 'approve', { n: 1 })];
    const brought = await expectOk(handIn(items));
    const traveller = await world.signIn('guangzhou', ws);
    expect((await traveller.push(items)).items).toEqual([{ ...brought.items[0], replayed: true }]);
  });

  it('applies only what is still the material that was seen', async () => {
    const before = decide(await seen('unit/u1'), 'approve', { n: 1 });
    await world.intake([{ kind: 'unit', id: 'u1', event: 'deleted' }]);
    expect((await expectOk(handIn([before]))).items[0]?.result).toBe('gone');
  });

  it('refuses another account’s traveller, and a name that is no traveller’s', async () => {
    await expectOk(handIn([]));
    const other = await world.signIn('guangzhou2');
    expect((await handIn([], other)).problem).toBe('travel-foreign');
    expect((await client.call('handIn', { body: { ws: client.ws, items: [] } })).problem).toBe(
      'schema-invalid',
    );
  });

  it('says of a lost traveller that it is lost, in words that leave the calling workstation alone', async () => {
    await expectOk(handIn([]));
    await revokeWorkstation(world.ports, ws, 'drain');
    expect((await handIn([])).status).toBe(200);
    await revokeWorkstation(world.ports, ws, 'lost');
    expect((await handIn([decide(await seen('unit/u1'), 'approve', { n: 1 })])).problem).toBe('travel-lost');
    expect((await client.call('hello')).status).toBe(200);
  });

  it('keeps the log of the traveller once', async () => {
    const entry = { id: randomUUID(), action: 'reveal', deviceAt: '2020-09-07T02:00:00.000Z' };
    await expectOk(handIn([], client, { audit: [entry] }));
    await expectOk(handIn([], client, { audit: [entry] }));
    const kept = await database.db.selectFrom('audit').selectAll().where('ws', '=', ws).execute();
    expect(kept.map(({ id, account }) => [id, account])).toEqual([[entry.id, world.account('guangzhou')]]);
  });
});
