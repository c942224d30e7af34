/** Transfers: units to another sub-group, with their people. */
import type { z } from 'zod';
import type { TransferReply, TransferRequest } from '../../shared/protocol/reports.ts';
import type { Caller, Ports } from '../ports.ts';

/** Moves units the caller may transfer; each submission that moves leaves its former sub-group's feed. */
export async function transferUnits(
  ports: Ports,
  caller: Caller,
  edition: string,
  request: z.infer<typeof TransferRequest>,
): Promise<z.infer<typeof TransferReply>> {
  throw new Error(`not yet: ${caller.name} ${edition} ${request.toSubGroupId} ${ports.version}`);
}
