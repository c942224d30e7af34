/** PouchDB 9 on IndexedDB, replicating with a server that speaks CouchDB's protocol, as its guides set it up. */
import PouchDB from 'pouchdb-browser';
import { byTurn, FIRST_ROWS, type Item, isWaiting, matches, offer } from './contract.ts';
import { given } from './given.ts';

type Doc = Item & { _id: string; _rev: string; _conflicts?: string[] };
const BATCH = { batch_size: 1000, batches_limit: 5 };
const db = new PouchDB<Item>('pouch', { auto_compaction: true });

async function all(): Promise<Doc[]> {
  const { rows } = await db.allDocs({ include_docs: true });
  return rows.flatMap((row) => ('doc' in row && row.doc ? [row.doc as unknown as Doc] : []));
}
const remote = () => new PouchDB<Item>(given().couchUrl);

offer({
  async pull() {
    await db.replicate.from(remote(), BATCH);
    return (await all()).filter(isWaiting).length;
  },
  async open() {
    return (await all()).filter(isWaiting).sort(byTurn).length;
  },
  async search(word) {
    return (await all())
      .filter((item) => isWaiting(item) && matches(item, word))
      .sort(byTurn)
      .slice(0, FIRST_ROWS).length;
  },
  async decide(count) {
    const rows = (await all()).filter(isWaiting).slice(0, count);
    const done = await db.bulkDocs(rows.map((doc) => ({ ...doc, status: 'tagged' })));
    if (done.some((each) => 'error' in each)) throw new Error('not written');
  },
  async push() {
    const { docs_written } = await db.replicate.to(remote(), BATCH);
    return docs_written;
  },
});
