/** Routes of the push, of handing in for a traveller, and of the receipts. */
import { ProblemError } from '../http/problem.ts';
import { type Handlers, param } from '../http/route.ts';
import { handIn } from './handIn.ts';
import { pushDecisions } from './pushDecisions.ts';
import { readReceipts } from './receipts.ts';

export const decisionRoutes: Pick<Handlers, 'push' | 'handIn' | 'receipts'> = {
  push: async (call) => {
    const { ports, session, body } = call;
    // The envelope must come from the workstation that the session is tied to.
    if (body.ws !== session.ws) throw new ProblemError('workstation-foreign');
    return await pushDecisions(ports, session.caller, param(call, 'edition'), body);
  },

  handIn: async (call) => await handIn(call.ports, call.session.caller, param(call, 'edition'), call.body),

  receipts: async (call) =>
    await readReceipts(call.ports, call.session.caller, param(call, 'edition'), call.query),
};
