/** The floor: what the platform itself costs. Fetch and parse, and nothing kept. */
import { byTurn, FIRST_ROWS, type Item, isWaiting, matches, offer } from './contract.ts';
import { parts, signIn } from './gateway.ts';
import { type Given, given } from './given.ts';

let items: Item[] = [];

async function fetchAll({ account, password, edition }: Given): Promise<Item[]> {
  const session = await signIn(account, password, edition);
  const all: Item[] = [];
  for await (const part of parts(session)) all.push(...part);
  return all;
}

offer({
  async pull() {
    items = await fetchAll(given());
    return items.filter(isWaiting).length;
  },
  async open() {
    // Nothing was kept: all of it is fetched again.
    items = await fetchAll(given());
    return items.filter(isWaiting).sort(byTurn).length;
  },
  async search(word) {
    return items
      .filter((item) => isWaiting(item) && matches(item, word))
      .sort(byTurn)
      .slice(0, FIRST_ROWS).length;
  },
  async decide() {
    // There is nothing to be made durable here.
  },
  async push() {
    return 0;
  },
});
