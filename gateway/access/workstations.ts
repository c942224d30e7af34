/** Workstations: a local database, bound to one account for good. */
import type { WorkstationBound } from '../../shared/protocol/access.ts';
import type { Ports } from '../ports.ts';

/** Binds a workstation to an account, or finds it bound; `foreign` if it is another account's. */
export async function bindWorkstation(
  ports: Ports,
  account: string,
  ws: string,
): Promise<WorkstationBound | 'foreign'> {
  throw new Error(`not yet: ${account} ${ws} ${ports.version}`);
}
