/** A changed password: at the gateway first, then in the wraps here; the data stays as it is. */
import type { SignInReply } from '../contract/signIn.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import { type RawKeys, unwrapWithPassword } from '../vault/vault.ts';
import { rewrap } from '../workstation.ts';
import { refusalOf } from './refusals.ts';
import type { SignedIn } from './signedIn.ts';

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
export async function keepWraps(
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
