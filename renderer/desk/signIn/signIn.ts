/** Signing in: a known workstation opens with its password alone; a new one needs the gateway once. */
import type { SessionReply } from '../../../shared/protocol/access.ts';
import type { Administration } from '../administration.ts';
import type { WorkstationHeader } from '../journal/header.ts';
import { type LeadEvents, takeLead } from '../leadership.ts';
import type { OpenDeskEvents } from '../openDesk.ts';
import { type DeskPorts, uuid } from '../ports.ts';
import { createGatewayClient, type GatewayClient } from '../sync/gatewayClient.ts';
import { TamperedError } from '../vault/sealing.ts';
import { unwrapWithRecovery } from '../vault/vault.ts';
import { createJournal, knownWorkstations, prepareWorkstation, rewrap } from '../workstation.ts';
import { choose, currentOf, nextChoice } from './choice.ts';
import { type Entrance, type OpenResult, openAndStart } from './opening.ts';
import { type Refusal, refusalOf } from './refusals.ts';
import { askSession, type Credentials, identityOf, SESSION_TIMEOUT_MS } from './session.ts';
import { leadName, type SignedIn, signedInWith } from './signedIn.ts';
import { unlock } from './unlock.ts';

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
  const input = { ...credentials, account };
  let choice: Choice;
  try {
    choice = choiceOf(ports, await knownWorkstations(ports), input);
  } catch {
    return { ok: false, why: 'storageDenied' };
  }
  const { known } = choice;
  const isTakeOver = credentials.takeOver === true && known !== undefined;
  // Nobody takes a window from its reviewer without the password that opens it.
  const mayTakeOver = isTakeOver && known ? await unlock(ports, known, input.password) : null;
  if (mayTakeOver?.ok === false) return mayTakeOver;
  const lead = await takeLead(ports, leadName(ports, account), leadEvents, isTakeOver);
  if (!lead) return { ok: false, why: 'elsewhere' };
  try {
    const result = known
      ? await openKnown(
          { ports, client: createGatewayClient(ports, known.ws), events, input },
          { ...choice, known },
        )
      : await openNew({ ports, events, input });
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

/** Which workstation of this machine is meant. */
interface Choice {
  known: WorkstationHeader | undefined;
  /** it lies aside: opening it makes it the one in use */
  isAside: boolean;
  /** the moment to write beside the next choice */
  at: number;
}

function choiceOf(
  ports: DeskPorts,
  headers: readonly WorkstationHeader[],
  { account, localId }: Pick<Credentials, 'account' | 'localId'>,
): Choice {
  const own = headers.filter((header) => header.account === account && header.gateway === ports.gateway);
  const current = currentOf(own, { account, gateway: ports.gateway });
  const known = own.find((header) => header.localId === localId) ?? current;
  return { known, isAside: known !== current, at: nextChoice(ports, own) };
}

async function openKnown(
  entrance: Entrance,
  { known: header, isAside, at }: Choice & { known: WorkstationHeader },
): Promise<OpenResult> {
  const { ports, client, input } = entrance;
  const opened = async (found: WorkstationHeader) => (isAside ? choose(ports, found, at) : found);
  const unlocked = await unlock(ports, header, input.password);
  // The password opens what is here; whether the gateway still takes it shows in the status.
  if (unlocked.ok)
    return openAndStart(entrance, { header: await opened(header), session: null, ...unlocked });
  const reply = await askSession(client, input, header.ws);
  // Without the gateway nobody can say that the password was changed: it is wrong here.
  if (!reply.ok) return reply.kind === 'problem' ? refusalOf(reply) : { ok: false, why: unlocked.why };
  const bound = await client.call('bindWorkstation', { params: { ws: header.ws } });
  if (!bound.ok) return refusalOf(bound);
  const { recoveryKey } = bound.value;
  const raw = await unwrapWithRecovery(header, recoveryKey, ports.random);
  // What is here stays as it is, sealed: another gateway key, or the system's store once it is back, may open it.
  if (!raw) {
    if (!input.startOver || isAside) return { ok: false, why: 'recoveryFailed' };
    return openNew(entrance, at);
  }
  const { password } = input;
  const next = (await rewrap(ports, header, raw, { password, recoveryKey })) ?? header;
  return openAndStart(entrance, { header: await opened(next), raw, session: reply.value });
}

/** `chosenAt`: there is another one of this account, which lies aside once this one is known. */
async function openNew(
  { ports, input, events }: Omit<Entrance, 'client'>,
  chosenAt?: number,
): Promise<OpenResult> {
  const names = { localId: uuid(ports.random), ws: uuid(ports.random), account: input.account };
  const client = createGatewayClient(ports, names.ws);
  const reply = await askSession(client, input, names.ws);
  if (!reply.ok) return refusalOf(reply);
  if (!identityOf(reply.value)) return withoutScope(client, reply.value);
  const bound = await client.call('bindWorkstation', { params: { ws: names.ws } });
  if (!bound.ok) return refusalOf(bound);
  const { recoveryKey } = bound.value;
  const made = await prepareWorkstation(ports, names, { password: input.password, recoveryKey });
  const { raw } = made;
  const header = { ...made.header, ...(chosenAt === undefined ? {} : { chosenAt }) };
  try {
    await createJournal(ports, header, raw);
  } catch {
    await ports.journal.remove(names.localId).catch(() => undefined);
    return { ok: false, why: 'storageDenied' };
  }
  return openAndStart({ ports, client, events, input }, { header, raw, session: reply.value });
}

/** Signed in with nothing to look at: an administrator looks after workstations, others have no business here. */
async function withoutScope(client: GatewayClient, { account }: SessionReply): Promise<OpenResult> {
  if (account?.grants.some(({ right }) => right === 'admin')) {
    const { name, displayName, role } = account;
    return { ok: true, administration: { client, account: { name, displayName, role } } };
  }
  await client.call('signOut', { timeoutMs: SESSION_TIMEOUT_MS });
  return { ok: false, why: 'noScope' };
}
