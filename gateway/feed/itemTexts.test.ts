/** What is kept of the feed is never older than what the database holds: each change, and each epoch, is read anew. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findEdition, renewEpochs } from '../editions.ts';
import { storeImage } from '../intake/storeImage.ts';
import { openTestDatabase } from '../testing/engines.ts';
import { samplePng } from '../testing/sampleImage.ts';
import { newUnit } from '../testing/samples.ts';
import { type Client, createWorld, type World } from '../testing/world.ts';
import { writeCursor } from './cursor.ts';

describe('items kept by seq', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  let world: World;
  let client: Client;

  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
  });

  /** The whole feed from its first item, past snapshot and parts. */
  async function everything() {
    const edition = await findEdition(world.ports, world.edition);
    if (!edition) throw new Error('no edition');
    const place = { feed: 'changes' as const, caller: await world.caller('guangzhou'), edition };
    return (await client.changes(writeCursor(world.ports, place, 0))).items;
  }

  it('are not believed after a restore, though the seqs come again', async () => {
    await world.intake([newUnit('u1')]);
    const before = await everything();
    expect(await everything()).toEqual(before);
    // The backup was of another time: something else stands under the same seq.
    await sql`update submission set status = 'rejected' where edition = ${world.edition}`.execute(
      database.db,
    );
    await renewEpochs(world.ports);
    expect(before).toMatchObject([{ id: 'u1', status: 'pendingReview', seq: 1 }]);
    expect(await everything()).toMatchObject([{ id: 'u1', status: 'rejected', seq: 1 }]);
  });

  it('tell of an image that came later', async () => {
    const image = samplePng(1);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', image)).toString('hex');
    await world.intake([newUnit('u1', 'guangzhou', { images: { qualificationDocument: sha256 } })]);
    expect((await everything())[0]).not.toHaveProperty('imageFacts');
    await storeImage(world.ports, world.edition, image);
    expect(await everything()).toMatchObject([
      { id: 'u1', seq: 2, imageFacts: { qualificationDocument: { type: 'png' } } },
    ]);
  });

  it('are each reader’s own scope', async () => {
    await world.intake([newUnit('g1'), newUnit('f1', 'foshan')]);
    const foshan = await world.signIn('foshan');
    const ids = async (of: Client) => [...(await of.pull()).items.values()].map(({ id }) => id);
    expect((await everything()).map(({ id }) => id)).toEqual(['g1']);
    expect(await ids(foshan)).toEqual(['f1']);
  });
});
