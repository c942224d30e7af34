/**
 * Plain rows in Dexie with three indexes: what one writes who takes the library and begins. Dexie has no sync of
 * its own; the queue is the one of the tutorials: a request that was answered is taken out of it.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import { byTurn, FIRST_ROWS, type Item, listOf, matches, offer, TAG, viewOf } from './contract.ts';
import { countApplied, pages, pushTags, type Statement, statementOn } from './gateway.ts';
import { given } from './given.ts';

type Rows = Dexie & {
  items: EntityTable<Item, 'id'>;
  decisions: EntityTable<Statement, 'id'>;
  facts: Table<string, string>;
};

const PUSHED_AT_ONCE = 500;
const db = new Dexie('rows', {
  chromeTransactionDurability: given().isStrict ? 'strict' : 'relaxed',
}) as Rows;
db.version(1).stores({
  items: 'id, [status+submittedAt], subGroupId, unitId',
  decisions: 'id, subjectId',
  facts: '',
});

/** In the order of the list, by the index alone. */
const waiting = () =>
  db.items
    .where('[status+submittedAt]')
    .between(['awaitingTag', Dexie.minKey], ['awaitingTag', Dexie.maxKey]);

async function first() {
  const rows = await waiting().limit(FIRST_ROWS).toArray();
  return { total: await waiting().count(), first: rows.length };
}

async function pull(): Promise<void> {
  for await (const { items, cursor } of pages((await db.facts.get('cursor')) ?? null)) {
    await db.transaction('rw', db.items, db.facts, async () => {
      await db.items.bulkPut(items);
      if (cursor !== null) await db.facts.put(cursor, 'cursor');
    });
  }
}

async function push(): Promise<number> {
  for (let applied = 0; ; ) {
    const batch = await db.decisions.limit(PUSHED_AT_ONCE).toArray();
    if (batch.length === 0) return applied;
    applied += countApplied(await pushTags(batch));
    await db.decisions.bulkDelete(batch.map(({ id }) => id));
  }
}

offer({
  async pull() {
    await pull();
    return first();
  },
  first,
  async open() {
    return listOf(await waiting().toArray());
  },
  async search(word) {
    const found = await waiting()
      .filter((item) => matches(item, word))
      .toArray();
    return listOf(found.sort(byTurn));
  },
  async waiting(count) {
    return (await waiting().limit(count).toArray()).map(({ id }) => id);
  },
  async decide(ids) {
    await db.transaction('rw', db.items, db.decisions, async () => {
      const rows = (await db.items.bulkGet(ids)).filter((row) => row !== undefined);
      await db.decisions.bulkAdd(rows.map(statementOn));
      await db.items.bulkPut(rows.map((item) => ({ ...item, status: 'tagged', tag: TAG })));
    });
  },
  push,
  async sync() {
    for (;;) {
      try {
        await push();
        return await pull();
      } catch (error) {
        // The network took the reply: what is still in the queue is sent again.
        console.error(error);
      }
    }
  },
  async told() {
    return 0;
  },
  async kept(ids) {
    return db.decisions.where('subjectId').anyOf(ids).count();
  },
  async view(ids) {
    return (await db.items.bulkGet(ids)).filter((row) => row !== undefined).map(viewOf);
  },
});
