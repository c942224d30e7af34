/** The workstations of this machine, each with how many of its decisions are still to be uploaded. */
import type { WorkstationSummary } from '../contract/status.ts';
import type { DeskPorts } from '../ports.ts';
import { asideSince } from '../signIn/choice.ts';
import { StorageGate } from '../store/storageGate.ts';
import { countUnsent } from '../store/workStore.ts';
import { knownWorkstations } from '../workstation.ts';

export interface KnownHere {
  workstations: WorkstationSummary[];
  /** decisions not uploaded, by the gateway's name of the workstation */
  unsentOf: ReadonlyMap<string, number>;
}

/** Reads the headers and counts; a database that does not answer counts as none. */
export async function findKnownHere(ports: DeskPorts): Promise<KnownHere> {
  const headers = await knownWorkstations(ports);
  const unsentOf = new Map<string, number>();
  const workstations = await Promise.all(
    headers.map(async (header) => {
      const { localId, account, gateway, ws } = header;
      // With an end: behind a write that never settles the count would wait for ever, and the screen with it.
      const counted = new StorageGate(ports.schedule).read(countUnsent(localId, ports.storage));
      const unsent = await counted.catch(() => 0);
      unsentOf.set(ws, unsent);
      return { localId, account, gateway, unsent, asideSince: asideSince(headers, header) };
    }),
  );
  return { workstations, unsentOf };
}
