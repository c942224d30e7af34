/** The session at the gateway: asked for with the password, taken over by an open desk, renewed when it has ended. */
import type { SessionReply } from '../../../shared/protocol/access.ts';
import type { SignInReply } from '../contract/signIn.ts';
import type { Identity } from '../open/identity.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import type { GatewayClient } from '../sync/gatewayClient.ts';
import { unwrapWithRecovery } from '../vault/vault.ts';
import { keepWraps } from './careForKeys.ts';
import { refusalOf } from './refusals.ts';
import type { SignedIn } from './signedIn.ts';
import { unlock } from './unlock.ts';

export interface Credentials {
  account: string;
  password: string;
  takeOver?: boolean;
  /** which of several workstations of the account; the one in use if absent */
  localId?: string;
  /** where nothing opens the one in use: it is put aside as it is, and a new one is made */
  startOver?: boolean;
}

export const SESSION_TIMEOUT_MS = 8_000;

export function askSession(client: GatewayClient, { account, password }: Credentials, ws: string) {
  return client.call('signIn', {
    body: { account, password, workstation: ws },
    timeoutMs: SESSION_TIMEOUT_MS,
  });
}

/** The edition an account may look at, or null: intake and admin accounts have no desk. */
export function identityOf({ account }: SessionReply): Identity | null {
  const view = account?.grants.find((grant) => grant.right === 'view');
  return account && view ? { account, edition: view.edition } : null;
}

/**
 * After unlocking offline-first: the session is renewed with the same password, if the gateway is there.
 * Answers the workstation's recovery key, null where it did not come to that.
 */
export async function renewSession(open: OpenDesk, password: string): Promise<string | null> {
  const { client, identity } = open;
  const input = { account: identity.account.name, password };
  const current = await client.call('session', { timeoutMs: SESSION_TIMEOUT_MS });
  if (!current.ok) {
    open.sync.connection.failed(current);
    return null;
  }
  if (current.value.account?.name !== input.account) {
    const reply = await askSession(client, input, open.workstation.header.ws);
    if (!reply.ok) {
      // A changed password is found out here: reviewing goes on, uploading waits for a sign-in.
      const isRefused = reply.kind === 'problem' && reply.slug === 'sign-in-failed';
      open.sync.connection.failed(isRefused ? { ...reply, status: 401, slug: 'not-signed-in' } : reply);
      return null;
    }
    await open.audit.write({ action: 'signIn' });
    if (reply.value.account) await open.adoptAccount(reply.value.account);
  } else await open.adoptAccount(current.value.account);
  return adoptSession(open);
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
  } else if (!(await unlock(ports, workstation.header, password)).ok) {
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

/**
 * With a live session: the gateway's knowledge of this workstation, a newer profile, then both directions.
 * Answers the workstation's recovery key, null if the gateway gave none.
 */
export async function adoptSession(open: OpenDesk): Promise<string | null> {
  const bound = await open.bind();
  if (bound.ok) open.workstation.ledger.noteHighestN(bound.value.highest);
  else open.sync.connection.failed(bound);
  await open.cache.fetchProfile();
  await open.sync.syncNow();
  open.endIfOver();
  return bound.ok ? bound.value.recoveryKey : null;
}
