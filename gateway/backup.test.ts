/** Backup and restore as the operators' guide says: dump, loss, restore, new epochs, and the desks bring the rest. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGateway } from './createGateway.ts';
import { migrate } from './database/migrations.ts';
import { openDatabase } from './database/open.ts';
import { findProgram, startPostgres, type TestPostgres } from './testing/postgres.ts';
import { decide, newUnit } from './testing/samples.ts';
import { callRoute, createWorld, expectOk } from './testing/world.ts';

const run = promisify(execFile);

describe('backup and restore', () => {
  let server: TestPostgres;
  let folder: string;

  beforeEach(async () => {
    server = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'desk-backup-'));
  });
  afterEach(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tool = (name: string, args: string[]) => run(findProgram(name), args);

  it('brings back what the backup knew; workstations send again what it did not', {
    timeout: 120_000,
  }, async () => {
    const before = await openDatabase({ url: server.urlOf('postgres') });
    await migrate(before.db);
    const world = await createWorld(before);
    await world.intake(Array.from({ length: 6 }, (_, i) => newUnit(`u${i}`)));
    const client = await world.signIn('guangzhou');
    const pulled = await client.pull();
    const decisions = [...pulled.items.values()].map((item, index) =>
      decide(item, 'approve', { n: index + 1 }),
    );
    const [known, forgotten] = [decisions.slice(0, 3), decisions.slice(3)];
    const kept = await client.push(known);

    const file = join(folder, 'desk.dump');
    await tool('pg_dump', ['--format=custom', `--file=${file}`, server.urlOf('postgres')]);
    const lost = await client.push(forgotten);
    const { cursor } = await client.pull();
    await before.close();

    await tool('createdb', [`--maintenance-db=${server.urlOf('postgres')}`, 'restored']);
    await tool('pg_restore', ['--exit-on-error', `--dbname=${server.urlOf('restored')}`, file]);
    const cli = join(import.meta.dirname, 'cli.ts');
    const env = { ...process.env, DATABASE_URL: server.urlOf('restored'), DATA_DIR: folder };
    const told = await run(process.execPath, ['--import', 'tsx', cli, 'restored'], { env });
    expect(told.stdout).toContain(world.edition);

    const after = await openDatabase({ url: server.urlOf('restored') });
    const gateway = createGateway({ ...world.ports, db: after.db, poolUse: after.poolUse });
    const call: typeof client.call = (name, options = {}) =>
      callRoute(gateway, name, {
        ...options,
        params: { edition: world.edition, ...options.params },
        headers: { ...client.headers, ...options.headers },
      });
    // No cursor of the lost time is believed, and the epoch is another.
    expect((await call('changes', { query: { cursor } })).problem).toBe('cursor-invalid');
    const bound = await expectOk(call('bindWorkstation', { params: { ws: client.ws } }));
    expect(bound).toMatchObject({ contiguous: 3, highest: 3 });
    const again = await expectOk(call('push', { body: { ws: client.ws, items: decisions } }));
    expect(again.contiguous).toBe(6);
    expect(again.items.map(({ result }) => result)).toEqual(decisions.map(() => 'applied'));
    expect(again.items.slice(0, 3)).toEqual(kept.items.map((receipt) => ({ ...receipt, replayed: true })));
    expect(lost.items.map(({ id }) => id)).toEqual(again.items.slice(3).map(({ id }) => id));
    const states = await after.db
      .selectFrom('submission')
      .select('status')
      .where('edition', '=', world.edition)
      .execute();
    expect(states.every(({ status }) => status === 'approved')).toBe(true);
    await after.close();
  });
});
