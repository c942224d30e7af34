/** Routes of sign-in, workstations and the heartbeat. */

import type { z } from 'zod';
import {
  type Account,
  type Hello,
  PROTOCOL,
  SCHEMA,
  WorkstationId,
  type WorkstationList,
} from '../../shared/protocol/access.ts';
import { CHANGES_LIMIT_MAX } from '../../shared/protocol/feed.ts';
import { PUSH_BYTES_MAX, PUSH_ITEMS_MAX } from '../../shared/protocol/push.ts';
import { assertNotRevoked } from '../http/authenticate.ts';
import { ProblemError } from '../http/problem.ts';
import { jsonReply } from '../http/reply.ts';
import { type Handlers, param } from '../http/route.ts';
import { IMAGE_BYTES_MAX } from '../intake/storeImage.ts';
import type { Caller, Ports } from '../ports.ts';
import { findCaller, setPassword } from './accounts.ts';
import { mayAnywhere } from './grants.ts';
import { verifyPassword } from './passwords.ts';
import { beginSession, cookieName, endSession, LIFETIME_MS, renewSession } from './sessions.ts';
import { assertMayTry, noteFailure, noteSuccess } from './signInLimits.ts';
import { bindWorkstation, revokeWorkstation } from './workstations.ts';

type AccessRoutes = Pick<
  Handlers,
  | 'session'
  | 'signIn'
  | 'signOut'
  | 'changePassword'
  | 'hello'
  | 'bindWorkstation'
  | 'listWorkstations'
  | 'revokeWorkstation'
>;

const LAST_SEEN_EVERY_MS = 60_000;

export const accessRoutes: AccessRoutes = {
  session: async ({ session }) =>
    session ? { account: publicAccount(session.caller), workstation: session.ws } : { account: null },

  signIn: async ({ ports, request, body, ws, address }) => {
    if (ws !== null && ws !== body.workstation) throw new ProblemError('workstation-foreign');
    await assertNotRevoked(ports, body.workstation, 'signIn');
    await checkPassword(ports, body.account, body.password, address);
    const caller = await findCaller(ports, body.account);
    if (!caller) throw new ProblemError('sign-in-failed');
    await assertNotForeign(ports, caller.name, body.workstation);
    const cookie = await freshCookie(ports, caller.name, body.workstation);
    const reply = { account: publicAccount(caller), workstation: body.workstation };
    return await jsonReply(request, reply, { 'Set-Cookie': cookie });
  },

  signOut: async ({ ports, request, session }) => {
    await endSession(ports, session.tokenHash);
    return await jsonReply(request, {}, { 'Set-Cookie': cookieText(ports, session.ws, '', 0) });
  },

  changePassword: async ({ ports, session, body, address }) => {
    await checkPassword(ports, session.caller.name, body.current, address);
    await setPassword(ports, session.caller.name, body.next, session.tokenHash);
    ports.log('password-changed', { ws: session.ws });
    return {};
  },

  hello: async ({ ports, session }) => {
    await renewSession(ports, session);
    await noteSeen(ports, session.ws);
    return await hello(ports, session.caller);
  },

  bindWorkstation: async (call) => {
    const { ports, request, session } = call;
    const parsed = WorkstationId.safeParse(param(call, 'ws'));
    if (!parsed.success) throw new ProblemError('not-found');
    await assertNotRevoked(ports, parsed.data, 'bindWorkstation');
    const bound = await bindWorkstation(ports, session.caller.name, parsed.data);
    if (bound === 'foreign') throw new ProblemError('workstation-foreign');
    if (parsed.data === session.ws) return bound;
    // A cloned profile takes a new name: it is signed in under that as well.
    const cookie = await freshCookie(ports, session.caller.name, parsed.data);
    return await jsonReply(request, bound, { 'Set-Cookie': cookie });
  },

  listWorkstations: async ({ ports, session }) => await listWorkstations(ports, session.caller),

  revokeWorkstation: async (call) => {
    const { ports, session, query } = call;
    const ws = param(call, 'ws');
    const owner = await ports.db
      .selectFrom('workstation')
      .select('account')
      .where('id', '=', ws)
      .executeTakeFirst();
    const isAllowed = owner?.account === session.caller.name || mayAnywhere(session.caller, 'admin');
    if (!owner || !isAllowed) throw new ProblemError('not-found');
    await revokeWorkstation(ports, ws, query.mode);
    return {};
  },
};

function publicAccount({ name, displayName, role, grants }: Caller): z.infer<typeof Account> {
  return { name, displayName, role, grants };
}

/** Throws `sign-in-failed`, or `too-many-attempts` before the password is even looked at. */
async function checkPassword(
  ports: Ports,
  account: string,
  password: string,
  address: string,
): Promise<void> {
  await assertMayTry(ports, account, address);
  const row = await ports.db
    .selectFrom('account')
    .select('password_hash')
    .where('name', '=', account)
    .executeTakeFirst();
  // SECURITY: an unknown account costs the same time as a wrong password.
  const isRight = await verifyPassword(password, row?.password_hash || decoyHash(ports));
  if (row && row.password_hash !== '' && isRight) return await noteSuccess(ports, account, address);
  await noteFailure(ports, account, address);
  throw new ProblemError('sign-in-failed');
}

/** A stored text of the usual cost that no password fits. */
function decoyHash(ports: Ports): string {
  const zeros = Buffer.alloc(32).toString('base64');
  return `scrypt$${ports.passwordCost}$8$3$${zeros}$${zeros}`;
}

async function assertNotForeign(ports: Ports, account: string, ws: string): Promise<void> {
  const row = await ports.db
    .selectFrom('workstation')
    .select('account')
    .where('id', '=', ws)
    .executeTakeFirst();
  if (row && row.account !== account) throw new ProblemError('workstation-foreign');
}

async function freshCookie(ports: Ports, account: string, ws: string): Promise<string> {
  return cookieText(ports, ws, await beginSession(ports, account, ws), LIFETIME_MS / 1000);
}

function cookieText(ports: Ports, ws: string, token: string, maxAgeSeconds: number): string {
  const secure = ports.publicOrigin?.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(ws)}=${token}; Path=/api; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`;
}

async function noteSeen(ports: Ports, ws: string): Promise<void> {
  const now = ports.now();
  await ports.db
    .updateTable('workstation')
    .set({ last_seen_at: new Date(now) })
    .where('id', '=', ws)
    .where((eb) =>
      eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<', new Date(now - LAST_SEEN_EVERY_MS))]),
    )
    .execute();
}

async function hello(ports: Ports, caller: Caller): Promise<Hello> {
  const granted = [...new Set(caller.grants.map(({ edition }) => edition))];
  const editions =
    granted.length === 0
      ? []
      : await ports.db
          .selectFrom('edition')
          .select(['id', 'epoch', 'head'])
          .where('id', 'in', granted)
          .orderBy('id')
          .execute();
  return {
    serverTime: new Date(ports.now()).toISOString(),
    protocol: { min: PROTOCOL, max: PROTOCOL },
    schema: { min: SCHEMA, max: SCHEMA },
    limits: {
      pushItems: PUSH_ITEMS_MAX,
      pushBytes: PUSH_BYTES_MAX,
      changesItems: CHANGES_LIMIT_MAX,
      imageBytes: IMAGE_BYTES_MAX,
    },
    editions,
  };
}

async function listWorkstations(ports: Ports, caller: Caller): Promise<z.infer<typeof WorkstationList>> {
  let query = ports.db.selectFrom('workstation').selectAll().orderBy('bound_at', 'desc').limit(5000);
  if (!mayAnywhere(caller, 'admin')) query = query.where('account', '=', caller.name);
  const rows = await query.execute();
  return {
    items: rows.map((row) => ({
      ws: row.id,
      account: row.account,
      boundAt: row.bound_at.toISOString(),
      ...(row.last_seen_at ? { lastSeenAt: row.last_seen_at.toISOString() } : {}),
      contiguous: row.contiguous,
      revoked: row.revoked,
    })),
  };
}
