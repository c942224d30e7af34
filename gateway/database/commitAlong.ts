/** Statements that bring their own commit: sent together, so that no lock waits for a turn of this program. */
import type pg from 'pg';

/** A statement that begins with this is its transaction's last: its commit goes out right behind it. */
export const AND_COMMIT = '/* and commit */ ';

type Ask = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

const DONE: pg.QueryResult = { command: 'COMMIT', rowCount: 0, oid: 0, fields: [], rows: [] };

/**
 * Teaches a connection in pipeline mode what `AND_COMMIT` means. Where the statement fails, the server turns the
 * commit into a rollback; the commit or rollback that the query builder sends afterwards has nothing left to do.
 */
export function commitAlong(client: pg.PoolClient): void {
  // The driver types a dozen overloads of `query`; the query builder calls it with text and values only.
  const ask = client.query.bind(client) as unknown as Ask;
  let hasEnded = false;
  const asked: Ask = async (text, values) => {
    if (typeof text === 'string' && text.startsWith(AND_COMMIT)) {
      const [done, ended] = await Promise.allSettled([ask(text, values), ask('commit')]);
      hasEnded = ended.status === 'fulfilled';
      if (done.status === 'rejected') throw done.reason;
      if (ended.status === 'rejected') throw ended.reason;
      return done.value;
    }
    if (hasEnded && (text === 'commit' || text === 'rollback')) {
      hasEnded = false;
      return DONE;
    }
    return await ask(text, values);
  };
  client.query = asked as unknown as typeof client.query;
}
