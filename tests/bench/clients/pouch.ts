/** PouchDB 9 on IndexedDB, replicating with a server that speaks CouchDB's protocol, as its guides set it up. */
import PouchDB from 'pouchdb-browser';
import { byTurn, type Item, isWaiting, listOf, matches, offer, TAG, viewOf } from './contract.ts';
import { given } from './given.ts';

type Doc = Item & { _id: string; _rev: string; _conflicts?: string[] };
const BATCH = { batch_size: 1000, batches_limit: 5 };
const db = new PouchDB<Item>('pouch', { auto_compaction: true });

/** The guides advise `allDocs` over secondary indexes wherever it does. */
async function all(): Promise<Doc[]> {
  const { rows } = await db.allDocs({ include_docs: true });
  return rows.flatMap((row) => ('doc' in row && row.doc ? [row.doc as unknown as Doc] : []));
}
const listed = async () => (await all()).filter(isWaiting).sort(byTurn);
const remote = () => new PouchDB<Item>(given().couchUrl);
let unwritten = 0;

async function push(): Promise<number> {
  const { docs_written, doc_write_failures } = await db.replicate.to(remote(), BATCH);
  unwritten += doc_write_failures;
  return docs_written;
}

offer({
  async pull() {
    await db.replicate.from(remote(), BATCH);
    return listOf(await listed());
  },
  async open() {
    return listOf(await listed());
  },
  async search(word) {
    return listOf((await all()).filter((item) => isWaiting(item) && matches(item, word)).sort(byTurn));
  },
  async waiting(count) {
    return (await listed()).slice(0, count).map(({ id }) => id);
  },
  async decide(ids) {
    const { rows } = await db.allDocs({ include_docs: true, keys: ids });
    const docs = rows.flatMap((row) => ('doc' in row && row.doc ? [row.doc as unknown as Doc] : []));
    const done = await db.bulkDocs(docs.map((doc) => ({ ...doc, status: 'tagged', tag: TAG })));
    if (done.some((each) => 'error' in each)) throw new Error('not written');
  },
  push,
  async sync() {
    for (;;) {
      try {
        await push();
        await db.replicate.from(remote(), BATCH);
        return;
      } catch (error) {
        // The network took the reply: `sync` with `retry` would begin anew as well.
        console.error(error);
      }
    }
  },
  /** It tells of documents that could not be written; a conflict is none of those. */
  async told() {
    return unwritten;
  },
  async kept(ids) {
    const { rows } = await db.allDocs({ include_docs: true, conflicts: true, keys: ids });
    let kept = 0;
    for (const row of rows) {
      if (!('doc' in row) || !row.doc) continue;
      for (const rev of (row.doc as unknown as Doc)._conflicts ?? []) {
        const loser = (await db.get(row.id, { rev })) as unknown as Doc;
        if (loser.tag === TAG) kept++;
      }
    }
    return kept;
  },
  async view(ids) {
    const { rows } = await db.allDocs({ include_docs: true, keys: ids });
    return rows.flatMap((row) => ('doc' in row && row.doc ? [viewOf(row.doc as unknown as Doc)] : []));
  },
});
