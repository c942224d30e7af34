/**
 * What becomes of decisions when all goes wrong at once: taken without a network, the browser killed, subjects
 * amended and decided by a colleague meanwhile, the reply of the upload lost. The same for each contender.
 */
import { z } from 'zod';
import type { AttendeeItem } from '../../shared/protocol/feed.ts';
import { IntakeReply } from '../../shared/protocol/intake.ts';
import { GatewayApi } from '../e2e/gatewayApi.ts';
import { BenchBrowser } from './browser.ts';
import { TAG } from './clients/contract.ts';
import { type OpenField, startCouch } from './field.ts';
import type { Contender } from './options.ts';
import { BenchServer } from './server.ts';

const AUTHOR = 'reviewer.guangzhou';
const COLLEAGUE = 'reviewer2.guangzhou';
const THEIR_TAG = 'vip';
/** Only what was returned can be amended. */
const RETURNED = [{ code: 'A-PHOTO-QUALITY', text: '照片不符合要求' }];
const EACH = 10;

/** What happens to each ten of the subjects before the author's decisions arrive. */
const GROUPS = ['untouched', 'amended', 'decided', 'amendedAndDecided'] as const;
type Group = (typeof GROUPS)[number];
const isAmended = (group: Group) => group === 'amended' || group === 'amendedAndDecided';
const isDecided = (group: Group) => group === 'decided' || group === 'amendedAndDecided';

/** Counts of decisions, or of subjects. */
export interface Fates {
  made: number;
  /** shown again after the browser was killed, still without a network */
  survivedKill: number;
  repliesLost: number;
  /** on subjects that nobody else had touched */
  tookEffect: number;
  tookEffectTwice: number;
  /** an amended subject stands at its server as it was before, with the author's tag */
  hidAmendment: number;
  overwroteColleague: number;
  /** no effect, and the author is told unasked */
  putBeforeAuthor: number;
  /** no effect, and nobody is told */
  silentlyDropped: number;
  /** of those without effect, kept somewhere for who knows to ask */
  stillKept: number;
  /** subjects that the author is shown otherwise than the server has them */
  shownOtherwise: number;
}
interface Standing {
  revision: number;
  tag: string | null;
  isAuthors: boolean;
  /** effects, or living versions, of the author's decision */
  effects: number;
}
/** The side the contender syncs with: what others do there, and what stands there in the end. */
interface Side {
  couch: string | null;
  stop(): Promise<void>;
  origin: string;
  amend(ids: readonly string[]): Promise<void>;
  decide(ids: readonly string[]): Promise<void>;
  standing(ids: readonly string[]): Promise<Map<string, Standing>>;
}

/** Plays the scene once; throws where a contender cannot play it. */
export async function playConflict(contender: Contender, script: string, field: OpenField): Promise<Fates> {
  const side = await (contender === 'pouch' ? couchSide(field) : gatewaySide(field));
  const server = await BenchServer.start(side.origin, side.couch);
  const browser = await BenchBrowser.start({ origin: server.origin, script, account: AUTHOR });
  try {
    await browser.open({ isStrict: true });
    await browser.call('pull');
    const ids = (await browser.call('waiting', GROUPS.length * EACH)).result;
    if (ids.length < GROUPS.length * EACH) throw new Error(`only ${ids.length} people wait`);
    server.isCut = true;
    await browser.call('decide', ids);
    await browser.kill();
    await browser.open({ isStrict: true });
    await browser.call('open');
    const afterKill = (await browser.call('view', ids)).result ?? [];
    const groupOf = new Map(ids.map((id, index) => [id, GROUPS[Math.floor(index / EACH)] ?? 'untouched']));
    const those = (isSo: (group: Group) => boolean) =>
      ids.filter((id) => isSo(groupOf.get(id) ?? 'untouched'));
    await side.amend(those(isAmended));
    await side.decide(those(isDecided));
    server.isCut = false;
    server.repliesToLose = 1;
    await browser.call('sync');
    const told = (await browser.call('told')).result ?? 0;
    const stillKept = (await browser.call('kept', ids)).result ?? 0;
    const shown = new Map(((await browser.call('view', ids)).result ?? []).map((view) => [view.id, view]));
    const standing = await side.standing(ids);
    const count = (isSo: (at: Standing, id: string, group: Group) => boolean) =>
      ids.filter((id) => {
        const at = standing.get(id);
        return at !== undefined && isSo(at, id, groupOf.get(id) ?? 'untouched');
      }).length;
    const withEffect = count((at) => at.isAuthors);
    return {
      made: ids.length,
      survivedKill: afterKill.filter(({ tag }) => tag === TAG).length,
      repliesLost: server.repliesLost,
      tookEffect: count((at, _, group) => at.isAuthors && group === 'untouched'),
      tookEffectTwice: count((at) => at.effects > 1),
      hidAmendment: count((at, _, group) => isAmended(group) && at.revision === 1),
      overwroteColleague: count((at, _, group) => isDecided(group) && at.tag !== THEIR_TAG),
      putBeforeAuthor: told,
      silentlyDropped: ids.length - withEffect - told,
      stillKept,
      shownOtherwise: count((at, id) => {
        const view = shown.get(id);
        return view === undefined || view.tag !== at.tag || view.revision !== at.revision;
      }),
    };
  } finally {
    await browser.close();
    await server.close();
    await side.stop();
  }
}

async function gatewaySide(field: OpenField): Promise<Side> {
  const gateway = await field.startCopy();
  const colleague = await GatewayApi.signIn(gateway.origin, COLLEAGUE);
  const intake = await GatewayApi.signIn(gateway.origin, 'intake');
  const people = async (ids: readonly string[]): Promise<AttendeeItem[]> => {
    const all = await colleague.submissions();
    return ids.flatMap((id) => {
      const item = all.get(`attendee:${id}`);
      return item?.kind === 'attendee' ? [item] : [];
    });
  };
  return {
    couch: null,
    origin: gateway.origin,
    stop: () => gateway.stop(),
    async amend(ids) {
      const returned = await colleague.decide(await people(ids), { verdict: 'return', reasons: RETURNED });
      if (returned.some((result) => result !== 'applied')) throw new Error(`the colleague got ${returned}`);
      const items = (await people(ids)).map((item) => ({
        kind: item.kind,
        id: item.id,
        revision: item.revision + 1,
        event: 'amended',
        material: { ...item.material, jobTitle: '采购顾问' },
        images: item.images,
        submittedAt: new Date().toISOString(),
      }));
      const reply = await intake.call('POST', `${intake.edition}/submissions`, IntakeReply, { items });
      const refused = reply.items.filter(({ result }) => result !== 'accepted').length;
      if (refused > 0) throw new Error(`${refused} amendments were refused`);
    },
    async decide(ids) {
      const results = await colleague.decide(await people(ids), { verdict: 'tag', tag: THEIR_TAG });
      if (results.some((result) => result !== 'applied')) throw new Error(`the colleague got ${results}`);
    },
    async standing(ids) {
      const outcomes = await intake.outcomes();
      return new Map(
        (await people(ids)).map((item) => [
          item.id,
          {
            revision: item.revision,
            tag: item.tag ?? null,
            isAuthors: item.decision?.by === AUTHOR,
            effects: outcomes.filter(
              (outcome) => outcome.kind === 'attendee' && outcome.id === item.id && outcome.tag === TAG,
            ).length,
          },
        ]),
      );
    },
  };
}

const Doc = z.looseObject({
  _id: z.string(),
  _rev: z.string(),
  revision: z.number(),
  tag: z.string().optional(),
});
type Doc = z.infer<typeof Doc>;

async function couchSide(field: OpenField): Promise<Side> {
  const couch = await startCouch(field);
  // The page asks for nothing else than the database.
  const at = `${couch.url}/submissions`;
  const get = async (id: string): Promise<Doc> => Doc.parse(await (await fetch(`${at}/${id}`)).json());
  const change = async (ids: readonly string[], changed: (doc: Doc) => object): Promise<void> => {
    for (const id of ids) {
      const doc = await get(id);
      const body = JSON.stringify({ ...doc, ...changed(doc) });
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`${at}/${id}`, { method: 'PUT', body, headers });
      if (!reply.ok) throw new Error(`${id} was refused: ${reply.status}`);
    }
  };
  const leaves = async (id: string): Promise<Doc[]> => {
    const headers = { accept: 'application/json' };
    const reply = await fetch(`${at}/${id}?open_revs=all`, { headers });
    const all = z.array(z.object({ ok: Doc.optional() })).parse(await reply.json());
    return all.flatMap(({ ok }) => (ok ? [ok] : []));
  };
  return {
    couch: couch.url,
    origin: couch.url,
    stop: () => couch.stop(),
    async amend(ids) {
      await change(ids, () => ({ status: 'returned' }));
      await change(ids, ({ revision }) => ({ revision: revision + 1, status: 'awaitingTag', amended: true }));
    },
    decide: (ids) => change(ids, () => ({ tag: THEIR_TAG, status: 'tagged' })),
    async standing(ids) {
      const found = new Map<string, Standing>();
      for (const id of ids) {
        const { revision, tag = null } = await get(id);
        const own = (await leaves(id)).filter((leaf) => leaf.tag === TAG);
        found.set(id, { revision, tag, isAuthors: tag === TAG, effects: own.length });
      }
      return found;
    },
  };
}
