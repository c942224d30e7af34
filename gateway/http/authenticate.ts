/** Who is calling: the workstation the call names, its cookie, its session, whether it was revoked. */
import { WORKSTATION_HEADER, WorkstationId } from '../../shared/protocol/access.ts';
import { ROUTES, type RouteName } from '../../shared/protocol/routes.ts';
import { isEmptyScope, mayAnywhere, scopeOf } from '../access/grants.ts';
import { cookieName, findSession, type Session } from '../access/sessions.ts';
import type { Ports } from '../ports.ts';
import { ProblemError } from './problem.ts';

/** Calls that cannot set headers (event streams, image elements) name the workstation in the query. */
const NAMED_BY_QUERY: readonly RouteName[] = ['poke', 'image'];
/** What a workstation in `drain` may still do: bring its decisions home, and sign in for that. */
const OPEN_IN_DRAIN: readonly RouteName[] = ['push', 'receipts', 'session', 'signIn', 'signOut'];
/** Answers to anyone, whatever workstation is named. */
const ALWAYS_OPEN: readonly RouteName[] = ['health', 'openapi'];
/** Each decision is judged by itself: one whose right is gone gets its receipt, not a refused envelope. */
const JUDGED_PER_ITEM: readonly RouteName[] = ['push'];

export interface Identity {
  ws: string | null;
  session: Session | null;
}

/** The workstation and session of a call. Throws for a revoked or foreign workstation. */
export async function identify(ports: Ports, request: Request, name: RouteName): Promise<Identity> {
  if (ALWAYS_OPEN.includes(name)) return { ws: null, session: null };
  const ws = namedWorkstation(request, name);
  if (ws === null) return { ws: null, session: null };
  const { revoked, session } = await findSession(ports, ws, readCookie(request, cookieName(ws)));
  // SECURITY: before the session, so that a stolen workstation learns of it at the sign-in form too.
  refuseRevoked(revoked, name);
  if (session && session.ws !== ws) throw new ProblemError('workstation-foreign');
  return { ws, session };
}

function namedWorkstation(request: Request, name: RouteName): string | null {
  const header = request.headers.get(WORKSTATION_HEADER);
  const query = NAMED_BY_QUERY.includes(name) ? new URL(request.url).searchParams.get('ws') : null;
  if (header !== null && query !== null && header !== query) throw new ProblemError('workstation-foreign');
  const named = header ?? query;
  if (named === null) return null;
  const parsed = WorkstationId.safeParse(named);
  if (!parsed.success)
    throw new ProblemError('bad-request', { detail: 'The workstation has no valid name.' });
  return parsed.data;
}

/** For a workstation that the body or the path names. */
export async function assertNotRevoked(ports: Ports, ws: string, name: RouteName): Promise<void> {
  const row = await ports.db
    .selectFrom('workstation')
    .select('revoked')
    .where('id', '=', ws)
    .executeTakeFirst();
  refuseRevoked(row?.revoked ?? null, name);
}

function refuseRevoked(revoked: 'drain' | 'lost' | null, name: RouteName): void {
  if (revoked === 'lost') throw new ProblemError('workstation-revoked', { mode: 'lost' });
  if (revoked === 'drain' && !OPEN_IN_DRAIN.includes(name)) {
    throw new ProblemError('workstation-revoked', { mode: 'drain' });
  }
}

function readCookie(request: Request, wanted: string): string | null {
  for (const pair of (request.headers.get('Cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return null;
}

/** Throws unless the session may call the route at all; what it may see there is decided per submission. */
export function assertAccess(name: RouteName, session: Session | null, edition: string | undefined): void {
  const { access } = ROUTES[name];
  if (access === 'open') return;
  if (!session) throw new ProblemError('not-signed-in');
  if (access === 'session' || JUDGED_PER_ITEM.includes(name)) return;
  const isGranted =
    edition === undefined
      ? mayAnywhere(session.caller, access)
      : !isEmptyScope(scopeOf(session.caller, edition, access));
  if (!isGranted) throw new ProblemError('not-granted');
}
