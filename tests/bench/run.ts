/** One contender, once: a browser of its own, a fresh copy of the gateway, and each work in turn. */
import { BenchBrowser } from './browser.ts';
import { ACCOUNT, type OpenField, startCouch } from './field.ts';
import { diskMb, heapMb, renderersMb } from './memory.ts';
import type { Contender } from './options.ts';
import { BenchServer } from './server.ts';

/** Words are searched for until this is over, five at least: some take ten seconds each. */
const SEARCH_MS = 60_000;
const SEARCHES_MIN = 5;

export interface Measured {
  /** rows of the list; the same for all */
  listed: number;
  pullMs: number;
  firstMs: number;
  openMs: number;
  /** signing in and deriving the key from the password, at the first pull; not in the others */
  apartMs: number;
  searchMs: number[];
  decideMs: number;
  pushMs: number;
  /** decisions that took effect */
  pushed: number;
  /** of the renderer processes, with the list open and searched */
  processesMb: number;
  /** live objects and buffers, page and worker, after a collection */
  heapMb: number;
  databasesMb: number;
  /** the journal's files, written beforehand */
  filesMb: number;
  chromium: string;
}

/** Runs all works; throws where a contender does not do its work. */
export async function runOnce(
  contender: Contender,
  script: string,
  field: OpenField,
  decisions: number,
): Promise<Measured> {
  const gateway = await field.startCopy();
  const couch = contender === 'pouch' ? await startCouch(field) : null;
  const server = await BenchServer.start(gateway.origin, couch?.url ?? null);
  const browser = await BenchBrowser.start({ origin: server.origin, script, account: ACCOUNT });
  try {
    const lists = await measureLists(browser, server);
    const searchMs = await measureSearch(browser, field.words);
    const memory = { processesMb: await renderersMb(browser.profile), heapMb: await heapMb(browser.page) };
    const { databases, files } = await diskMb(browser.profile);
    const ids = (await browser.call('waiting', decisions)).result;
    const decided = await browser.call('decide', ids);
    server.pushes = null;
    const pushed = await browser.call('push');
    if (pushed.result !== ids.length)
      throw new Error(`${pushed.result} of ${ids.length} decisions took effect`);
    return {
      ...lists,
      searchMs,
      decideMs: decided.ms,
      // The desk waits out the time to undo first: what counts is from the first request to the last answer.
      pushMs: spanOf(server) ?? pushed.ms,
      pushed: pushed.result,
      ...memory,
      databasesMb: databases,
      filesMb: files,
      chromium: browser.version,
    };
  } finally {
    await browser.close();
    await server.close();
    couch?.stop();
    await gateway.stop();
  }
}

type Lists = Pick<Measured, 'listed' | 'pullMs' | 'firstMs' | 'openMs' | 'apartMs'>;

/** The first pull, then the two ways to a list after a reload. */
async function measureLists(browser: BenchBrowser, server: BenchServer): Promise<Lists> {
  /** What is slow on purpose, at the gateway and in the page, is no contender's doing. */
  const apart = async (): Promise<number> => {
    const inPage = (await browser.has('apart')) ? (await browser.call('apart')).result : 0;
    const all = inPage + server.sessionMs;
    server.sessionMs = 0;
    return all;
  };
  await browser.open({ isStrict: false });
  const pulled = await browser.call('pull');
  const apartMs = await apart();
  if (await browser.has('keep')) await browser.call('keep');
  await browser.open({ isStrict: true });
  const first = (await browser.has('first')) ? await browser.call('first') : null;
  if (first) await browser.open({ isStrict: true });
  server.sessionMs = 0;
  const opened = await browser.call('open');
  const openMs = opened.ms - (await apart());
  const { total } = pulled.result;
  for (const list of [opened.result, first?.result ?? opened.result])
    if (list.total !== total) throw new Error(`${total} rows, then ${list.total}`);
  return { listed: total, pullMs: pulled.ms - apartMs, firstMs: first?.ms ?? openMs, openMs, apartMs };
}

async function measureSearch(browser: BenchBrowser, words: readonly string[]): Promise<number[]> {
  const until = Date.now() + SEARCH_MS;
  const taken: number[] = [];
  for (const word of words) {
    if (taken.length >= SEARCHES_MIN && Date.now() > until) break;
    const { ms, result } = await browser.call('search', word);
    if (result.total === 0) throw new Error(`nobody was found for a name that is there`);
    taken.push(ms);
  }
  return taken;
}

const spanOf = ({ pushes }: BenchServer): number | null => (pushes ? pushes.last - pushes.first : null);
