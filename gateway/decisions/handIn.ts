/** Handing in: what a workstation without a network has decided, brought by another workstation of its account. */
import type { HandInRequest } from '../../shared/protocol/handIn.ts';
import type { PushReply } from '../../shared/protocol/push.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';
import { keepAudit } from '../reports/audit.ts';
import { pushDecisions } from './pushDecisions.ts';

/**
 * Judges the decisions as the traveller's own push would be, under its numbers and with the same receipts: the
 * same file again gets them replayed. The traveller is bound to the caller's account if it is new. Throws a
 * ProblemError `travel-foreign` if it is another account's, `travel-lost` if it was revoked as lost.
 */
export async function handIn(
  ports: Ports,
  caller: Caller,
  edition: string,
  { ws, items, audit = [] }: HandInRequest,
): Promise<PushReply> {
  try {
    const reply = await pushDecisions(ports, caller, edition, { ws, items });
    if (audit.length > 0) await keepAudit(ports, edition, { account: caller.name, ws }, { items: audit });
    return reply;
  } catch (error) {
    throw error instanceof ProblemError ? aboutTheTraveller(error) : error;
  }
}

/** SECURITY: «revoked» and «foreign» make a desk destroy or stop its own workstation; here another one is meant. */
function aboutTheTraveller(error: ProblemError): ProblemError {
  if (error.problem.type.endsWith(':workstation-foreign')) return new ProblemError('travel-foreign');
  if (error.problem.type.endsWith(':workstation-revoked')) return new ProblemError('travel-lost');
  return error;
}
