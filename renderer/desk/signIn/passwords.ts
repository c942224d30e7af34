/** A changed password: at the gateway first, then in the wraps here; the data stays as it is. */
import type { SignInReply } from '../contract/signIn.ts';
import type { DeskPorts } from '../ports.ts';
import { keepWraps } from './careForKeys.ts';
import { refusalOf } from './refusals.ts';
import type { SignedIn } from './signedIn.ts';
import { unlock } from './unlock.ts';

/** Changes the password at the gateway, then the wraps here; the data stays as it is. */
export async function changePassword(
  ports: DeskPorts,
  { open }: SignedIn,
  { current, next }: { current: string; next: string },
): Promise<SignInReply> {
  const { workstation, client } = open;
  const unlocked = await unlock(ports, workstation.header, current);
  if (!unlocked.ok) return unlocked;
  const reply = await client.call('changePassword', { body: { current, next } });
  if (!reply.ok) return refusalOf(reply);
  const isKept = await keepWraps(ports, open, unlocked.raw, { password: next });
  return isKept ? { ok: true } : { ok: true, unlocksWithFormer: true };
}
