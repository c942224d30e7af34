/**
 * After an unlock in reach of the gateway, while the keys are at hand: the gateway's recovery key is tried, the
 * keys are bound to the system's key store, and what was left of former headers goes.
 */
import type { WorkstationHeader } from '../journal/header.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import { keyProtection } from '../vault/systemKey.ts';
import { type RawKeys, unwrapWithRecovery } from '../vault/vault.ts';
import { effaceFormerHeader, replaceHeader, rewrap } from '../workstation.ts';

/** What an unlock has at hand until everything is in order. */
export interface KeysAtHand {
  raw: RawKeys;
  password: string;
  /** stored in place of what the system's key store sealed */
  resealed: string | null;
}

/**
 * Puts the wraps in order. Bound only once the gateway's recovery key has been seen to open them: a key store
 * that is lost later must not take unsent decisions with it.
 */
export async function careForKeys(
  ports: DeskPorts,
  open: OpenDesk,
  { raw, password, resealed }: KeysAtHand,
  recoveryKey: string,
): Promise<void> {
  const { header } = open.workstation;
  const isRecoverable = (await unwrapWithRecovery(header, recoveryKey, ports.random)) !== null;
  const isPending = (await keyProtection(ports, header)) === 'pending';
  if (!isRecoverable || isPending) return void (await keepWraps(ports, open, raw, { password, recoveryKey }));
  await keepHeader(open, async () => {
    if (resealed !== null) return storeResealed(ports, header, resealed);
    await effaceFormerHeader(ports, header.localId);
    return header;
  });
}

async function storeResealed(
  ports: DeskPorts,
  header: WorkstationHeader,
  systemKey: string,
): Promise<WorkstationHeader> {
  const next = { ...header, systemKey };
  await replaceHeader(ports, next);
  return next;
}

/** Wraps the keys anew; false if the journal takes no header or the key store is silent: then the former wraps hold. */
export function keepWraps(
  ports: DeskPorts,
  open: OpenDesk,
  raw: RawKeys,
  secrets: { password: string; recoveryKey?: string },
): Promise<boolean> {
  return keepHeader(open, () => rewrap(ports, open.workstation.header, raw, secrets));
}

/** Takes the header over that `make` has written, unless the desk was closed or taken over. */
async function keepHeader(
  { workstation, sync }: OpenDesk,
  make: () => Promise<WorkstationHeader | null>,
): Promise<boolean> {
  if (workstation.isClosed || workstation.recorder.isFenced) return false;
  try {
    const next = await make();
    if (next) workstation.header = next;
    return next !== null;
  } catch (error) {
    sync.note('fault', 0, error instanceof Error ? error.name : 'header');
    return false;
  }
}
