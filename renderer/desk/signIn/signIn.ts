/** Signing in: a known workstation opens with its password alone; a new one needs the gateway once. */
import type { Administration } from '../administration.ts';
import type { WorkstationHeader } from '../journal/header.ts';
import { type LeadEvents, takeLead } from '../leadership.ts';
import type { OpenDeskEvents } from '../openDesk.ts';
import { type DeskPorts, uuid } from '../ports.ts';
import { createGatewayClient } from '../sync/gatewayClient.ts';
import { TamperedError } from '../vault/sealing.ts';
import { unwrapWithPassword, unwrapWithRecovery } from '../vault/vault.ts';
import { createJournal, knownWorkstations, prepareWorkstation, rewrap } from '../workstation.ts';
import { type OpenResult, openAndStart } from './opening.ts';
import { type Refusal, refusalOf } from './refusals.ts';
import { askSession, type Credentials, identityOf, SESSION_TIMEOUT_MS } from './session.ts';
import { leadName, type SignedIn, signedInWith } from './signedIn.ts';

export type SignInResult =
  | { ok: true; signedIn: SignedIn }
  | { ok: true; administration: Administration }
  /** `lostLocalId`: what is here under that id has to be destroyed */
  | (Refusal & { lostLocalId?: string });

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
