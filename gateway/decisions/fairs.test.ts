/** What differs between fairs and is judged: caps instead of targets, invitation codes on approval. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CANTON_IMPORT } from '../../shared/domain/profiles/cantonImport.ts';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { decide, newUnit } from '../testing/samples.ts';
import { type Client, createWorld, expectOk, type World } from '../testing/world.ts';

const CAP = 3;
const UNITS = 8;

describe.each(ENGINES)('a fair with caps on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database, ({ id }) => ({
      ...CANTON_IMPORT,
      id,
      subGroups: CANTON_IMPORT.subGroups.map((subGroup) =>
        subGroup.id === 'guangzhou' ? { ...subGroup, targetUnits: CAP } : subGroup,
      ),
    }));
    client = await world.signIn('guangzhou');
    const units = Array.from({ length: UNITS }, (_, at) => newUnit(`u${at}`));
    await world.intake([...units, newUnit('f1', 'foshan')]);
  });

  const unitsOf = async (by: Client): Promise<PutItem[]> => [...(await by.pull()).items.values()];
  const unit = async (id: string): Promise<PutItem> => {
    const item = (await client.pull()).items.get(`unit/${id}`);
    if (!item) throw new Error(`${id} is not there`);
    return item;
  };

  it('lets no approval above the cap take effect, in one batch or in many', async () => {
    const all = await unitsOf(client);
    const reply = await client.push(all.map((item, at) => decide(item, 'approve', { n: at + 1 })));
    expect(reply.items.map(({ result }) => result)).toEqual([
      ...Array(CAP).fill('applied'),
      ...Array(UNITS - CAP).fill('invalid'),
    ]);
    expect(reply.items.at(-1)).toMatchObject({ why: 'capReached' });
    const next = decide(await unit('u7'), 'approve', { n: UNITS + 1 });
    expect((await client.push([next])).items).toMatchObject([{ result: 'invalid', why: 'capReached' }]);
    // Rejecting takes no place, and another sub-group has its own.
    const rejection = decide(await unit('u7'), 'reject', { n: UNITS + 2 });
    expect((await client.push([rejection])).items).toMatchObject([{ result: 'applied' }]);
    const foshan = await world.signIn('foshan');
    const [f1] = await unitsOf(foshan);
    if (!f1) throw new Error('f1 is not there');
    expect((await foshan.push([decide(f1, 'approve', { n: 1 })])).items).toMatchObject([
      { result: 'applied' },
    ]);
  });

  it('gives the place of an approval back with its withdrawal', async () => {
    const all = await unitsOf(client);
    await client.push(all.slice(0, CAP).map((item, at) => decide(item, 'approve', { n: at + 1 })));
    const withdrawal = decide(await unit('u0'), 'withdraw', { n: CAP + 1 });
    const approval = decide(await unit('u5'), 'approve', { n: CAP + 2 });
    const last = decide(await unit('u6'), 'approve', { n: CAP + 3 });
    const reply = await client.push([withdrawal, approval, last]);
    expect(reply.items.map(({ result }) => result)).toEqual(['applied', 'applied', 'invalid']);
  });

  it('holds the cap against reviewers who approve at the same moment', async () => {
    const reviewers = [client, await world.signIn('guangzhou2'), await world.signIn('both')];
    const all = await unitsOf(client);
    // Each share alone would fill the cap.
    const replies = await Promise.all(
      reviewers.map((by, of) =>
        by.push(
          all
            .filter((_, at) => at % reviewers.length === of)
            .map((item, at) => decide(item, 'approve', { n: at + 1 })),
        ),
      ),
    );
    const results = replies.flatMap(({ items }) => items.map(({ result }) => result));
    expect(results.filter((result) => result === 'applied')).toHaveLength(CAP);
    const approved = (await unitsOf(client)).filter(({ status }) => status === 'approved');
    expect(approved).toHaveLength(CAP);
  });

  it('issues an invitation code with an approval, to reviewers and to the registration side', async () => {
    const approval = decide(await unit('u1'), 'approve', { n: 1 });
    await client.push([approval, decide(await unit('u2'), 'approve', { n: 2 })]);
    const code = (await unit('u1')).decision?.invitationCode;
    expect(code).toMatch(/^CF[23456789A-HJKMNP-TV-Z]{10}$/);
    expect((await unit('u2')).decision?.invitationCode).not.toBe(code);
    // Told again it is the same.
    await client.push([approval]);
    expect((await unit('u1')).decision?.invitationCode).toBe(code);
    const intake = await world.signIn('intake');
    const outcomeOf = async (decisionId: string) =>
      (await expectOk(intake.call('outcomes'))).items.find((item) => item.decisionId === decisionId);
    expect(await outcomeOf(approval.id)).toMatchObject({ id: 'u1', invitationCode: code });
    // Taken back, it is void.
    await client.push([decide(await unit('u1'), 'withdraw', { n: 3 })]);
    expect((await unit('u1')).decision).not.toHaveProperty('invitationCode');
    expect(await outcomeOf(approval.id)).not.toHaveProperty('invitationCode');
    const again = decide(await unit('u1'), 'approve', { n: 4 });
    await client.push([again]);
    expect((await unit('u1')).decision?.invitationCode).not.toBe(code);
  });
});

it('a fair without codes issues none', async () => {
  const database = await openTestDatabase('pglite');
  try {
    const world = await createWorld(database);
    const client = await world.signIn('guangzhou');
    await world.intake([newUnit('u1')]);
    const before = (await client.pull()).items.get('unit/u1');
    if (!before) throw new Error('u1 is not there');
    await client.push([decide(before, 'approve', { n: 1 })]);
    expect((await client.pull()).items.get('unit/u1')?.decision).not.toHaveProperty('invitationCode');
  } finally {
    await database.close();
  }
});
