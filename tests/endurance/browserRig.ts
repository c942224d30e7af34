/** A real Chromium on a profile of its own, with the processes that it consists of, to be killed one by one. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions, DESK_CONTEXT } from '../e2e/chromium.ts';

export const BACKENDS = ['leveldb', 'sqlite'] as const;
export type Backend = (typeof BACKENDS)[number];

/** Who dies: the page with its worker, the whole browser, or the service that keeps its storage. */
const VICTIMS = ['renderer', 'browser', 'storage'] as const;
export type Victim = (typeof VICTIMS)[number];

/** Chromium takes the last `--enable-features` only, so Playwright's own are named again. */
const SQLITE_FLAG =
  '--enable-features=CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies,IdbSqliteBackingStore';
const DEATH_LIMIT_MS = 5_000;
/** Closing the tab of a killed page now and then gets no answer. */
const CLOSE_LIMIT_MS = 2_000;
const OPEN_LIMIT_MS = 15_000;

interface ProcessEntry {
  pid: number;
  parent: number;
  command: string;
}

/** All processes of this machine that can be read. */
function processes(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((name): ProcessEntry[] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(name), parent, command }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export class BrowserRig {
  /** times the browser had to be started anew, for it opened no page */
  relaunches = 0;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #root: number | null = null;
  #targets: Record<Victim, number[]> = { renderer: [], browser: [], storage: [] };

  constructor(
    readonly profile: string,
    readonly backend: Backend,
    private readonly prepare: (context: BrowserContext) => Promise<void>,
    /** this origin is bookmarked, for which Chromium promises to keep its data; else it promises nothing */
    bookmarked?: string,
  ) {
    if (bookmarked !== undefined) bookmark(profile, bookmarked);
  }

  get isRunning(): boolean {
    return this.#root !== null;
  }

  /** The desk's page; throws if none is open. */
  get page(): Page {
    if (!this.#page) throw new Error('no page is open');
    return this.#page;
  }

  /** Opens a fresh page, starting the browser first if it does not run. */
  async open(url: string): Promise<Page> {
    for (let tries = 1; ; tries++) {
      const page = await within(OPEN_LIMIT_MS, this.#tryOpen(url));
      if (page) {
        this.#page = page;
        this.aim();
        return page;
      }
      // After the death of a page the driver now and then never gets another one from this browser.
      if (tries === 3) throw new Error('the browser opens no page');
      this.relaunches++;
      this.aim();
      this.strike('browser');
      await this.bury('browser');
    }
  }

  async #tryOpen(url: string): Promise<Page> {
    if (!this.#context) await this.#launch();
    if (!this.#context) throw new Error('the browser did not start');
    const former = this.#context.pages();
    const page = await newPage(this.#context);
    // A killed page is still a tab; left open it would be loaded again one day.
    for (const each of former)
      await within(
        CLOSE_LIMIT_MS,
        each.close().catch(() => undefined),
      );
    await page.goto(url, { waitUntil: 'commit' });
    return page;
  }

  async #launch(): Promise<void> {
    const options = await chromiumLaunchOptions();
    const args = [...(options.args ?? []), ...(this.backend === 'sqlite' ? [SQLITE_FLAG] : [])];
    this.#context = await chromium.launchPersistentContext(this.profile, {
      ...options,
      ...DESK_CONTEXT,
      args,
    });
    await this.prepare(this.#context);
    const main = processes().find(
      ({ command }) => command.includes(`--user-data-dir=${this.profile} `) && !command.includes('--type='),
    );
    if (!main) throw new Error('the browser process was not found');
    this.#root = main.pid;
  }

  /** Looks up now who would be killed, so that the kill itself takes no time. */
  aim(): void {
    const root = this.#root;
    if (root === null) return;
    const all = processes();
    const mine = new Set([root]);
    // Parents have lower or higher ids alike; repeat until nothing is added.
    for (let before = 0; before !== mine.size; ) {
      before = mine.size;
      for (const { pid, parent } of all) if (mine.has(parent)) mine.add(pid);
    }
    const own = all.filter(({ pid }) => mine.has(pid));
    const ofType = (mark: string) => own.flatMap(({ pid, command }) => (command.includes(mark) ? [pid] : []));
    this.#targets = {
      renderer: ofType('--type=renderer'),
      storage: ofType('storage.mojom.StorageService'),
      browser: own.map(({ pid }) => pid),
    };
  }

  /** kill -9, at once. Call `bury` before opening again. */
  strike(victim: Victim): void {
    if (victim === 'browser' && this.#root !== null) {
      // The whole group in one call, so that none of them sees another die first.
      try {
        process.kill(-this.#root, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    for (const pid of this.#targets[victim]) kill(pid);
  }

  /** Waits until what was killed is gone. */
  async bury(victim: Victim): Promise<void> {
    const until = Date.now() + DEATH_LIMIT_MS;
    const isAlive = (pid: number) => existsSync(`/proc/${pid}`) && !isZombie(pid);
    while (this.#targets[victim].some(isAlive)) {
      if (Date.now() > until) throw new Error(`processes of the ${victim} did not die`);
      await sleep(5);
    }
    if (victim !== 'browser') return;
    if (this.#context)
      await within(
        DEATH_LIMIT_MS,
        this.#context.close().catch(() => undefined),
      );
    this.#context = null;
    this.#page = null;
    this.#root = null;
  }

  /** Ends the browser as its user would, or kills what is left of it. */
  async close(): Promise<void> {
    if (this.#context)
      await within(
        DEATH_LIMIT_MS,
        this.#context.close().catch(() => undefined),
      );
    if (this.#root !== null) this.strike('browser');
    this.#context = null;
    this.#page = null;
    this.#root = null;
  }

  /** Which IndexedDB backends have files in the profile: what was asked for is not always what one gets. */
  backendsFound(): Backend[] {
    const folder = join(this.profile, 'Default', 'IndexedDB');
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
    const found: Backend[] = [];
    if (names.some((name) => name.includes('.leveldb'))) found.push('leveldb');
    // Their names are hashes without an ending; the first bytes say what they are.
    if (names.some((name) => isSqlite(join(folder, name)))) found.push('sqlite');
    return found;
  }

  /** False once Chromium has evicted the origin with all its files. */
  get hasPrivateFiles(): boolean {
    return existsSync(this.journalFolder);
  }

  /** The folder in which Chromium keeps the journal's files. */
  get journalFolder(): string {
    return join(this.profile, 'Default', 'File System', '000', 't', '00');
  }
}

/** A new profile with one bookmark. */
function bookmark(profile: string, origin: string): void {
  const folder = (id: string, type: string, children: readonly object[]) => ({
    id,
    name: type,
    type: 'folder',
    children,
  });
  const guid = '5f1c9e52-6d0b-4d57-9a0e-2b7f7c1f3a01';
  const entry = {
    id: '4',
    guid,
    name: 'desk',
    type: 'url',
    url: `${origin}/`,
    date_added: '13400000000000000',
  };
  const roots = {
    bookmark_bar: folder('1', 'bar', [entry]),
    other: folder('2', 'other', []),
    synced: folder('3', 'synced', []),
  };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default', 'Bookmarks'), JSON.stringify({ roots, version: 1 }));
}

/** What a promise gives, or null after so long; then its end is nobody's business any more. */
async function within<T>(limitMs: number, task: Promise<T>): Promise<T | null> {
  const end = new AbortController();
  const limit = sleep(limitMs, null, { signal: end.signal }).catch(() => null);
  task.catch(() => undefined);
  try {
    return await Promise.race([task, limit]);
  } finally {
    end.abort();
  }
}

/** A new tab may be given a spare process that was killed with the others; the next one is fresh. */
async function newPage(context: BrowserContext): Promise<Page> {
  for (let tries = 1; ; tries++) {
    try {
      return await context.newPage();
    } catch (error) {
      const isCrashed = error instanceof Error && /crashed/i.test(error.message);
      if (!isCrashed || tries === 3) throw error;
    }
  }
}

function isSqlite(path: string): boolean {
  return (
    statSync(path).isFile() && readFileSync(path).subarray(0, 15).toString('latin1') === 'SQLite format 3'
  );
}

function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    // Gone between the two looks.
    return true;
  }
}
