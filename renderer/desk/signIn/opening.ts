/** From unwrapped keys to a desk at work: what is stored is loaded, what is missing is fetched, loops are started. */
import type { SessionReply } from '../../../shared/protocol/access.ts';
import type { Administration } from '../administration.ts';
import type { WorkstationHeader } from '../journal/header.ts';
import { type Identity, loadIdentity } from '../open/identity.ts';
import { OpenDesk, type OpenDeskEvents } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import type { GatewayClient } from '../sync/gatewayClient.ts';
import type { PullResult } from '../sync/pull.ts';
import type { RawKeys } from '../vault/vault.ts';
import { openWithKeys, openWorkstation } from '../workstation.ts';
import { careForKeys, type KeysAtHand } from './careForKeys.ts';
import { type Refusal, refusalOf } from './refusals.ts';
import { adoptSession, askSession, type Credentials, identityOf, renewSession } from './session.ts';
import type { SignedIn } from './signedIn.ts';

export type OpenResult =
  | { ok: true; open: OpenDesk }
  | { ok: true; administration: Administration }
  | Refusal;

/** Who opens and with what. */
export interface Entrance {
  ports: DeskPorts;
  client: GatewayClient;
  events: OpenDeskEvents;
  input: Credentials;
}

/** How the keys were come by: unwrapped by the password here, or fresh from the gateway with a session. */
export type Keys = { header: WorkstationHeader; raw: RawKeys } & (
  | { resealed: string | null; session: null }
  | { session: SessionReply }
);

/** Opens the journal and loads what is stored; what is missing is asked of the gateway. */
export async function openAndStart(entrance: Entrance, keys: Keys): Promise<OpenResult> {
  const { ports, client, events, input } = entrance;
  const { header, raw, session } = keys;
  const workstation = await openWorkstation(ports, header, raw, events.fault);
  const stored = await loadIdentity(workstation);
  const fresh = session ? identityOf(session) : null;
  const atHand = keys.session ? null : { raw, password: input.password, resealed: keys.resealed };
  const refuse = async (refusal: Refusal): Promise<Refusal> => {
    await workstation.close();
    return refusal;
  };
  if (!stored && !fresh) {
    // A first sign-in that was cut off: it needs the gateway again.
    const reply = await askSession(client, input, header.ws);
    if (!reply.ok) return refuse(refusalOf(reply));
    const identity = identityOf(reply.value);
    return identity
      ? finishOpening(entrance, workstation, identity, { keys: atHand, isSessionFresh: true })
      : refuse({ ok: false, why: 'noScope' });
  }
  const identity = (fresh ?? stored) as Identity;
  return finishOpening(entrance, workstation, identity, { keys: atHand, isSessionFresh: fresh !== null });
}

/** `keys`: null where they need no care, because they were wrapped just now or are not at hand. */
interface Opening {
  keys: KeysAtHand | null;
  isSessionFresh: boolean;
  isReopened?: boolean;
}

async function finishOpening(
  { ports, client, events, input }: Entrance,
  workstation: OpenDesk['workstation'],
  identity: Identity,
  how: Opening,
): Promise<OpenResult> {
  const open = new OpenDesk(ports, workstation, client, identity, events);
  try {
    if (how.isSessionFresh) await open.saveIdentity();
    const isReady = await open.load();
    if (!isReady) {
      const refusal = await firstLoad(open, input, how);
      if (refusal) {
        await open.close();
        // Out of reach of the gateway, what was damaged here is the thing to say.
        return open.cache.wasTampered && refusal.why === 'unreachable'
          ? { ok: false, why: 'blockTampered' }
          : refusal;
      }
    }
    open.start();
  } catch (error) {
    await open.close();
    throw error;
  }
  if (how.isSessionFresh && !how.isReopened) void open.inBackground(open.audit.write({ action: 'signIn' }));
  void open.inBackground(haveSession(ports, open, how));
  return { ok: true, open };
}

/**
 * The session and what it brings, then the keys: a key store may be waiting for somebody to type a password,
 * and nothing waits for that. The raw keys are forgotten with its end.
 */
async function haveSession(
  ports: DeskPorts,
  open: OpenDesk,
  { keys, isSessionFresh }: Opening,
): Promise<void> {
  try {
    const isLive = isSessionFresh || !keys;
    const recoveryKey = await (isLive ? adoptSession(open) : renewSession(open, keys.password));
    if (keys && recoveryKey !== null) await careForKeys(ports, open, keys, recoveryKey);
  } finally {
    keys?.raw.fill(0);
  }
}

/**
 * Opens anew what is open, with the keys at hand: the reviewer has said that the browser was closed as a
 * whole, so IndexedDB is written again and gets back what it lacks. A refusal leaves nothing open.
 */
export async function reopen(
  ports: DeskPorts,
  signedIn: SignedIn,
  events: OpenDeskEvents,
): Promise<{ ok: true } | Refusal> {
  const { client, identity, workstation: former } = signedIn.open;
  await signedIn.open.close();
  const workstation = await openWithKeys(ports, former.header, former.keys, events.fault);
  const input = { account: identity.account.name, password: '' };
  const result = await finishOpening({ ports, client, events, input }, workstation, identity, {
    keys: null,
    isSessionFresh: true,
    isReopened: true,
  });
  if (!result.ok || 'administration' in result) return result;
  signedIn.open = result.open;
  return { ok: true };
}

/** Profile and snapshot before anything can be reviewed; needs the gateway. */
async function firstLoad(open: OpenDesk, input: Credentials, how: Opening): Promise<Refusal | null> {
  if (!how.isSessionFresh) {
    const session = await askSession(open.client, input, open.workstation.header.ws);
    if (!session.ok) return refusalOf(session);
    // The pull brings what the account may see now: with the grants of last time the rest of it would not show.
    if (session.value.account) await open.adoptAccount(session.value.account);
    how.isSessionFresh = true;
  }
  const profile = await open.cache.fetchProfile();
  if (!profile.ok) return refusalOf(profile);
  const result: PullResult = await open.cache.firstPull();
  if (result.ok) return null;
  if (result.why === 'failed') return refusalOf(result.failure);
  return { ok: false, why: result.why === 'stopped' ? 'updateNeeded' : 'gatewayFault' };
}
