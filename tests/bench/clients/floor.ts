/**
 * The floor: what the platform itself costs. Fetch and parse; the parts as plain blocks in IndexedDB; an array
 * that is filtered; blocks of decisions in one strict transaction; bare requests.
 */
import { byTurn, type Item, isWaiting, listOf, matches, offer } from './contract.ts';
import { countApplied, pages, pushTags, type Statement, signedIn, statementOn } from './gateway.ts';

const PUSHED_AT_ONCE = 500;
let blocks: Item[][] = [];
let list: Item[] = [];
let decided: Statement[] = [];

function done(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('floor', 1);
  request.onupgradeneeded = () => {
    for (const store of ['blocks', 'decisions']) request.result.createObjectStore(store);
  };
  return (await done(request)) as IDBDatabase;
}

/** One transaction with a value under each key. */
async function write(
  store: string,
  values: ReadonlyMap<number, Uint8Array>,
  durability: 'relaxed' | 'strict',
): Promise<void> {
  const db = await open();
  const transaction = db.transaction(store, 'readwrite', { durability });
  for (const [key, value] of values) transaction.objectStore(store).put(value, key);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  db.close();
}

const packed = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function listed() {
  list = blocks.flat().filter(isWaiting).sort(byTurn);
  return listOf(list);
}

offer({
  async pull() {
    blocks = [];
    for await (const { items } of pages()) blocks.push(items);
    return listed();
  },
  async keep() {
    for (const [key, block] of blocks.entries())
      await write('blocks', new Map([[key, packed(block)]]), 'relaxed');
  },
  async open() {
    const db = await open();
    blocks = [];
    const store = () => db.transaction('blocks').objectStore('blocks');
    for (const key of (await done(store().getAllKeys())) as number[]) {
      const block = (await done(store().get(key))) as Uint8Array<ArrayBuffer>;
      blocks.push(JSON.parse(new TextDecoder().decode(block)) as Item[]);
    }
    db.close();
    return listed();
  },
  async search(word) {
    return listOf(list.filter((item) => matches(item, word)));
  },
  async waiting(count) {
    return list.slice(0, count).map(({ id }) => id);
  },
  async decide(ids) {
    const wanted = new Set(ids);
    decided = list.filter(({ id }) => wanted.has(id)).map(statementOn);
    const chunks = new Map<number, Uint8Array>();
    for (let from = 0; from < decided.length; from += PUSHED_AT_ONCE)
      chunks.set(from, packed(decided.slice(from, from + PUSHED_AT_ONCE)));
    await write('decisions', chunks, 'strict');
  },
  async push() {
    await signedIn();
    let applied = 0;
    for (let from = 0; from < decided.length; from += PUSHED_AT_ONCE)
      applied += countApplied(await pushTags(decided.slice(from, from + PUSHED_AT_ONCE)));
    return applied;
  },
});
