/** The feed on both databases: snapshot + changes = full state, scope, exits, cursors, images, poke. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedItem } from '../../shared/protocol/feed.ts';
import { ensureAccount } from '../access/accounts.ts';
import { grantsOfRole } from '../access/grants.ts';
import type { OpenDatabase } from '../database/open.ts';
import { renewEpochs } from '../editions.ts';
import { storeImage } from '../intake/storeImage.ts';
import { transferUnits } from '../reports/transferUnits.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { samplePng } from '../testing/sampleImage.ts';
import { attendeeMaterial, decide, newAttendee, newUnit } from '../testing/samples.ts';
import { applyItems, type Client, createWorld, expectOk, ORIGIN, type World } from '../testing/world.ts';

describe.each(ENGINES)('feed on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
  });

  const transfer = async (unitId: string, from: string, to: string) =>
    await transferUnits(world.ports, await world.caller('secretariat'), world.edition, {
      items: [{ unitId, fromSubGroupId: from }],
      toSubGroupId: to,
      reason: '属地',
    });
  const brief = (items: readonly FeedItem[]) => items.map(({ op, kind, id }) => `${op} ${kind} ${id}`);

  it('gives the same state by parts and delta as by delta alone', async () => {
    const units = Array.from({ length: 1300 }, (_, i) => newUnit(`u${i}`, i % 13 ? 'guangzhou' : 'foshan'));
    await world.intake(units);
    await world.intake(units.slice(0, 200).map(({ id }) => newAttendee(`a-${id}`, id)));
    const early = await client.pull();
    expect(early.items.size).toBe(1200 + 184);
    await world.intake([newUnit('late'), { kind: 'unit', id: 'u1', event: 'deleted' }]);
    await client.push([decide(early.items.get('unit/u2') ?? fail(), 'approve', { n: 1 })]);
    const caughtUp = new Map(early.items);
    applyItems(caughtUp, (await client.changes(early.cursor, 3)).items);
    const anew = await client.pull();
    expect(anew.items).toEqual(caughtUp);
    expect(anew.items.has('unit/u1')).toBe(false);
    expect(anew.items.has('attendee/a-u1')).toBe(false);
    const digests = await expectOk(client.call('digests'));
    const sum = [...anew.items.values()].reduce((total, { seq }) => total + seq, 0);
    expect(digests.subGroups).toEqual([
      { subGroupId: 'guangzhou', count: anew.items.size, sumOfSeq: String(sum) },
    ]);
  });

  it('keeps parts of at most a thousand, addressed by their hash, and rebuilds them when much has changed', async () => {
    await world.intake(Array.from({ length: 1100 }, (_, i) => newUnit(`u${i}`)));
    const first = await expectOk(client.call('snapshot'));
    expect(first.parts.map(({ count }) => count)).toEqual([1000, 100]);
    await world.intake([newUnit('one-more')]);
    expect((await expectOk(client.call('snapshot'))).parts).toEqual(first.parts);
    await world.intake(Array.from({ length: 300 }, (_, i) => newUnit(`v${i}`)));
    expect((await expectOk(client.call('snapshot'))).parts).toEqual(first.parts);
    world.clock.nowMs += 3_600_000;
    const later = await expectOk(client.call('snapshot'));
    expect(later.parts.map(({ count }) => count)).toEqual([1000, 401]);
    const old = first.parts[0]?.sha256 ?? '';
    expect((await client.call('part', { params: { sha256: old } })).status).toBe(200);
  });

  it('shows nobody what is outside their sub-groups', async () => {
    await world.intake([newUnit('u1'), newUnit('f1', 'foshan'), newAttendee('fa', 'f1')]);
    const foshan = await world.signIn('foshan');
    expect([...(await client.pull()).items.keys()]).toEqual(['unit/u1']);
    expect([...(await foshan.pull()).items.keys()].sort()).toEqual(['attendee/fa', 'unit/f1']);
    expect((await (await world.signIn('secretariat')).pull()).items.size).toBe(3);
    const part = (await expectOk(foshan.call('snapshot'))).parts[0]?.sha256 ?? '';
    expect((await client.call('part', { params: { sha256: part } })).status).toBe(404);
    const history = (by: Client) => by.call('history', { params: { kind: 'unit', id: 'f1' } });
    expect((await history(client)).status).toBe(404);
    expect((await history(foshan)).status).toBe(200);
  });

  it('tells of an exit those who lose a unit, and of a put those who gain it', async () => {
    await world.intake([newUnit('u1'), newAttendee('a1', 'u1')]);
    const [foshan, both] = [await world.signIn('foshan'), await world.signIn('both')];
    const cursors = { client: await client.pull(), foshan: await foshan.pull(), both: await both.pull() };
    await transfer('u1', 'guangzhou', 'foshan');
    expect(brief((await client.changes(cursors.client.cursor)).items)).toEqual([
      'exit unit u1',
      'exit attendee a1',
    ]);
    expect(brief((await foshan.changes(cursors.foshan.cursor)).items)).toEqual([
      'put unit u1',
      'put attendee a1',
    ]);
    expect(brief((await both.changes(cursors.both.cursor)).items)).toEqual([
      'put unit u1',
      'put attendee a1',
    ]);
    await transfer('u1', 'foshan', 'guangzhou');
    expect(brief((await client.changes(cursors.client.cursor)).items)).toEqual([
      'put unit u1',
      'put attendee a1',
    ]);
  });

  it('takes an exited unit out of a pull that begins with an old part', async () => {
    await world.intake([newUnit('u1'), newUnit('u2')]);
    await expectOk(client.call('snapshot'));
    await transfer('u1', 'guangzhou', 'foshan');
    expect([...(await client.pull()).items.keys()]).toEqual(['unit/u2']);
  });

  it('believes no cursor but its own, for this account, scope, edition and epoch', async () => {
    await world.intake([newUnit('u1')]);
    const { cursor } = await client.pull();
    const invalid = async (text: string, by = client) =>
      (await by.call('changes', { query: { cursor: text } })).problem;
    expect(await invalid(cursor)).toBeUndefined();
    expect(await invalid(`${cursor}x`)).toBe('cursor-invalid');
    const [body = '', signature = ''] = cursor.split('.');
    const forged = Buffer.from(
      Buffer.from(body, 'base64url')
        .toString()
        .replace(/"seq":\d+/, '"seq":0'),
    ).toString('base64url');
    expect(await invalid(`${forged}.${signature}`)).toBe('cursor-invalid');
    expect(await invalid('nonsense')).toBe('cursor-invalid');
    expect(await invalid(cursor, await world.signIn('guangzhou2'))).toBe('cursor-invalid');
    await ensureAccount(world.ports, {
      name: client.account,
      displayName: 'x',
      role: 'reviewer',
      grants: grantsOfRole('reviewer', world.edition, ['foshan']),
    });
    expect(await invalid(cursor)).toBe('cursor-invalid');
    const fresh = (await client.pull()).cursor;
    await renewEpochs(world.ports);
    expect(await invalid(fresh)).toBe('cursor-invalid');
    expect(await invalid((await client.pull()).cursor)).toBeUndefined();
    world.clock.nowMs += 3_600_000;
  });

  it('ends with more:false at the head, and cuts pages by count without losing anything', async () => {
    await world.intake(Array.from({ length: 25 }, (_, i) => newUnit(`u${i}`)));
    const { cursor } = await expectOk(client.call('snapshot'));
    await world.intake(Array.from({ length: 25 }, (_, i) => newUnit(`w${i}`)));
    const page = await expectOk(client.call('changes', { query: { cursor, limit: 10 } }));
    expect([page.items.length, page.more]).toEqual([10, true]);
    const rest = await client.changes(page.cursor, 10);
    expect(rest.items).toHaveLength(15);
    const end = await expectOk(client.call('changes', { query: { cursor: rest.cursor } }));
    expect(end).toMatchObject({ items: [], more: false });
  });

  it('serves images to those who may view a submission that names them, old revisions included', async () => {
    const [one, two] = [samplePng(1), samplePng(2)];
    const store = async (bytes: Uint8Array<ArrayBuffer>) => {
      const stored = await storeImage(world.ports, world.edition, bytes);
      return stored.ok ? stored.sha256 : fail();
    };
    const first = await store(one);
    await world.intake([newUnit('u1'), newAttendee('a1', 'u1', { images: { photo: first } })]);
    const seen = await client.pull();
    const item = seen.items.get('attendee/a1') ?? fail();
    expect(item.imageFacts).toMatchObject({ photo: { type: 'png', width: 40, height: 50 } });
    await client.push([decide(item, 'return', { n: 1 })]);
    const second = await store(two);
    const amended = {
      kind: 'attendee',
      id: 'a1',
      event: 'amended',
      material: attendeeMaterial(),
      images: { photo: second },
    };
    await world.intake([amended]);
    const get = (sha256: string, variant: string, by: Client) =>
      by.call('image', { params: { sha256, variant } });
    for (const sha256 of [first, second]) {
      for (const variant of ['thumb', 'full']) {
        const answer = await get(sha256, variant, client);
        expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
          200,
          variant === 'full' ? 'image/png' : 'image/jpeg',
        ]);
        expect((await get(sha256, variant, await world.signIn('foshan'))).status).toBe(404);
      }
    }
    expect((await get(first, 'huge', client)).status).toBe(404);
    const byQuery = await world.gateway(
      new Request(`${ORIGIN}/api/v1/editions/${world.edition}/images/${first}/full?ws=${client.ws}`, {
        headers: { Cookie: client.headers.Cookie ?? '' },
      }),
    );
    expect(new Uint8Array(await byQuery.arrayBuffer())).toEqual(one);
  });

  it('brings facts of an image that came after its submission', async () => {
    const bytes = samplePng(3);
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await world.intake([newUnit('u1', 'guangzhou', { images: { qualificationDocument: sha256 } })]);
    const before = await client.pull();
    expect(before.items.get('unit/u1')?.imageFacts).toBeUndefined();
    await storeImage(world.ports, world.edition, bytes);
    const { items } = await client.changes(before.cursor);
    expect(items).toMatchObject([
      { id: 'u1', revision: 1, imageFacts: { qualificationDocument: { type: 'png' } } },
    ]);
  });

  it('gives history with all revisions and the decisions that took effect', async () => {
    await world.intake([newUnit('u1'), newAttendee('a1', 'u1')]);
    const item = (await client.pull()).items.get('attendee/a1') ?? fail();
    await client.push([decide(item, 'return', { n: 1 }), decide(item, 'tag', { n: 2, tag: 'vip' })]);
    await world.intake([
      { kind: 'attendee', id: 'a1', event: 'amended', material: attendeeMaterial({ jobTitle: '经理' }) },
    ]);
    const history = await expectOk(client.call('history', { params: { kind: 'attendee', id: 'a1' } }));
    expect(history.revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(history.decisions).toMatchObject([{ verdict: 'return', baseRevision: 1 }]);
  });

  it('pokes with the head and with who has what open, within the scope', async () => {
    await world.intake([newUnit('u1'), newUnit('f1', 'foshan')]);
    const colleague = await world.signIn('guangzhou2');
    const stranger = await world.signIn('foshan');
    await expectOk(colleague.call('presence', { body: { open: { kind: 'unit', id: 'u1' } } }));
    await expectOk(stranger.call('presence', { body: { open: { kind: 'unit', id: 'f1' } } }));
    const url = `${ORIGIN}/api/v1/editions/${world.edition}/poke?ws=${client.ws}`;
    const response = await world.gateway(
      new Request(url, { headers: { Cookie: client.headers.Cookie ?? '' } }),
    );
    expect(response.headers.get('Content-Type')).toBe('text/event-stream');
    const reader = (response.body ?? fail()).pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) text += (await reader.read()).value ?? fail();
    };
    await until('"presence":[{');
    expect(text).toContain(`{"kind":"unit","id":"u1","by":"${colleague.account}","byName":"`);
    expect(text).not.toContain('f1');
    await world.intake([newUnit('u2')]);
    await until('"head":3');
    await reader.cancel();
  });
});

function fail(): never {
  throw new Error('not there');
}
