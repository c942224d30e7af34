/** Plain rows in Dexie with three indexes: what one writes who takes the library and begins. */
import { Dexie, type EntityTable } from 'dexie';
import { byTurn, FIRST_ROWS, type Item, matches, offer } from './contract.ts';
import { parts, pushTags, type Session, signIn } from './gateway.ts';
import { given } from './given.ts';

interface Decision {
  id: string;
  subjectId: string;
  tag: string;
  item: Item;
}
type Rows = Dexie & { items: EntityTable<Item, 'id'>; decisions: EntityTable<Decision, 'id'> };

const PUSHED_AT_ONCE = 500;
const db = new Dexie('rows', { chromeTransactionDurability: 'strict' }) as Rows;
db.version(1).stores({ items: 'id, status, subGroupId, submittedAt', decisions: 'id, subjectId' });

let session: Session | null = null;

async function signedIn(): Promise<Session> {
  const { account, password, edition } = given();
  session ??= await signIn(account, password, edition);
  return session;
}

const waiting = () => db.items.where('status').equals('awaitingTag');

offer({
  async pull() {
    for await (const part of parts(await signedIn())) await db.items.bulkPut(part);
    return waiting().count();
  },
  async open() {
    const rows = await waiting().sortBy('submittedAt');
    return rows.length;
  },
  async search(word) {
    const found = await waiting()
      .filter((item) => matches(item, word))
      .toArray();
    return found.sort(byTurn).slice(0, FIRST_ROWS).length;
  },
  async decide(count) {
    const rows = await waiting().limit(count).toArray();
    const decisions = rows.map((item) => ({
      id: crypto.randomUUID(),
      subjectId: item.id,
      tag: 'professional',
      item,
    }));
    await db.transaction('rw', db.items, db.decisions, async () => {
      await db.decisions.bulkAdd(decisions);
      await db.items.bulkPut(rows.map((item) => ({ ...item, status: 'tagged' })));
    });
  },
  async push() {
    const own = await signedIn();
    let sent = 0;
    for (;;) {
      const batch = await db.decisions.limit(PUSHED_AT_ONCE).toArray();
      if (batch.length === 0) return sent;
      await pushTags(
        own,
        batch.map(({ item }) => item),
        sent + 1,
      );
      await db.decisions.bulkDelete(batch.map(({ id }) => id));
      sent += batch.length;
    }
  },
});
