/** The part of the desk's contract that speaks of progress, publication, intended deals and contact forms. */
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { Right } from '../../../shared/domain/vocabulary.ts';
import type { Deal, ProgressReply, SubGroupContact } from '../../../shared/protocol/reports.ts';
import { refusalOf } from '../administration.ts';
import type { DealRow, KeptCopy, PublishedProgress, ReportDesk } from '../contract/reports.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { Clock } from '../ports.ts';
import type { Outcome } from '../sync/gatewayClient.ts';
import { freshOrKept, readCopy, writeCopy } from './keptCopies.ts';
import { countLocally } from './localProgress.ts';

/** Published weeks kept for looking at them offline. */
const WEEKS_KEPT = 8;

/** `desk` answers the open desk, or throws where none is open. */
export function reportMethods(desk: () => OpenDesk, clock: Clock): ReportDesk {
  return {
    async progress() {
      const open = desk();
      const now = clock.now();
      const day = shanghaiDate(now);
      const lastSyncAt = open.feed.meta.lastSyncAt ?? null;
      const mayView = mayOf(open, 'view');
      const mayDecide = mayOf(open, 'decide');
      return {
        figures: {
          asOf: new Date(lastSyncAt ?? now).toISOString(),
          subGroups: countLocally(open.room.context, mayView, day),
        },
        day,
        lastSyncAt,
        unsent: open.workstation.ledger.open('window', 'attempted').length,
        mayPublish: isWhole(open, 'report'),
        writable: open.profile.subGroups.map(({ id }) => id).filter(mayDecide),
      };
    },

    publications: async () => {
      const open = desk();
      return freshOrKept(open, 'publications', clock.now(), async () => {
        const reply = await open.client.call('publications', { params: { edition: open.identity.edition } });
        return answered(reply, ({ items }) => items);
      });
    },
    publishedProgress: async (week) => publishedWeek(desk(), week, clock.now()),
    async publishWeek(week) {
      const open = desk();
      const { edition } = open.identity;
      const reply = await open.client.call('publishProgress', { params: { edition }, body: { week } });
      if (!reply.ok) return refusalOf(reply);
      const published = asPublished(reply.value);
      if (!published) return { ok: false, why: 'gatewayFault' };
      await keepWeek(open, published, clock.now());
      return { ok: true, published };
    },
    logReport: async ({ what, rowCount, fileHash, isPrint }) =>
      desk().audit.write({
        action: isPrint ? 'print' : 'export',
        rowCount,
        fileHash,
        purpose: what === 'figures' ? 'progress report, no personal data' : 'contact forms of the sub-groups',
      }),

    async deals() {
      const open = desk();
      const { edition } = open.identity;
      const copy = await freshOrKept<Deal[]>(open, 'deals', clock.now(), async () =>
        answered(await open.client.call('deals', { params: { edition } }), ({ items }) => items),
      );
      return { ...copy, value: copy.value && dealRows(open, copy.value) };
    },
    async saveDeals({ put, removed }) {
      const open = desk();
      const { edition } = open.identity;
      const body = { items: put, ...(removed.length > 0 ? { removed } : {}) };
      const reply = answered(
        await open.client.call('putDeals', { params: { edition }, body }),
        ({ items }) => items,
      );
      if (!reply.ok) return reply;
      await writeCopy(open, 'deals', { fetchedAt: clock.now(), value: reply.value });
      return { ok: true, value: dealRows(open, reply.value) };
    },
    async contacts() {
      const open = desk();
      const { edition } = open.identity;
      return freshOrKept<SubGroupContact[]>(open, 'contacts', clock.now(), async () =>
        answered(await open.client.call('contacts', { params: { edition } }), ({ items }) => items),
      );
    },
    async saveContact(form) {
      const open = desk();
      const { edition } = open.identity;
      const body = { items: [form] };
      const reply = answered(
        await open.client.call('putContacts', { params: { edition }, body }),
        ({ items }) => items,
      );
      if (reply.ok) await writeCopy(open, 'contacts', { fetchedAt: clock.now(), value: reply.value });
      return reply;
    },
  };
}

function answered<T, V>(reply: Outcome<T>, pick: (value: T) => V) {
  return reply.ok ? { ok: true as const, value: pick(reply.value) } : refusalOf(reply);
}

function grantsOf({ identity }: OpenDesk, right: Right) {
  return identity.account.grants.filter(
    (grant) => grant.right === right && grant.edition === identity.edition,
  );
}
const isWhole = (open: OpenDesk, right: Right) =>
  grantsOf(open, right).some(({ subGroupId }) => subGroupId === undefined);

function mayOf(open: OpenDesk, right: Right): (subGroupId: string) => boolean {
  const own = new Set(grantsOf(open, right).map(({ subGroupId }) => subGroupId));
  return (subGroupId) => own.has(undefined) || own.has(subGroupId);
}

/** Deals with the names that the index knows their units by. */
function dealRows(open: OpenDesk, deals: readonly Deal[]): DealRow[] {
  const { units } = open.room.context.index;
  return deals.map((deal) => {
    const row = units.find(deal.unitId);
    return { ...deal, unitName: row === undefined ? null : (units.name.get(row) ?? null) };
  });
}

const asPublished = ({ published, ...figures }: ProgressReply): PublishedProgress | null =>
  published ? { ...figures, published } : null;

/** A frozen week never changes, so one that is kept here is not asked for again. */
async function publishedWeek(
  open: OpenDesk,
  week: string,
  now: number,
): Promise<KeptCopy<PublishedProgress>> {
  const kept = await readCopy<PublishedProgress[]>(open, 'publishedWeeks');
  const known = kept?.value.find(({ published }) => published.week === week);
  if (known) return { value: known, fetchedAt: kept?.fetchedAt ?? null, why: null };
  const { edition } = open.identity;
  const reply = await open.client.call('progress', { params: { edition }, query: { week } });
  if (!reply.ok) return { value: null, fetchedAt: null, why: refusalOf(reply).why };
  const published = asPublished(reply.value);
  if (!published) return { value: null, fetchedAt: null, why: 'gatewayFault' };
  await keepWeek(open, published, now);
  return { value: published, fetchedAt: now, why: null };
}

async function keepWeek(open: OpenDesk, week: PublishedProgress, now: number): Promise<void> {
  const kept = await readCopy<PublishedProgress[]>(open, 'publishedWeeks');
  const others = (kept?.value ?? []).filter(({ published }) => published.week !== week.published.week);
  const weeks = [...others, week].sort((a, b) => (a.published.week < b.published.week ? -1 : 1));
  await writeCopy(open, 'publishedWeeks', { fetchedAt: now, value: weeks.slice(-WEEKS_KEPT) });
}
