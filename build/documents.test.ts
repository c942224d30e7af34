/** What the documents name is there: files, commands, calls, results, events and decisions. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INTAKE_EVENTS } from '../shared/protocol/intake.ts';
import { PROBLEMS } from '../shared/protocol/problems.ts';
import { ANSWER_RESULTS, RECEIPT_RESULTS } from '../shared/protocol/push.ts';
import { API_BASE, ROUTES } from '../shared/protocol/routes.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFile(join(ROOT, path), 'utf8');
const allOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found ?? '');

async function documents(): Promise<string[]> {
  const below = await readdir(join(ROOT, 'docs'), { recursive: true, withFileTypes: true });
  const docs = below.filter((entry) => entry.isFile() && entry.name.endsWith('.md'));
  const roots = (await readdir(ROOT)).filter((name) => name.endsWith('.md'));
  return [...roots, ...docs.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))];
}

/** The fragment that a heading is reached by. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

async function brokenLinks(path: string): Promise<string[]> {
  const targets = allOf(await read(path), /\]\((?!https?:|mailto:)([^)\s]+)\)/g);
  const broken: string[] = [];
  for (const target of targets) {
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(ROOT, linked))) broken.push(`${path}: ${target}`);
    else if (anchor && linked.endsWith('.md')) {
      const headings = allOf(await read(linked), /^#+ (.+)$/gm).map(anchorOf);
      if (!headings.includes(decodeURIComponent(anchor))) broken.push(`${path}: ${target}`);
    }
  }
  return broken;
}

describe('every document', () => {
  it('links to what is there', async () => {
    const paths = await documents();
    expect(paths.length).toBeGreaterThan(50);
    expect((await Promise.all(paths.map(brokenLinks))).flat()).toEqual([]);
  });

  it('names commands that package.json has', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const named = await Promise.all(
      (await documents()).map(async (path) =>
        allOf(await read(path), /npm run ([a-z][\w:-]*)/g).map((name) => [path, name] as const),
      ),
    );
    expect(named.flat().filter(([, name]) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/protocol.md', () => {
  it('names calls that the table of routes has', async () => {
    const routes = new Set(Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`));
    const calls = allOf(await read('docs/protocol.md'), /`((?:GET|POST|PUT|DELETE) [^\s`?]+)/g).map((call) =>
      call.replace('…', '/editions/{edition}').replace(` ${API_BASE}`, ' '),
    );
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((call) => !routes.has(call))).toEqual([]);
  });

  it('has every result of a push, and no other', async () => {
    const rows = allOf(await read('docs/protocol.md'), /^\| `([a-z-]+)` \|/gm);
    expect(rows.sort()).toEqual([...RECEIPT_RESULTS, ...ANSWER_RESULTS].sort());
  });

  it('has every event of the registration side', async () => {
    const text = await read('docs/protocol.md');
    expect(INTAKE_EVENTS.filter((event) => !text.includes(`\`${event}\``))).toEqual([]);
  });

  it('names problems that the gateway has', async () => {
    const named = allOf(await read('docs/protocol.md'), /\b4\d\d `([a-z-]+)`/g);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((slug) => !(slug in PROBLEMS))).toEqual([]);
  });
});

it('docs/decisions/README.md has every decision, under its number', async () => {
  const files = (await readdir(join(ROOT, 'docs/decisions'))).filter((name) => /^\d{3}-/.test(name));
  const listed = allOf(await read('docs/decisions/README.md'), /\]\((\d{3}-[^)]+)\)/g);
  expect([...listed].sort()).toEqual(files.sort());
  const numbers = files.map((name) => name.slice(0, 3));
  expect(new Set(numbers).size).toBe(numbers.length);
});

it.each(['README.md', 'README.zh-CN.md'])('%s tells of each folder with sources', async (path) => {
  const folders = async (below: string) =>
    (await readdir(join(ROOT, below), { withFileTypes: true })).filter(
      (entry) => entry.isDirectory() && !/^\.|^(test-results|playwright-report)$/.test(entry.name),
    );
  const top = (await folders('.')).filter(({ name }) => existsSync(join(ROOT, name, 'tsconfig.json')));
  const parts = [...(await folders('renderer')), ...(await folders('tests'))];
  expect(top.length).toBeGreaterThan(4);
  const text = await read(path);
  const isTold = (name: string) => new RegExp(`(?<![\\w/])${name}/(?!\\w)`).test(text);
  expect([...top, ...parts].map(({ name }) => name).filter((name) => !isTold(name))).toEqual([]);
});
