/** Handing in for a workstation that travels without a network: its decisions and its log, brought by a file. */
import { z } from 'zod';
import { WorkstationId } from './access.ts';
import { PushRequest } from './push.ts';
import { AuditEntry } from './reports.ts';

/** How the name of a workstation begins that was set up from a travel pack; only such a one is handed in for. */
export const TRAVEL_WS_PREFIX = 'travel-';

export function isTravelWorkstation(ws: string): boolean {
  return ws.startsWith(TRAVEL_WS_PREFIX);
}

/** `ws` is the traveller, not the calling workstation; both are the same account's. */
export const HandInRequest = z.object({
  ws: WorkstationId.refine(isTravelWorkstation),
  items: PushRequest.shape.items,
  audit: z.array(AuditEntry).max(500).optional(),
});
export type HandInRequest = z.infer<typeof HandInRequest>;
