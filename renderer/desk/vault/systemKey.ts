/** The secret that binds a workstation's keys to the operating system's key store: made, fetched, told of. */
import { isTravelWorkstation } from '../../../shared/protocol/handIn.ts';
import type { KeyProtection } from '../contract/settings.ts';
import type { WorkstationHeader } from '../journal/header.ts';
import { configOf, type DeskPorts, type KeyStore } from '../ports.ts';
import type { SystemSecret } from './vault.ts';

const SECRET_BYTES = 32;

/** What the system's store gives back for a header; `resealed` is to be stored in place of what is there. */
export type FetchedSecret =
  | { ok: true; system: SystemSecret; resealed: string | null }
  /** `lost`: another system, user or keyring than the one that sealed it */
  | { ok: false; why: 'lost' | 'unavailable' };
/** A new secret; null where the password alone has to do; `unavailable`: the store cannot say now. */
export type MadeSecret = { system: SystemSecret; sealed: string } | null | 'unavailable';

/** The store's answer, or null if it fails or takes for ever: a keyring may wait for a password nobody types. */
async function answerOf<T>(ports: DeskPorts, ask: (store: KeyStore) => Promise<T>): Promise<T | null> {
  const { keyStore } = ports;
  if (!keyStore) return null;
  return new Promise<T | null>((resolve) => {
    const forget = ports.schedule.after(configOf(ports).keyStoreLimitMs, () => resolve(null));
    // A store that throws is one that does not answer; what it is about is told as `unavailable`.
    const settle = (answer: T | null) => {
      forget();
      resolve(answer);
    };
    ask(keyStore).then(settle, () => settle(null));
  });
}

/** What the header's wraps need besides the password. */
export async function fetchSecret(ports: DeskPorts, header: WorkstationHeader): Promise<FetchedSecret> {
  const { systemKey, localId } = header;
  if (systemKey === undefined) return { ok: true, system: null, resealed: null };
  const reply = await answerOf(ports, (store) => store.unseal(localId, systemKey));
  if (!reply) return { ok: false, why: 'unavailable' };
  if (!reply.ok) return { ok: false, why: reply.why };
  // SECURITY: a shorter one would leave the password nearly alone.
  if (reply.key.length < SECRET_BYTES) return { ok: false, why: 'lost' };
  return { ok: true, system: new Uint8Array(reply.key), resealed: reply.resealed };
}

/** A new secret in the system's store, tried before it is believed: a store that keeps nothing would lock out. */
export async function makeSecret(ports: DeskPorts, localId: string): Promise<MadeSecret> {
  if (!ports.keyStore) return null;
  const state = await answerOf(ports, (store) => store.state());
  if (!state?.isUsable) return state?.why === 'weak' ? null : 'unavailable';
  const system = ports.random.bytes(SECRET_BYTES);
  const sealed = await answerOf(ports, (store) => store.seal(localId, system));
  if (!sealed?.ok) return sealed?.why === 'weak' ? null : 'unavailable';
  const tried = await answerOf(ports, (store) => store.unseal(localId, sealed.sealed));
  const isKept = tried?.ok === true && String(new Uint8Array(tried.key)) === String(system);
  return isKept ? { system, sealed: sealed.sealed } : 'unavailable';
}

/**
 * Whether a workstation may be bound at all. A traveller may not: where it works there is no gateway whose
 * recovery key would open it again.
 */
export const isBindable = (ports: DeskPorts, { ws }: Pick<WorkstationHeader, 'ws'>): boolean =>
  ports.keyStore !== null && !isTravelWorkstation(ws);

/** What the keys of a workstation are protected by, for telling the reviewer. */
export async function keyProtection(ports: DeskPorts, header: WorkstationHeader): Promise<KeyProtection> {
  if (header.systemKey !== undefined) return 'bound';
  if (!ports.keyStore) return 'noStore';
  if (!isBindable(ports, header)) return 'traveller';
  const state = await answerOf(ports, (store) => store.state());
  if (state?.isUsable) return 'pending';
  return state?.why === 'weak' ? 'weak' : 'unavailable';
}
