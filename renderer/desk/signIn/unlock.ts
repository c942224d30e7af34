/** Unwrapping a workstation's keys with the password and, where they are bound to it, the system's key store. */
import type { WorkstationHeader } from '../journal/header.ts';
import type { DeskPorts } from '../ports.ts';
import { fetchSecret } from '../vault/systemKey.ts';
import { type RawKeys, unwrapWithPassword } from '../vault/vault.ts';

/** `resealed`: what the header has to keep from now on, because the system has changed its own key. */
export type Unlocked =
  | { ok: true; raw: RawKeys; resealed: string | null }
  | { ok: false; why: 'wrongPassword' | 'keyStoreLost' | 'keyStoreUnavailable' };

const WHY = { lost: 'keyStoreLost', unavailable: 'keyStoreUnavailable' } as const;

/** The keys, or why they do not open. Whether the password is right cannot be said without the system's part. */
export async function unlock(
  ports: DeskPorts,
  header: WorkstationHeader,
  password: string,
): Promise<Unlocked> {
  const fetched = await fetchSecret(ports, header);
  if (!fetched.ok) return { ok: false, why: WHY[fetched.why] };
  const { system, resealed } = fetched;
  const raw = await unwrapWithPassword(header, { password, system }, ports.random);
  return raw ? { ok: true, raw, resealed } : { ok: false, why: 'wrongPassword' };
}
