/** Looking after workstations: the list the gateway keeps, and revoking one. */
import type {
  AccessRefusal,
  Administrator,
  RevokeMode,
  RevokeReply,
  WorkstationsReply,
} from './contract/access.ts';
import type { Failure, GatewayClient } from './sync/gatewayClient.ts';

/** A signed-in account without a desk of its own: nothing of it is kept on this machine. */
export interface Administration {
  client: GatewayClient;
  account: Administrator;
}

/** What a failed call comes to for whoever asked. */
export function refusalOf(failure: Failure): { ok: false; why: AccessRefusal } {
  switch (failure.kind) {
    case 'unreachable':
    case 'notGateway':
      return { ok: false, why: failure.kind };
    case 'problem':
      if (failure.status === 401) return { ok: false, why: 'signInNeeded' };
      if (failure.status === 403 || failure.status === 404) return { ok: false, why: 'notAllowed' };
      return { ok: false, why: failure.status >= 500 ? 'unreachable' : 'gatewayFault' };
    default:
      return { ok: false, why: 'gatewayFault' };
  }
}

/**
 * The workstations this account may see. `ownWs`: the one it is called from, if any; `unsentOf`: decisions
 * not uploaded by the gateway's name of a workstation, for those of this machine.
 */
export async function listWorkstations(
  client: GatewayClient,
  ownWs: string | null,
  unsentOf: ReadonlyMap<string, number>,
): Promise<WorkstationsReply> {
  const reply = await client.call('listWorkstations');
  if (!reply.ok) return refusalOf(reply);
  return {
    ok: true,
    items: reply.value.items.map(({ ws, account, boundAt, lastSeenAt, revoked }) => ({
      ws,
      account,
      boundAt: Date.parse(boundAt),
      lastSeenAt: lastSeenAt === undefined ? null : Date.parse(lastSeenAt),
      revoked,
      isThis: ws === ownWs,
      unsent: unsentOf.get(ws) ?? null,
    })),
  };
}

/** Revokes a workstation; the gateway decides whether this account may. */
export async function revokeWorkstation(
  client: GatewayClient,
  ws: string,
  mode: RevokeMode,
): Promise<RevokeReply> {
  const reply = await client.call('revokeWorkstation', { params: { ws }, query: { mode } });
  return reply.ok ? { ok: true } : refusalOf(reply);
}
