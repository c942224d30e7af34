/** RxDB 17 on its Dexie storage, with its replication protocol over HTTP, as its documentation sets it up. */
import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { FIRST_ROWS, type Item, listOf, offer, TAG, viewOf } from './contract.ts';
import { countApplied, type Page, pages, pushTags, type Statement } from './gateway.ts';
import { given } from './given.ts';

const PULLED_AT_ONCE = 1000;
const PUSHED_AT_ONCE = 500;
const text = (maxLength: number) => ({ type: 'string', maxLength });
const object = { type: 'object' };
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(64),
    op: text(4),
    kind: text(10),
    unitId: text(64),
    revision: { type: 'integer' },
    seq: { type: 'integer' },
    hash: text(64),
    subGroupId: text(64),
    status: text(20),
    tag: text(20),
    submittedAt: text(30),
    firstSubmittedAt: text(30),
    entryPeriod: text(20),
    deliveryMethod: text(20),
    deliveryAddress: text(500),
    isLaterAddition: { type: 'boolean' },
    images: object,
    imageFacts: object,
    order: object,
    lastReview: object,
    transfer: object,
    material: object,
    decision: { type: ['object', 'null'] },
  },
  required: ['id', 'status', 'subGroupId', 'submittedAt'],
  indexes: [['status', 'submittedAt', 'id'], 'subGroupId', 'submittedAt'],
} as unknown as RxJsonSchema<Item>;

type Collection = RxCollection<Item>;
let opened: Promise<Collection> | null = null;

async function collection(): Promise<Collection> {
  const durability = given().isStrict ? 'strict' : 'relaxed';
  const storage = getRxStorageDexie({ chromeTransactionDurability: durability });
  opened ??= createRxDatabase({ name: 'rx', storage, multiInstance: false }).then(
    async (database) => (await database.addCollections({ items: { schema } })).items as unknown as Collection,
  );
  return opened;
}

/** How far the replication has pulled: the feed's cursor once the snapshot is in. */
interface Checkpoint {
  cursor: string | null;
  count: number;
}
interface Row {
  assumedMasterState?: Item;
  newDocumentState: Item;
}

const statementOf = ({ assumedMasterState: seen, newDocumentState: item }: Row): Statement => ({
  id: item.decision?.id ?? crypto.randomUUID(),
  subjectId: item.id,
  baseRevision: (seen ?? item).revision,
  seenHash: (seen ?? item).hash,
  previousDecisionId: seen?.decision?.id ?? null,
});

/** The pull handler: pages of the feed, full ones until the last. */
function puller() {
  let source: AsyncGenerator<Page> | null = null;
  let kept: Item[] = [];
  return async (last: Checkpoint | undefined) => {
    let cursor = last?.cursor ?? null;
    source ??= pages(cursor);
    // A page that is not full ends the replication, and the gateway's parts are of all sizes.
    while (kept.length < PULLED_AT_ONCE) {
      const { value, done } = await source.next();
      if (done) break;
      kept.push(...value.items);
      cursor = value.cursor;
    }
    const page = kept.slice(0, PULLED_AT_ONCE);
    kept = kept.slice(PULLED_AT_ONCE);
    return {
      documents: page.map((item) => ({ ...item, _deleted: false })),
      checkpoint: { cursor: kept.length > 0 ? null : cursor, count: (last?.count ?? 0) + page.length },
    };
  };
}

let applied = 0;

/** The push handler: what the server did not take is answered with the server's state of it. */
async function pushed(rows: readonly Row[]): Promise<Item[]> {
  const results = await pushTags(rows.map(statementOf));
  applied += countApplied(results);
  const refused = new Set(
    rows
      .filter((row) => results.get(statementOf(row).id) !== 'applied')
      .map(({ newDocumentState }) => newDocumentState.id),
  );
  if (refused.size === 0) return [];
  const current = new Map<string, Item>();
  for await (const { items } of pages())
    for (const item of items) if (refused.has(item.id)) current.set(item.id, item);
  return [...current.values()].map((item) => ({ ...item, _deleted: false }));
}

/** One run of the replication to its end. */
async function replicate(): Promise<void> {
  const state = replicateRxCollection<Item, Checkpoint>({
    replicationIdentifier: 'bench',
    collection: await collection(),
    live: false,
    retryTime: 1000,
    waitForLeadership: false,
    pull: { batchSize: PULLED_AT_ONCE, handler: puller() as never },
    push: { batchSize: PUSHED_AT_ONCE, handler: ((rows: Row[]) => pushed(rows)) as never },
  });
  state.error$.subscribe((error) => console.error(error.message));
  await state.awaitInSync();
  await state.cancel();
}

const WAITING = { status: 'awaitingTag' };
const IN_TURN = [{ submittedAt: 'asc' }, { id: 'asc' }] as never;

async function first() {
  const items = await collection();
  const rows = await items.find({ selector: WAITING, sort: IN_TURN, limit: FIRST_ROWS }).exec();
  return { total: await items.count({ selector: WAITING }).exec(), first: rows.length };
}

offer({
  async pull() {
    await replicate();
    return first();
  },
  first,
  async open() {
    return listOf(await (await collection()).find({ selector: WAITING, sort: IN_TURN }).exec());
  },
  async search(word) {
    const isFound = [{ 'material.name': { $regex: word } }, { 'material.phone': { $regex: `${word}$` } }];
    const query = { selector: { ...WAITING, $or: isFound } as never, sort: IN_TURN };
    const found = await (await collection()).find(query).exec();
    for (const document of found.slice(0, FIRST_ROWS)) document.toJSON();
    return listOf(found);
  },
  async waiting(count) {
    const query = { selector: WAITING, sort: IN_TURN, limit: count };
    return (await (await collection()).find(query).exec()).map(({ id }) => id);
  },
  async decide(ids) {
    const items = await collection();
    const rows = [...(await items.findByIds(ids).exec()).values()];
    const changed = rows.map((document) => ({
      ...(document.toMutableJSON() as unknown as Item),
      status: 'tagged',
      tag: TAG,
      decision: { id: crypto.randomUUID() },
    }));
    const { error } = await items.bulkUpsert(changed);
    if (error.length > 0) throw new Error(`${error.length} not written`);
  },
  async push() {
    await replicate();
    return applied;
  },
  async sync() {
    await replicate();
    await replicate();
  },
  async told() {
    return 0;
  },
  async kept() {
    return 0;
  },
  async view(ids) {
    const found = await (await collection()).findByIds(ids).exec();
    return [...found.values()].map((document) => viewOf(document.toJSON() as unknown as Item));
  },
});
