/** Who is at work here and on what; kept sealed for unlocking offline, and told to the journal. */
import type { Right } from '../../../shared/domain/vocabulary.ts';
import type { Account } from '../../../shared/protocol/access.ts';
import { sealJson, unsealJson } from '../vault/sealing.ts';
import type { Workstation } from '../workstation.ts';

export interface Identity {
  account: Account;
  edition: string;
}

const CONTEXT = 'work|meta|identity';

/** Reads who was at work here, for unlocking offline; null before the first sign-in was completed. */
export async function loadIdentity({ work, keys, ledger }: Workstation): Promise<Identity | null> {
  const sealed = await work.meta<Uint8Array<ArrayBuffer>>('identity');
  if (sealed) return unsealJson<Identity>(keys.work, CONTEXT, sealed);
  return (ledger.identity as Identity | undefined) ?? null;
}

/** Stores who is at work here. */
export async function keepIdentity(workstation: Workstation, identity: Identity): Promise<void> {
  const sealed = await sealJson(workstation.keys.work, CONTEXT, identity);
  await workstation.recorder.write({ meta: { identity: sealed } });
  await noteIdentity(workstation, identity);
}

/** The journal knows it, too: who loses the work database still unlocks out of reach of the gateway. */
export async function noteIdentity({ ledger, recorder }: Workstation, identity: Identity): Promise<void> {
  if (JSON.stringify(ledger.identity) === JSON.stringify(identity)) return;
  await recorder.record({ t: 'identity', identity: structuredClone(identity) });
}

/** The sub-groups of the edition that the account holds a right on; null: all of them. */
export function scopeOf({ account, edition }: Identity, wanted: Right): string[] | null {
  const own = account.grants.filter((grant) => grant.right === wanted && grant.edition === edition);
  const isWhole = own.some(({ subGroupId }) => subGroupId === undefined);
  return isWhole ? null : own.flatMap(({ subGroupId }) => subGroupId ?? []);
}
