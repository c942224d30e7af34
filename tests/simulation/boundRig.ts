/** A desk whose keys are bound to the system's key store: the rig, and what its disk gives away. */
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { parseHeader, type WorkstationHeader } from '../../renderer/desk/journal/header.ts';
import { MemoryKeyring } from '../../renderer/desk/testing/memoryKeyring.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { unwrapWithPassword } from '../../renderer/desk/vault/vault.ts';
import { CREDENTIALS, Rig } from './harness.ts';

const SLOT_BYTES = 16 * 1024;
const { password } = CREDENTIALS;

/** A rig whose machine has a key store, signed in. */
export async function boundRig(mood: MemoryKeyring['mood'] = 'usable') {
  const rig = new Rig();
  const keyring = new MemoryKeyring();
  keyring.mood = mood;
  rig.machine.keyring = keyring;
  await rig.gateway.putUnit('u-1');
  await rig.gateway.putUnit('u-2');
  await rig.start();
  await rig.signIn();
  return { rig, keyring };
}

/** Time goes on until a call has its answer, also while the desk waits for somebody who never answers. */
export async function answered<T>(rig: Rig, call: Promise<T>): Promise<T> {
  const state = { isOver: false };
  const end = () => {
    state.isOver = true;
  };
  call.then(end, end);
  for (let step = 0; step < 200 && !state.isOver; step++) await elapse(rig, 5_000);
  return call;
}

export async function elapse(rig: Rig, durationMs: number): Promise<void> {
  await rig.machine.time.advance(durationMs, async () => {
    for (let count = 0; count < 100; count++) await turn();
  });
}

export const protection = async ({ desk }: Rig) => (await desk.storage()).keyProtection;

export async function approveOne(rig: Rig): Promise<void> {
  const { queryId } = await rig.desk.openQuery({ kind: 'unit', queue: 'pending' });
  const row = (await rig.desk.rows(queryId, 0, 1))[0] as UnitRow;
  await rig.desk.decide([{ kind: 'unit', id: row.id, seen: row.seen, verdict: 'approve' }]);
  await rig.calm();
}

/** Every header that can be found on the machine's disk, slot by slot, newer or not. */
export async function headersOnDisk({ machine }: Rig): Promise<WorkstationHeader[]> {
  const headers: WorkstationHeader[] = [];
  for (const { header } of Object.values(machine.journals.copies())) {
    for (let at = 0; header && at < header.length; at += SLOT_BYTES) {
      const slot = new Uint8Array(2 * SLOT_BYTES);
      slot.set(header.subarray(at, at + SLOT_BYTES));
      const found = await parseHeader(slot);
      if (found) headers.push(found);
    }
  }
  return headers;
}

/** How many headers on the disk the password opens with nothing else. */
export async function openedByPasswordAlone(rig: Rig): Promise<number> {
  let count = 0;
  for (const header of await headersOnDisk(rig)) {
    const secrets = { password, system: null };
    if (await unwrapWithPassword(header, secrets, rig.machine.random)) count++;
  }
  return count;
}

/** The copy of a profile on another machine at the same gateway, out of its reach. */
export async function copiedTo(rig: Rig, keyring: MemoryKeyring | null): Promise<Rig> {
  const other = new Rig(2, rig.gateway);
  other.machine.keyring = keyring;
  other.machine.journals.put(rig.machine.journals.copies());
  other.network.isUp = false;
  await other.start();
  return other;
}
