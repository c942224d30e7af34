/** One contender, once: a browser of its own, a fresh copy of the gateway, and each work in turn. */
import { BenchBrowser } from './browser.ts';
import { ACCOUNT, type OpenField, startCouch } from './field.ts';
import { diskMb, heapMb, renderersMb } from './memory.ts';
import type { Contender } from './options.ts';
import { BenchServer } from './server.ts';

/** Words are searched for until this is over, five at least: some take ten seconds each. */
const SEARCH_MS = 60_000;
const SEARCHES_MIN = 5;
/** What takes longer than this is not waited for. */
const WORK_LIMIT_MS = 15 * 60_000;

/** What one run gave; a work that could not be done is missing, and named in `failed`. */
export interface Measured {
  /** rows of the list; the same for all */
  listed?: number;
  pullMs?: number;
  firstMs?: number;
  openMs?: number;
  /** signing in and deriving the key from the password, at the first pull; not in the others */
  apartMs?: number;
  searchMs?: number[];
  decideMs?: number;
  pushMs?: number;
  /** decisions that took effect */
  pushed?: number;
  /** of the renderer processes, with the list open and searched */
  processesMb?: number;
  /** live objects and buffers, page and worker, after a collection */
  heapMb?: number;
  databasesMb?: number;
  /** the journal's files, written beforehand */
  filesMb?: number;
  chromium: string;
  /** by work: what the contender, its page or its browser said instead */
  failed: Record<string, string>;
}

/** Runs all works; a contender that does not do one is noted for it and goes on with the next. */
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
  const measured: Measured = { chromium: browser.version, failed: {} };
  const attempt = async (work: string, act: () => Promise<Partial<Measured>>): Promise<boolean> => {
    try {
      Object.assign(measured, await within(WORK_LIMIT_MS, act()));
      return true;
    } catch (error) {
      measured.failed[work] = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'failed';
      // A page that ran out of memory is gone; what is stored is still there.
      await browser.open({ isStrict: true });
      return false;
    }
  };
  try {
    await browser.open({ isStrict: false });
    if (!(await attempt('pull', () => measurePull(browser, server)))) return measured;
    await browser.open({ isStrict: true });
    if (await browser.has('first')) {
      await attempt('first', () => measureFirst(browser));
      await browser.open({ isStrict: true });
    }
    const pulled = measured.listed;
    await attempt('open', () => measureOpen(browser, server));
    if (measured.listed !== pulled) throw new Error(`${contender}: ${pulled} rows, then ${measured.listed}`);
    await attempt('search', () => measureSearch(browser, field.words));
    await attempt('memory', async () => measureRoom(browser));
    await attempt('decide', () => measureDecisions(browser, server, decisions));
    if (measured.openMs !== undefined) measured.firstMs ??= measured.openMs;
    return measured;
  } finally {
    await browser.close();
    await server.close();
    await couch?.stop();
    await gateway.stop();
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 60_000} minutes`)), limitMs);
  });
  try {
    return await Promise.race([work, isOver]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is slow on purpose, at the gateway and in the page, is no contender's doing. */
async function apart(browser: BenchBrowser, server: BenchServer): Promise<number> {
  const inPage = (await browser.has('apart')) ? (await browser.call('apart')).result : 0;
  const all = inPage + server.sessionMs;
  server.sessionMs = 0;
  return all;
}

async function measurePull(browser: BenchBrowser, server: BenchServer): Promise<Partial<Measured>> {
  const { ms, result } = await browser.call('pull');
  const apartMs = await apart(browser, server);
  if (await browser.has('keep')) await browser.call('keep');
  return { listed: result.total, pullMs: ms - apartMs, apartMs };
}

async function measureFirst(browser: BenchBrowser): Promise<Partial<Measured>> {
  const { ms, result } = await browser.call('first');
  if (!result?.first) throw new Error('no rows');
  return { firstMs: ms };
}

async function measureOpen(browser: BenchBrowser, server: BenchServer): Promise<Partial<Measured>> {
  server.sessionMs = 0;
  const { ms, result } = await browser.call('open');
  const openMs = ms - (await apart(browser, server));
  return { listed: result.total, openMs };
}

async function measureRoom(browser: BenchBrowser): Promise<Partial<Measured>> {
  const processesMb = await renderersMb(browser.profile);
  const { databases, files } = await diskMb(browser.profile);
  return { processesMb, heapMb: await heapMb(browser.page), databasesMb: databases, filesMb: files };
}

async function measureDecisions(
  browser: BenchBrowser,
  server: BenchServer,
  decisions: number,
): Promise<Partial<Measured>> {
  const ids = (await browser.call('waiting', decisions)).result;
  const decided = await browser.call('decide', ids);
  server.pushes = null;
  const pushed = await browser.call('push');
  if (pushed.result !== ids.length)
    throw new Error(`${pushed.result} of ${ids.length} decisions took effect`);
  // The desk waits out the time to undo first: what counts is from the first request to the last answer.
  return { decideMs: decided.ms, pushMs: spanOf(server) ?? pushed.ms, pushed: pushed.result };
}

async function measureSearch(browser: BenchBrowser, words: readonly string[]): Promise<Partial<Measured>> {
  const until = Date.now() + SEARCH_MS;
  const taken: number[] = [];
  for (const word of words) {
    if (taken.length >= SEARCHES_MIN && Date.now() > until) break;
    const { ms, result } = await browser.call('search', word);
    if (result.total === 0) throw new Error(`nobody was found for a name that is there`);
    taken.push(ms);
  }
  return { searchMs: taken };
}

const spanOf = ({ pushes }: BenchServer): number | null => (pushes ? pushes.last - pushes.first : null);
