/** RxDB 17 on its Dexie storage, with its replication protocol over HTTP, as its documentation sets it up. */
import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { byTurn, FIRST_ROWS, type Item, offer } from './contract.ts';
import { parts, pushTags, type Session, signIn } from './gateway.ts';
import { given } from './given.ts';

const PULLED_AT_ONCE = 1000;
const PUSHED_AT_ONCE = 500;
const schema: RxJsonSchema<Item> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    kind: { type: 'string', maxLength: 10 },
    revision: { type: 'integer' },
    seq: { type: 'integer' },
    hash: { type: 'string' },
    subGroupId: { type: 'string', maxLength: 64 },
    status: { type: 'string', maxLength: 20 },
    submittedAt: { type: 'string', maxLength: 30 },
    decision: { type: ['object', 'null'] as never },
    material: { type: 'object' },
  },
  required: ['id', 'status', 'subGroupId', 'submittedAt'],
  indexes: ['status', 'subGroupId', 'submittedAt'],
};
const FIELDS = [
  'id',
  'kind',
  'revision',
  'seq',
  'hash',
  'subGroupId',
  'status',
  'submittedAt',
  'decision',
  'material',
] as const;
const docOf = (item: Item) =>
  Object.fromEntries(FIELDS.map((field) => [field, item[field] ?? null])) as unknown as Item;

type Collection = RxCollection<Item>;
let opened: Promise<Collection> | null = null;
let session: Session | null = null;

async function collection(): Promise<Collection> {
  opened ??= createRxDatabase({ name: 'rx', storage: getRxStorageDexie(), multiInstance: false }).then(
    async (database) => (await database.addCollections({ items: { schema } })).items as unknown as Collection,
  );
  return opened;
}
async function signedIn(): Promise<Session> {
  const { account, password, edition } = given();
  session ??= await signIn(account, password, edition);
  return session;
}

interface Checkpoint {
  count: number;
}

/** One run of the replication to its end; the parts are its pages. */
async function replicate(own: Session): Promise<number> {
  const source = parts(own);
  const waitingItems: Item[] = [];
  let sent = 0;
  const state = replicateRxCollection<Item, Checkpoint>({
    replicationIdentifier: 'bench',
    collection: await collection(),
    live: false,
    retryTime: 1000,
    waitForLeadership: false,
    pull: {
      batchSize: PULLED_AT_ONCE,
      // A page that is not full ends the replication, and the gateway's parts are of all sizes.
      async handler(last) {
        while (waitingItems.length < PULLED_AT_ONCE) {
          const { value, done } = await source.next();
          if (done) break;
          waitingItems.push(...value);
        }
        const page = waitingItems.splice(0, PULLED_AT_ONCE);
        const documents = page.map((item) => ({ ...docOf(item), _deleted: false }));
        return { documents, checkpoint: { count: (last?.count ?? 0) + page.length } };
      },
    },
    push: {
      batchSize: PUSHED_AT_ONCE,
      async handler(rows) {
        const items = rows.map(({ newDocumentState }) => newDocumentState as unknown as Item);
        await pushTags(own, items, sent + 1);
        sent += items.length;
        return [];
      },
    },
  });
  state.error$.subscribe((error) => console.error(error));
  await state.awaitInSync();
  await state.cancel();
  return sent;
}

const waiting = async () =>
  (await collection()).find({ selector: { status: 'awaitingTag' }, index: ['status', 'id'] });

offer({
  async pull() {
    await replicate(await signedIn());
    return (await collection()).count({ selector: { status: 'awaitingTag' } }).exec();
  },
  async open() {
    const rows = await (await waiting()).exec();
    return rows.length;
  },
  async search(word) {
    const found = await (await collection())
      .find({
        selector: { status: 'awaitingTag', 'material.name': { $regex: word } } as never,
        index: ['status', 'id'],
      })
      .exec();
    return found
      .map((document) => document.toJSON() as unknown as Item)
      .sort(byTurn)
      .slice(0, FIRST_ROWS).length;
  },
  async decide(count) {
    const rows = await (await collection())
      .find({ selector: { status: 'awaitingTag' }, index: ['status', 'id'], limit: count })
      .exec();
    const changed = rows.map((document) => ({
      ...(document.toMutableJSON() as unknown as Item),
      status: 'tagged',
    }));
    const { error } = await (await collection()).bulkUpsert(changed);
    if (error.length > 0) throw new Error(`${error.length} not written`);
  },
  async push() {
    return replicate(await signedIn());
  },
});
