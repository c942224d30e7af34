/** The push: decisions in, one receipt each out, in one transaction whose last lock is the head. */
import type { PushReply, PushRequest } from '../../shared/protocol/push.ts';
import type { Caller, Ports } from '../ports.ts';

/**
 * Judges at most 500 decisions of one workstation in the order of their `n`. The workstation is bound to the
 * caller if it is new. Throws a ProblemError `workstation-foreign` if it is another account's.
 */
export async function pushDecisions(
  ports: Ports,
  caller: Caller,
  edition: string,
  request: PushRequest,
): Promise<PushReply> {
  throw new Error(`not yet: ${caller.name} ${edition} ${request.ws} ${ports.version}`);
}
