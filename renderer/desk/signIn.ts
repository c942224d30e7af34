/** Signing in: a known workstation opens with its password alone; a new one needs the gateway once. */
import type { SessionReply } from '../../shared/protocol/access.ts';
import type { Administration } from './administration.ts';
import type { SignInRefusal, SignInReply } from './contract/signIn.ts';
import type { WorkstationHeader } from './journal/header.ts';
import { type Lead, type LeadEvents, takeLead } from './leadership.ts';
import { type Identity, loadIdentity, OpenDesk, type OpenDeskEvents } from './openDesk.ts';
import { type DeskPorts, uuid } from './ports.ts';
import { createGatewayClient, type Failure, type GatewayClient } from './sync/gatewayClient.ts';
import type { PullResult } from './sync/pull.ts';
import { TamperedError } from './vault/sealing.ts';
import { type RawKeys, unwrapWithPassword, unwrapWithRecovery } from './vault/vault.ts';
import {
  createJournal,
  knownWorkstations,
  openWithKeys,
  openWorkstation,
  prepareWorkstation,
  rewrap,
} from './workstation.ts';

export interface SignedIn {
  open: OpenDesk;
  /** Closes everything, then does what is left to do `before` another window may have the workstation. */
  close(before?: () => Promise<void>): Promise<void>;
}
interface Refusal {
  ok: false;
  why: SignInRefusal;
  retryAfterSeconds?: number;
  /** the gateway counts this workstation as lost */
  isLost?: boolean;
}
export type SignInResult =
  | { ok: true; signedIn: SignedIn }
  | { ok: true; administration: Administration }
  /** `lostLocalId`: what is here under that id has to be destroyed */
  | (Refusal & { lostLocalId?: string });
type OpenResult = { ok: true; open: OpenDesk } | { ok: true; administration: Administration } | Refusal;

export interface Credentials {
  account: string;
  password: string;
  takeOver?: boolean;
}

const SESSION_TIMEOUT_MS = 8_000;

/** What a failed call means to somebody signing in. */
function refusalOf(failure: Failure): Refusal {
  if (failure.kind !== 'problem') {
    const why = (
      {
        unreachable: 'unreachable',
        notGateway: 'notGateway',
        incompatible: 'updateNeeded',
        outdated: 'gatewayOutdated',
      } as const
    )[failure.kind];
    return { ok: false, why };
  }
  const retryAfterSeconds = Math.ceil((failure.retryAfterMs ?? 0) / 1000);
  switch (failure.slug) {
    case 'sign-in-failed':
      return { ok: false, why: 'wrongPassword' };
    case 'too-many-attempts':
    case 'too-many-requests':
      return { ok: false, why: 'tooManyAttempts', retryAfterSeconds };
    case 'workstation-foreign':
      return { ok: false, why: 'workstationForeign' };
    case 'workstation-revoked':
      return { ok: false, why: 'workstationRevoked', isLost: failure.problem.mode === 'lost' };
    case 'protocol-unsupported':
      return { ok: false, why: 'updateNeeded' };
    default:
      return { ok: false, why: failure.status >= 500 ? 'unreachable' : 'gatewayFault' };
  }
}

function askSession(client: GatewayClient, { account, password }: Credentials, ws: string) {
  return client.call('signIn', {
    body: { account, password, workstation: ws },
    timeoutMs: SESSION_TIMEOUT_MS,
  });
}

/** The edition an account may look at, or null: intake and admin accounts have no desk. */
function identityOf({ account }: SessionReply): Identity | null {
  const view = account?.grants.find((grant) => grant.right === 'view');
  return account && view ? { account, edition: view.edition } : null;
}

/** The lock's name: one window per reviewer and gateway, for a second one would write the same journal. */
export const leadName = (ports: DeskPorts, account: string): string => `desk|${ports.gateway}|${account}`;

/** What is open with the lock it is held by. */
export function signedInWith(open: OpenDesk, lead: Lead): SignedIn {
  return {
    open,
    async close(before) {
      await this.open.close();
      await before?.();
      lead.release();
    },
  };
}

/** Opens the account's workstation on this machine, or makes one. */
export async function signIn(
  ports: DeskPorts,
  credentials: Credentials,
  events: OpenDeskEvents,
  leadEvents: LeadEvents,
): Promise<SignInResult> {
  const account = credentials.account.trim();
  const input = { account, password: credentials.password };
  let known: WorkstationHeader | undefined;
  try {
    known = (await knownWorkstations(ports)).find(
      (header) => header.account === account && header.gateway === ports.gateway,
    );
  } catch {
    return { ok: false, why: 'storageDenied' };
  }
  const isTakeOver = credentials.takeOver === true && known !== undefined;
  // Nobody takes a window from its reviewer without the password that opens it.
  if (isTakeOver && known && !(await unwrapWithPassword(known, input.password, ports.random)))
    return { ok: false, why: 'wrongPassword' };
  const lead = await takeLead(ports, leadName(ports, account), leadEvents, isTakeOver);
  if (!lead) return { ok: false, why: 'elsewhere' };
  try {
    const result = known ? await openKnown(ports, known, input, events) : await openNew(ports, input, events);
    if (!result.ok || 'administration' in result) {
      lead.release();
      const isLost = !result.ok && result.isLost === true;
      return isLost && known ? { ...result, lostLocalId: known.localId } : result;
    }
    return { ok: true, signedIn: signedInWith(result.open, lead) };
  } catch (error) {
    lead.release();
    if (error instanceof TamperedError) return { ok: false, why: 'blockTampered' };
    throw error;
  }
}

async function openKnown(
  ports: DeskPorts,
  header: WorkstationHeader,
  input: Credentials,
  events: OpenDeskEvents,
): Promise<OpenResult> {
  const client = createGatewayClient(ports, header.ws);
  const raw = await unwrapWithPassword(header, input.password, ports.random);
  if (raw) {
    // The password opens what is here; whether the gateway still takes it shows in the status.
    return openAndStart(ports, header, raw, input, client, events, null);
  }
  const reply = await askSession(client, input, header.ws);
  // Without the gateway nobody can say that the password was changed: it is wrong here.
  if (!reply.ok) return reply.kind === 'problem' ? refusalOf(reply) : { ok: false, why: 'wrongPassword' };
  const bound = await client.call('bindWorkstation', { params: { ws: header.ws } });
  if (!bound.ok) return refusalOf(bound);
  const recovered = await unwrapWithRecovery(header, bound.value.recoveryKey, ports.random);
  if (!recovered) return { ok: false, why: 'wrongPassword' };
  const next = await rewrap(ports, header, recovered, {
    password: input.password,
    recoveryKey: bound.value.recoveryKey,
  });
  return openAndStart(ports, next, recovered, input, client, events, reply.value);
}

async function openNew(ports: DeskPorts, input: Credentials, events: OpenDeskEvents): Promise<OpenResult> {
  const names = { localId: uuid(ports.random), ws: uuid(ports.random), account: input.account };
  const client = createGatewayClient(ports, names.ws);
  const reply = await askSession(client, input, names.ws);
  if (!reply.ok) return refusalOf(reply);
  if (!identityOf(reply.value)) {
    const { account } = reply.value;
    if (account?.grants.some(({ right }) => right === 'admin')) {
      const { name, displayName, role } = account;
      return { ok: true, administration: { client, account: { name, displayName, role } } };
    }
    await client.call('signOut', { timeoutMs: SESSION_TIMEOUT_MS });
    return { ok: false, why: 'noScope' };
  }
  const bound = await client.call('bindWorkstation', { params: { ws: names.ws } });
  if (!bound.ok) return refusalOf(bound);
  const { header, raw } = await prepareWorkstation(ports, names, {
    password: input.password,
    recoveryKey: bound.value.recoveryKey,
  });
  try {
    await createJournal(ports, header, raw);
  } catch {
    await ports.journal.remove(names.localId).catch(() => undefined);
    return { ok: false, why: 'storageDenied' };
  }
  return openAndStart(ports, header, raw, input, client, events, reply.value);
}

async function openAndStart(
  ports: DeskPorts,
  header: WorkstationHeader,
  raw: RawKeys,
  input: Credentials,
  client: GatewayClient,
  events: OpenDeskEvents,
  session: SessionReply | null,
): Promise<OpenResult> {
  const workstation = await openWorkstation(ports, header, raw, events.fault);
  const stored = await loadIdentity(workstation);
  const fresh = session ? identityOf(session) : null;
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
      ? finishOpening(ports, workstation, client, identity, events, { input, isSessionFresh: true })
      : refuse({ ok: false, why: 'noScope' });
  }
  const identity = (fresh ?? stored) as Identity;
  return finishOpening(ports, workstation, client, identity, events, {
    input,
    isSessionFresh: fresh !== null,
  });
}

async function finishOpening(
  ports: DeskPorts,
  workstation: OpenDesk['workstation'],
  client: GatewayClient,
  identity: Identity,
  events: OpenDeskEvents,
  how: { input: Credentials; isSessionFresh: boolean; isReopened?: boolean },
): Promise<OpenResult> {
  const open = new OpenDesk(ports, workstation, client, identity, events);
  try {
    if (how.isSessionFresh) await open.saveIdentity();
    const isReady = await open.load();
    if (!isReady) {
      const refusal = await firstLoad(open, client, how, workstation.header.ws);
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
  void open.inBackground(how.isSessionFresh ? adoptSession(open) : renewSession(open, client, how.input));
  return { ok: true, open };
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
  const result = await finishOpening(ports, workstation, client, identity, events, {
    input: { account: identity.account.name, password: '' },
    isSessionFresh: true,
    isReopened: true,
  });
  if (!result.ok || 'administration' in result) return result;
  signedIn.open = result.open;
  return { ok: true };
}

/** Profile and snapshot before anything can be reviewed; needs the gateway. */
async function firstLoad(
  open: OpenDesk,
  client: GatewayClient,
  how: { input: Credentials; isSessionFresh: boolean },
  ws: string,
): Promise<Refusal | null> {
  if (!how.isSessionFresh) {
    const session = await askSession(client, how.input, ws);
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

/** After unlocking offline-first: the session is renewed with the same password, if the gateway is there. */
async function renewSession(open: OpenDesk, client: GatewayClient, input: Credentials): Promise<void> {
  const current = await client.call('session', { timeoutMs: SESSION_TIMEOUT_MS });
  if (!current.ok) {
    open.sync.connection.failed(current);
    return;
  }
  if (current.value.account?.name !== input.account) {
    const reply = await askSession(client, input, open.workstation.header.ws);
    if (!reply.ok) {
      // A changed password is found out here: reviewing goes on, uploading waits for a sign-in.
      const isRefused = reply.kind === 'problem' && reply.slug === 'sign-in-failed';
      open.sync.connection.failed(isRefused ? { ...reply, status: 401, slug: 'not-signed-in' } : reply);
      return;
    }
    await open.audit.write({ action: 'signIn' });
    if (reply.value.account) await open.adoptAccount(reply.value.account);
  } else await open.adoptAccount(current.value.account);
  await adoptSession(open);
}

/**
 * Renews the session of an open desk. A password that was changed elsewhere replaces the wraps here, by way
 * of the recovery key that the gateway gives its owner.
 */
export async function signInAgain(
  ports: DeskPorts,
  { open }: SignedIn,
  password: string,
): Promise<SignInReply> {
  const { client, workstation, identity } = open;
  const input = { account: identity.account.name, password };
  const reply = await askSession(client, input, workstation.header.ws);
  if (!reply.ok) return refusalOf(reply);
  const bound = await open.bind();
  if (!bound.ok) {
    open.sync.connection.failed(bound);
    // A workstation that is being drained is bound no more, but signed in is all it needs to hand in its decisions.
    if (!open.sync.connection.isDraining) return refusalOf(bound);
  } else if (!(await unwrapWithPassword(workstation.header, password, ports.random))) {
    const { recoveryKey } = bound.value;
    const raw = await unwrapWithRecovery(workstation.header, recoveryKey, ports.random);
    // Not noted here, it is at the next sign-in; the session is renewed in any case.
    if (raw) await keepWraps(ports, open, raw, { password, recoveryKey });
  }
  await open.audit.write({ action: 'signIn' });
  if (reply.value.account) await open.adoptAccount(reply.value.account);
  open.sync.connection.needsSignIn = false;
  await open.sync.syncNow();
  return { ok: true };
}

/** With a live session: the gateway's knowledge of this workstation, a newer profile, then both directions. */
async function adoptSession(open: OpenDesk): Promise<void> {
  const bound = await open.bind();
  if (bound.ok) open.workstation.ledger.noteHighestN(bound.value.highest);
  else open.sync.connection.failed(bound);
  await open.cache.fetchProfile();
  await open.sync.syncNow();
  open.endIfOver();
}

/** Changes the password at the gateway, then the wraps here; the data stays as it is. */
export async function changePassword(
  ports: DeskPorts,
  { open }: SignedIn,
  { current, next }: { current: string; next: string },
): Promise<SignInReply> {
  const { workstation, client } = open;
  const raw = await unwrapWithPassword(workstation.header, current, ports.random);
  if (!raw) return { ok: false, why: 'wrongPassword' };
  const reply = await client.call('changePassword', { body: { current, next } });
  if (!reply.ok) return refusalOf(reply);
  const isKept = await keepWraps(ports, open, raw, { password: next });
  return isKept ? { ok: true } : { ok: true, unlocksWithFormer: true };
}

/** Wraps the keys for another password; false if the journal takes no header, and then the former wraps hold. */
async function keepWraps(
  ports: DeskPorts,
  { workstation, sync }: OpenDesk,
  raw: RawKeys,
  secrets: { password: string; recoveryKey?: string },
): Promise<boolean> {
  try {
    workstation.header = await rewrap(ports, workstation.header, raw, secrets);
    return true;
  } catch (error) {
    sync.note('fault', 0, error instanceof Error ? error.name : 'header');
    return false;
  }
}
