/** The name the gateway knows this workstation by, and another one where a second machine goes by it. */
import { isTravelWorkstation, TRAVEL_WS_PREFIX } from '../../../shared/protocol/handIn.ts';
import type { OpenDesk } from '../openDesk.ts';
import { type DeskPorts, uuid } from '../ports.ts';
import type { Failure } from '../sync/gatewayClient.ts';
import { renameWorkstation } from '../workstation.ts';

/**
 * Another machine goes by our name: a new one is bound under the session that still holds, so that nobody
 * is asked for a password; then what has no receipt is numbered anew, all ids kept. The frame comes before
 * the header: cut off in between, the old name is refused once more and this begins again.
 */
export async function rename(ports: DeskPorts, open: OpenDesk): Promise<Failure | null> {
  const ws = freshName(ports, open);
  const bound = await open.client.call('bindWorkstation', { params: { ws } });
  if (!bound.ok && bound.kind !== 'problem') return bound;
  if ((await takeName(ports, open, ws)) && !bound.ok) open.events.signInAgain();
  return null;
}

/** As a cloned profile online, but out of reach of the gateway: the name is bound when it is handed in under. */
export function renameOffline(ports: DeskPorts, open: OpenDesk): Promise<boolean> {
  return takeName(ports, open, freshName(ports, open));
}

/** A traveller stays one: whoever hands in for it is asked for no more than its account. */
function freshName({ random }: DeskPorts, { workstation }: OpenDesk): string {
  const isTraveller = isTravelWorkstation(workstation.header.ws);
  return `${isTraveller ? TRAVEL_WS_PREFIX : ''}${uuid(random)}`;
}

async function takeName(ports: DeskPorts, { workstation, client }: OpenDesk, ws: string): Promise<boolean> {
  if (!(await workstation.recorder.record({ t: 'rename', ws }))) return false;
  workstation.header = await renameWorkstation(ports, workstation.header, ws);
  client.setWorkstation(ws);
  return true;
}
