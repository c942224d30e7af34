/** What a connection saves of round trips and planning: begin and commit go along, marked statements stay prepared. */
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { sql } from 'kysely';
import type pg from 'pg';

/** A statement that begins with this is its transaction's last: its commit goes out right behind it. */
export const AND_COMMIT = '/* and commit */ ';

/** The mark as it stands in a statement. */
export const KEEP_PREPARED_TEXT = '/* keep */';
/**
 * Marks a statement that each connection parses and plans once. Only for those that run all the time and name
 * the columns they give back: a migration may add columns beside a running instance.
 */
export const KEEP_PREPARED = sql.raw(`${KEEP_PREPARED_TEXT} `);

interface NamedQuery {
  name: string;
  text: string;
  values: unknown[];
}
type Ask = (query: string | NamedQuery, values?: unknown[]) => Promise<pg.QueryResult>;

const DONE: pg.QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] };

/**
 * Teaches a connection in pipeline mode three things. A transaction's begin waits for its first statement and is
 * sent with it. What begins with `AND_COMMIT` is sent with a commit, so that no lock waits for a turn of this
 * program: where the statement fails, the server turns the commit into a rollback, and the commit or rollback
 * that the query builder sends afterwards has nothing left to do. What is marked to be kept is prepared by name.
 */
export function sendTogether(client: pg.PoolClient): void {
  // The driver types a dozen overloads of `query`; the query builder calls it with text and values only.
  const send = client.query.bind(client) as unknown as Ask;
  // A client is typed with its connection, one from a pool is not, though it is the same.
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  const ask: Ask = (text, values) =>
    typeof text === 'string' && text.includes(KEEP_PREPARED_TEXT) && values
      ? send({ name: nameOf(text), text, values })
      : send(text, values);
  let begin: string | null = null;
  let hasEnded = false;
  const asked: Ask = async (text, values) => {
    if (typeof text !== 'string') return await send(text, values);
    const isEnd = text === 'commit' || text === 'rollback';
    if (isEnd && (hasEnded || begin !== null)) {
      hasEnded = false;
      begin = null;
      return DONE;
    }
    if (text.startsWith('start transaction')) {
      begin = text;
      return DONE;
    }
    const isLast = text.startsWith(AND_COMMIT);
    const first = begin;
    begin = null;
    // Written out in one go: a call of the system costs more than what it carries.
    stream.cork();
    const sent = [
      first === null ? null : send(first),
      ask(text, values),
      isLast ? send('commit') : null,
    ] as const;
    stream.uncork();
    const [begun, done, ended] = await Promise.allSettled(sent);
    if (isLast) hasEnded = ended.status === 'fulfilled';
    for (const part of [begun, done, ended]) if (part.status === 'rejected') throw part.reason;
    return done.status === 'fulfilled' ? done.value : DONE;
  };
  // Those overloads again: nobody who gets this client uses another of them.
  client.query = asked as unknown as typeof client.query;
}

const names = new Map<string, string>();

/** The same for the same text, within the server's 63 characters. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `desk_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
  names.set(text, name);
  return name;
}
