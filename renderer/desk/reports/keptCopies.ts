/** Copies of what the gateway answered last, sealed in the work database: there is something to see offline. */
import type { KeptCopy } from '../contract/reports.ts';
import type { OpenDesk } from '../openDesk.ts';
import { sealJson, unsealJson } from '../vault/sealing.ts';

type Name = 'publications' | 'publishedWeeks' | 'deals' | 'contacts';
interface Stored<T> {
  fetchedAt: number;
  value: T;
}

const contextOf = (name: Name) => `work|meta|${name}`;

/** What is kept under a name, or null. */
export async function readCopy<T>({ workstation }: OpenDesk, name: Name): Promise<Stored<T> | null> {
  const sealed = await workstation.work.meta<Uint8Array<ArrayBuffer>>(name);
  return sealed ? unsealJson<Stored<T>>(workstation.keys.work, contextOf(name), sealed) : null;
}

/** Keeps it; that it could not be written is told by the recorder's own notices. */
export async function writeCopy<T>({ workstation }: OpenDesk, name: Name, copy: Stored<T>): Promise<void> {
  const sealed = await sealJson(workstation.keys.work, contextOf(name), copy);
  await workstation.recorder.write({ meta: { [name]: sealed } });
}

/** The answer as one copy: fresh, or else what is kept with why it is not fresh. */
export async function freshOrKept<T>(
  open: OpenDesk,
  name: Name,
  now: number,
  ask: () => Promise<{ ok: true; value: T } | { ok: false; why: NonNullable<KeptCopy<T>['why']> }>,
): Promise<KeptCopy<T>> {
  const reply = await ask();
  if (reply.ok) {
    await writeCopy(open, name, { fetchedAt: now, value: reply.value });
    return { value: reply.value, fetchedAt: now, why: null };
  }
  const kept = await readCopy<T>(open, name);
  return { value: kept?.value ?? null, fetchedAt: kept?.fetchedAt ?? null, why: reply.why };
}
