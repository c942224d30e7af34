/** Retention: nothing goes before its time, and after it nothing personal is left. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from './database/open.ts';
import { storeImage } from './intake/storeImage.ts';
import { retainedUntil, retireEdition } from './retention.ts';
import { openTestDatabase } from './testing/engines.ts';
import { samplePng } from './testing/sampleImage.ts';
import { decide, newAttendee, newUnit, unitMaterial } from './testing/samples.ts';
import { createWorld } from './testing/world.ts';

describe('retention', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(async () => await database?.close());

  it('erases an edition after its last day and leaves the others alone', async () => {
    const [world, other] = [await createWorld(database), await createWorld(database)];
    const images = world.ports.images;
    const [own, shared] = [samplePng(1), samplePng(2)];
    const stored = [];
    for (const bytes of [own, shared]) stored.push(await storeImage(world.ports, world.edition, bytes));
    await storeImage({ ...other.ports, images }, other.edition, shared);
    const [first, second] = stored.map((image) => (image.ok ? image.sha256 : ''));
    const material = unitMaterial({ unitName: '将被删除的样例公司' });
    await world.intake([
      newUnit('u1', 'guangzhou', { material, images: { qualificationDocument: first } }),
      newAttendee('a1', 'u1', { images: { photo: second } }),
    ]);
    await other.intake([newUnit('u1')]);
    const client = await world.signIn('guangzhou');
    const { items, cursor } = await client.pull();
    await client.push(
      [...items.values()].map((item, n) => decide(item, n ? 'return' : 'reject', { n: n + 1 })),
    );

    expect(await retireEdition(world.ports, world.edition)).toEqual({
      ok: false,
      until: retainedUntil(world.profile),
    });
    expect((await client.pull()).items.size).toBe(2);
    world.clock.nowMs = Date.parse(`${retainedUntil(world.profile)}T16:00:00.000Z`);
    expect(await retireEdition(world.ports, world.edition)).toEqual({ ok: true, submissions: 2, images: 1 });

    for (const table of ['submission', 'revision', 'decision', 'outcome', 'image_ref', 'part_set', 'image']) {
      const left = await sql<{ text: string }>`
        select t::text as text from ${sql.table(table)} t where edition = ${world.edition}`.execute(
        database.db,
      );
      expect(left.rows, table).toEqual([]);
    }
    expect([await images.has(first ?? ''), await images.has(second ?? '')]).toEqual([false, true]);
    const again = await world.signIn('guangzhou');
    expect((await again.call('changes', { query: { cursor } })).problem).toBe('not-granted');
    expect((await (await other.signIn('guangzhou')).pull()).items.size).toBe(1);
  });
});
