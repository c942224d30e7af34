/** Sessions: an opaque token in a cookie per workstation, its hash in the table. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '../../shared/domain/vocabulary.ts';
import type { Grant } from '../../shared/protocol/access.ts';
import { compileOnce } from '../database/compileOnce.ts';
import { KEEP_PREPARED } from '../database/sendTogether.ts';
import type { Caller, Ports } from '../ports.ts';
import { GRANTS_COLUMN } from './accounts.ts';

/** Used within this time it lives on; a working day and the night after it. */
const IDLE_MS = 24 * 3_600_000;
/** Then the password is asked again, whatever was used. */
export const LIFETIME_MS = 7 * 24 * 3_600_000;
/** A session in use is prolonged at most this often. */
const RENEW_AFTER_MS = 10 * 60_000;

export interface Session {
  tokenHash: string;
  ws: string;
  caller: Caller;
  expiresAtMs: number;
  createdAtMs: number;
}

/** The cookie's name; workstation ids are token characters by schema. */
export function cookieName(ws: string): string {
  return `desk-${ws}`;
}

/** SECURITY: the token itself is never stored; reading the table signs nobody in. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Begins a session and returns its token, for the cookie only. */
export async function beginSession(ports: Ports, account: string, ws: string): Promise<string> {
  const token = Buffer.from(ports.randomBytes(32)).toString('base64url');
  await ports.db
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      account,
      ws,
      created_at: new Date(ports.now()),
      expires_at: new Date(ports.now() + IDLE_MS),
    })
    .execute();
  return token;
}

export interface Presented {
  /** of the workstation that the call names */
  revoked: 'drain' | 'lost' | null;
  /** the living session of the token with its account and grants, or null */
  session: Session | null;
}

const presented = compileOnce((db, { ws, tokenHash, now }: { ws: string; tokenHash: string; now: Date }) =>
  db
    .selectFrom(sql<{ ws: string }>`(select ${ws}::text as ws)`.as('asked'))
    .modifyFront(KEEP_PREPARED)
    .leftJoin('workstation', 'workstation.id', 'asked.ws')
    .leftJoin('session', (join) =>
      join.on('session.token_hash', '=', tokenHash).on('session.expires_at', '>', now),
    )
    .leftJoin('account', 'account.name', 'session.account')
    .select([
      'workstation.revoked',
      'session.token_hash',
      'session.ws',
      'session.expires_at',
      'session.created_at',
      'account.name',
      'account.display_name',
      'account.role',
      'account.scope_gen',
      GRANTS_COLUMN.as('grants'),
    ]),
);

/** What is known of a call's workstation and token, asked at once. Every call begins with it. */
export async function findSession(ports: Ports, ws: string, token: string | null): Promise<Presented> {
  const tokenHash = token === null ? '' : hashToken(token);
  const [row] = await presented(ports.db, { ws, tokenHash, now: new Date(ports.now()) });
  if (!row) throw new Error('one row was asked for');
  return { revoked: row.revoked, session: sessionOf(row) };
}

interface SessionRow {
  token_hash: string | null;
  ws: string | null;
  expires_at: Date | null;
  created_at: Date | null;
  name: string | null;
  display_name: string | null;
  role: Role | null;
  scope_gen: number | null;
  grants: Grant[];
}

/** All of a session's columns are there, or none of them. */
function sessionOf(row: SessionRow): Session | null {
  const { token_hash, ws, expires_at, created_at, name, display_name, role, scope_gen, grants } = row;
  const isThere = token_hash !== null && ws !== null && expires_at !== null && created_at !== null;
  if (!isThere || name === null || display_name === null || role === null || scope_gen === null) return null;
  return {
    tokenHash: token_hash,
    ws,
    expiresAtMs: expires_at.getTime(),
    createdAtMs: created_at.getTime(),
    caller: { name, displayName: display_name, role, grants, scopeGen: scope_gen },
  };
}

/** Prolongs a session in use, up to its lifetime. */
export async function renewSession(ports: Ports, session: Session): Promise<void> {
  const until = Math.min(ports.now() + IDLE_MS, session.createdAtMs + LIFETIME_MS);
  if (until - session.expiresAtMs < RENEW_AFTER_MS) return;
  await ports.db
    .updateTable('session')
    .set({ expires_at: new Date(until) })
    .where('token_hash', '=', session.tokenHash)
    .execute();
}

export async function endSession(ports: Ports, tokenHash: string): Promise<void> {
  await ports.db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Drops sessions that have ended. */
export async function sweepSessions(ports: Ports): Promise<void> {
  await ports.db.deleteFrom('session').where('expires_at', '<', new Date(ports.now())).execute();
}

/** Token hashes of those sessions that still live, on a workstation not revoked, with the same grants. */
export async function findLiving(ports: Ports, sessions: readonly Session[]): Promise<Set<string>> {
  if (sessions.length === 0) return new Set();
  const rows = await ports.db
    .selectFrom('session')
    .innerJoin('account', 'account.name', 'session.account')
    .leftJoin('workstation', 'workstation.id', 'session.ws')
    .select(['session.token_hash', 'account.scope_gen'])
    .where('session.token_hash', 'in', [...new Set(sessions.map(({ tokenHash }) => tokenHash))])
    .where('session.expires_at', '>', new Date(ports.now()))
    .where('workstation.revoked', 'is', null)
    .execute();
  const scopeGenOf = new Map(rows.map((row) => [row.token_hash, row.scope_gen]));
  return new Set(
    sessions
      .filter(({ tokenHash, caller }) => scopeGenOf.get(tokenHash) === caller.scopeGen)
      .map(({ tokenHash }) => tokenHash),
  );
}
