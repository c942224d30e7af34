/** What really goes to the server when the query builder begins, asks, commits and rolls back. */
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { AND_COMMIT, sendTogether } from './sendTogether.ts';

const BEGIN = 'start transaction isolation level read committed';

/** A connection that writes down what it is sent; `failing` is refused. */
function connect(failing: string | null = null) {
  const sent: string[] = [];
  const names: (string | undefined)[] = [];
  const writes: string[][] = [];
  let corks = 0;
  const stream = {
    cork: () => {
      corks += 1;
      writes.push([]);
    },
    uncork: () => {
      corks -= 1;
    },
  };
  const query = async (given: string | { name: string; text: string }): Promise<object> => {
    const text = typeof given === 'string' ? given : given.text;
    sent.push(text);
    if (corks > 0) writes.at(-1)?.push(text);
    else writes.push([text]);
    names.push(typeof given === 'string' ? undefined : given.name);
    if (failing !== null && text.includes(failing)) throw new Error('refused');
    return { rows: [text] };
  };
  const client = { query, connection: { stream } } as unknown as pg.PoolClient;
  sendTogether(client);
  const ask = client.query as unknown as (text: string, values?: unknown[]) => Promise<{ rows: string[] }>;
  return { ask, sent, names, writes };
}

describe('a connection', () => {
  it('sends begin with the first statement, in this order, before anything has come back', async () => {
    const { ask, sent } = connect();
    await ask(BEGIN, []);
    expect(sent).toEqual([]);
    const reply = ask('select 1', []);
    expect(sent).toEqual([BEGIN, 'select 1']);
    expect((await reply).rows).toEqual(['select 1']);
    await ask('select 2', []);
    await ask('commit', []);
    expect(sent).toEqual([BEGIN, 'select 1', 'select 2', 'commit']);
  });

  it('sends nothing of a transaction in which nothing was asked', async () => {
    const { ask, sent } = connect();
    for (const end of ['commit', 'rollback']) {
      await ask(BEGIN, []);
      await ask(end, []);
    }
    await ask('select 1', []);
    expect(sent).toEqual(['select 1']);
  });

  it('rolls back where the first statement fails', async () => {
    const { ask, sent } = connect('select 1');
    await ask(BEGIN, []);
    await expect(ask('select 1', [])).rejects.toThrow('refused');
    await ask('rollback', []);
    expect(sent).toEqual([BEGIN, 'select 1', 'rollback']);
  });

  it('fails the first statement where begin does', async () => {
    const { ask } = connect(BEGIN);
    await ask(BEGIN, []);
    await expect(ask('select 1', [])).rejects.toThrow('refused');
  });

  it('commits along with the last statement, once, whatever is read behind it', async () => {
    const { ask, sent } = connect();
    await ask(BEGIN, []);
    await ask('select 1', []);
    await ask(`${AND_COMMIT}update x`, []);
    await ask('select 2', []);
    await ask('commit', []);
    await ask('select 3', []);
    expect(sent).toEqual([BEGIN, 'select 1', `${AND_COMMIT}update x`, 'commit', 'select 2', 'select 3']);
  });

  it('writes begin and first statement, last statement and commit out in one go each', async () => {
    const { ask, writes } = connect();
    await ask(BEGIN, []);
    await ask('select 1', []);
    await ask('select 2', []);
    await ask(`${AND_COMMIT}update x`, []);
    expect(writes).toEqual([[BEGIN, 'select 1'], ['select 2'], [`${AND_COMMIT}update x`, 'commit']]);
  });

  it('prepares what is marked, under the same name for the same text', async () => {
    const { ask, names } = connect();
    await ask('select /* keep */ 1', []);
    await ask('select /* keep */ 1', []);
    await ask('select /* keep */ 2', []);
    await ask('select 3', []);
    expect(names[0]).toMatch(/^desk_[0-9a-f]{40}$/);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
    expect(names[3]).toBeUndefined();
  });
});
