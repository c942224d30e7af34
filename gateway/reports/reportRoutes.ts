/** Routes of transfers, progress, deals, contact forms and the audit log. */
import { requireEdition } from '../editions.ts';
import { type Handlers, param } from '../http/route.ts';
import { keepAudit } from './audit.ts';
import { readContacts, readDeals, writeContacts, writeDeals } from './deals.ts';
import { publishProgress, readProgress, readPublications } from './progress.ts';
import { transferUnits } from './transferUnits.ts';

type ReportRoutes = Pick<
  Handlers,
  | 'transfer'
  | 'progress'
  | 'publishProgress'
  | 'publications'
  | 'deals'
  | 'putDeals'
  | 'contacts'
  | 'putContacts'
  | 'audit'
>;

export const reportRoutes: ReportRoutes = {
  transfer: async (call) =>
    await transferUnits(call.ports, call.session.caller, param(call, 'edition'), call.body),
  progress: async (call) =>
    await readProgress(call.ports, call.session.caller, param(call, 'edition'), call.query.week),
  publishProgress: async (call) =>
    await publishProgress(call.ports, call.session.caller, param(call, 'edition'), call.body.week),
  publications: async (call) => await readPublications(call.ports, param(call, 'edition')),
  deals: async (call) => await readDeals(call.ports, call.session.caller, param(call, 'edition')),
  putDeals: async (call) =>
    await writeDeals(call.ports, call.session.caller, param(call, 'edition'), call.body),
  contacts: async (call) => await readContacts(call.ports, call.session.caller, param(call, 'edition')),
  putContacts: async (call) =>
    await writeContacts(call.ports, call.session.caller, param(call, 'edition'), call.body),
  audit: async (call) => {
    const { id } = await requireEdition(call.ports, param(call, 'edition'));
    const who = { account: call.session.caller.name, ws: call.session.ws };
    return await keepAudit(call.ports, id, who, call.body);
  },
};
