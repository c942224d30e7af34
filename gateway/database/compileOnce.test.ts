/** A statement made once asks for what each call brings. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/engines.ts';
import { compileOnce } from './compileOnce.ts';
import type { OpenDatabase } from './open.ts';

describe('a statement compiled once', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(async () => await database?.close());

  it('is built once and asked with the values of each call, each in its place', async () => {
    let built = 0;
    const ask = compileOnce((db, { name, list }: { name: string; list: string[] }) => {
      built += 1;
      return db
        .selectFrom(sql<{ word: string }>`(select unnest(${list}::text[]) || ${name} as word)`.as('words'))
        .select(['word', sql<string>`${'fixed'}::text`.as('fixed')])
        .where('word', '!=', name)
        .orderBy('word');
    });
    expect(await ask(database.db, { name: '-x', list: ['a', ''] })).toEqual([
      { word: 'a-x', fixed: 'fixed' },
    ]);
    expect(await ask(database.db, { name: '-y', list: ['b'] })).toEqual([{ word: 'b-y', fixed: 'fixed' }]);
    expect(built).toBe(1);
  });
});
