/**
 * Wiping a workstation: its keys first, overwritten on the disk in both slots, then its databases, then its
 * folder. What is left after a crash in between cannot be read any more; the next start finishes the work.
 */
import type { DeskPorts } from './ports.ts';
import { deleteDatabases } from './store/deleteDatabases.ts';

/** Stands where the header's first slot was: the keys are gone, the rest may be deleted. */
const MARK = new TextEncoder().encode('WIPED\0');
/** Both slots of a header, should the file say less. */
const HEADER_BYTES_MIN = 32 * 1024;

/** Overwrites everything that could open the keys and flushes it: from here on nothing of it is readable. */
export async function destroyKeys(ports: DeskPorts, localId: string): Promise<void> {
  const file = await ports.journal.open(localId, 'header');
  const noise = ports.random.bytes(Math.max(HEADER_BYTES_MIN, await file.size()));
  noise.set(MARK);
  await file.write(0, noise);
  await file.flush();
}

/** Deletes what a workstation without keys has left. */
export async function deleteRemains(ports: DeskPorts, localId: string): Promise<void> {
  await deleteDatabases(localId, ports.storage);
  await ports.journal.remove(localId);
}

/** Finishes wipes that a crash has cut off. */
export async function finishWipes(ports: DeskPorts): Promise<void> {
  for (const localId of await ports.journal.list()) {
    const head = (await ports.journal.readHeader(localId)).subarray(0, MARK.length);
    if (MARK.every((byte, index) => head[index] === byte)) await deleteRemains(ports, localId);
  }
}
