/** Updates with the real electron-updater against a feed on this machine: newer, older, tampered, staged, off. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BRIDGE_GLOBAL } from '../shared/protocol/bridge.ts';
import { UpdateState } from '../shared/protocol/desktop.ts';
import { type BuiltDesktop, buildDesktop, DeskProcess } from './testing/deskProcess.ts';
import { isUpgrade, updateSource } from './updatePolicy.ts';

const FILE = 'expo-review-desk-1.1.0-linux-x86_64.AppImage';
const PAGE = { 'index.html': '<p nonce="__DESK_NONCE__">' };

/** What the feed serves, and what was asked of it. */
interface Feed {
  origin: string;
  files: Map<string, string>;
  asked: { path: string; headers: Record<string, unknown> }[];
  close(): Promise<void>;
}

async function startFeed(): Promise<Feed> {
  const files = new Map<string, string>();
  const asked: Feed['asked'] = [];
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push({ path, headers: request.headers });
    const content = files.get(path.slice('/updates/'.length));
    if (content === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Length': Buffer.byteLength(content) }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    files,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const sha512 = (content: string) => createHash('sha512').update(content).digest('base64');

/** The feed's file as electron-builder writes it. */
function latest(version: string, content: string, extra = '', hash = sha512(content)): string {
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${FILE}`,
    ...(hash ? [`    sha512: ${hash}`] : []),
    `    size: ${Buffer.byteLength(content)}`,
    `path: ${FILE}`,
    ...(hash ? [`sha512: ${hash}`] : []),
    `releaseDate: '2026-09-01T00:00:00.000Z'`,
    extra,
  ].join('\n');
}

describe('the rules', () => {
  it.each([
    ['1.0.0', '1.0.1'],
    ['1.0.0', '1.1.0'],
    ['1.9.9', '2.0.0'],
    ['1.9.0', '1.10.0'],
    ['1.0.0-rc.1', '1.0.0'],
    ['0.0.0-stand-in', '0.1.0'],
  ])('from %s to %s is an upgrade', (from, to) => expect(isUpgrade(from, to)).toBe(true));

  it.each([
    ['1.0.0', '1.0.0'],
    ['1.0.1', '1.0.0'],
    ['2.0.0', '1.9.9'],
    ['1.10.0', '1.9.0'],
    ['1.0.0', '1.0.0+build'],
    ['1.0.0', '1.1.0-beta.1'],
    ['1.0.0', 'v1.1.0'],
    ['1.0.0', '1.1'],
    ['1.0.0', '1.1.0\n9.9.9'],
    ['1.0.0', ''],
    ['', '1.0.0'],
    ['1.0.0', '99999999.0.0'],
  ])('from %j to %j is none', (from, to) => expect(isUpgrade(from, to)).toBe(false));

  const packaged = { isPackaged: true, isSystemPackage: false };
  const free = { isReadable: true, file: {} } as const;
  it('ask the office’s feed before the package’s, and nobody when told so', () => {
    const feed = 'https://desk.example.org/updates';
    expect(updateSource(packaged, free, feed)).toEqual({ isOn: true, feed });
    const own = {
      isReadable: true,
      file: { updates: { isEnabled: true, feed: 'https://own.example.org/u' } },
    };
    expect(updateSource(packaged, own as never, feed)).toEqual({
      isOn: true,
      feed: 'https://own.example.org/u',
    });
    expect(updateSource(packaged, { isReadable: false }, feed)).toEqual({ isOn: false, why: 'policy' });
    expect(updateSource({ ...packaged, isSystemPackage: true }, free, feed)).toEqual({
      isOn: false,
      why: 'systemPackage',
    });
    expect(updateSource({ ...packaged, isPackaged: false }, free, feed)).toEqual({
      isOn: false,
      why: 'notPackaged',
    });
  });

  it.each([
    null,
    '',
    'http://desk.example.org/',
    'https://updates.invalid/expo-review-desk',
    'file:///updates',
    'https://user:secret@desk.example.org/',
    'https://desk.example.org/?token=1',
    'no address',
  ])('take %j for no feed', (feed) => {
    expect(updateSource(packaged, free, feed)).toEqual({ isOn: false, why: 'noFeed' });
  });
});

describe.runIf(process.platform === 'linux')('a packaged desk and its feed', () => {
  let built: BuiltDesktop;
  let feed: Feed;
  let folder: string;
  let appImage: string;
  let desk: DeskProcess | null = null;

  beforeAll(async () => {
    feed = await startFeed();
    built = await buildDesktop(PAGE);
    await writeFile(
      join(built.folder, 'package.json'),
      JSON.stringify({ type: 'module', updateFeed: `${feed.origin}/updates` }),
    );
  });
  afterAll(async () => {
    await built.dispose();
    await feed.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-update-'));
    feed.files.clear();
    feed.asked.length = 0;
    appImage = join(folder, 'expo-review-desk.AppImage');
    await writeFile(appImage, 'old');
    await chmod(appImage, 0o755);
    await mkdir(join(folder, 'resources'));
    await writeFile(
      join(folder, 'resources/app-update.yml'),
      'provider: generic\nurl: https://updates.invalid/x\nupdaterCacheDirName: expo-review-desk-updater\n',
    );
  });
  afterEach(async () => {
    await desk?.kill();
    desk = null;
    await rm(folder, { recursive: true, force: true });
  });

  async function start(version = '1.0.0') {
    const running = await DeskProcess.start(built, folder, {
      STAND_IN_PACKAGED: '1',
      STAND_IN_VERSION: version,
      APPIMAGE: appImage,
    });
    desk = running;
    await running.ask('loadPreload', built.preload, 'app://bundle/');
    const call = (method: string) => running.ask('callExposed', BRIDGE_GLOBAL, method, []);
    return { running, call, check: async () => UpdateState.parse(await call('checkForUpdate')) };
  }
  const serve = (version: string, content: string, served = content, extra = '', hash?: string) => {
    const os = process.arch === 'arm64' ? 'latest-linux-arm64.yml' : 'latest-linux.yml';
    feed.files.set(os, latest(version, content, extra, hash));
    feed.files.set(FILE, served);
  };
  const started = () => join(folder, 'started');
  const program = () => `#!/bin/sh\necho started > '${started()}'\n`;
  const exists = (path: string) => stat(path).then(Boolean, () => false);

  it('fetches a newer version, and replaces itself only when the reviewer agrees', async () => {
    serve('1.1.0', program());
    const { running, call, check } = await start();
    await running.ask('hearHost', BRIDGE_GLOBAL);
    expect(await check()).toEqual({ state: 'ready', version: '1.1.0' });
    expect(await running.ask('heard')).toContainEqual({
      type: 'update',
      update: { state: 'ready', version: '1.1.0' },
    });
    expect(await call('installUpdate')).toBe(false);
    expect(await readFile(appImage, 'utf8')).toBe('old');
    await running.ask('setDesktop', { answer: 1 });
    expect(await call('installUpdate')).toBe(true);
    expect(await readFile(appImage, 'utf8')).toBe(program());
    await expect.poll(() => exists(started())).toBe(true);
    const questions = (await running.ask('calls')).filter(({ name }) => name === 'dialog.showMessageBox');
    expect(questions.map(({ args }) => args[0])).toMatchObject([
      { message: '新版本 1.1.0 已就绪', defaultId: 0 },
      { message: '新版本 1.1.0 已就绪' },
    ]);
  });

  it('tells the feed nothing by which it could know a PC again', async () => {
    serve('1.1.0', program());
    await (await start()).check();
    expect(feed.asked.map(({ path }) => path)).toEqual(expect.arrayContaining([`/updates/${FILE}`]));
    for (const { headers } of feed.asked) {
      expect(headers['x-user-staging-id'] ?? '').toBe('');
      expect(headers.cookie).toBeUndefined();
    }
  });

  it.each([
    ['altered on its way', (content: string) => `${content}# malware\n`],
    ['of the same length, but another', (content: string) => content.replace('echo', 'evil')],
    ['cut off', (content: string) => content.slice(0, 10)],
  ])('refuses a file %s', async (_how, tamper) => {
    serve('1.1.0', program(), tamper(program()));
    const { running, call, check } = await start();
    expect(await check()).toMatchObject({ state: 'failed', why: 'damaged' });
    await running.ask('setDesktop', { answer: 1 });
    expect(await call('installUpdate')).toBe(false);
    expect(await readFile(appImage, 'utf8')).toBe('old');
    expect(await exists(started())).toBe(false);
  });

  it('refuses a feed without a hash', async () => {
    serve('1.1.0', program(), program(), '', '');
    const { call, check } = await start();
    expect(await check()).toMatchObject({ state: 'failed' });
    expect(await call('installUpdate')).toBe(false);
    expect(await readFile(appImage, 'utf8')).toBe('old');
  });

  it.each(['0.9.0', '1.0.0', '1.1.0-beta.1'])('does not take %s for an update of 1.0.0', async (version) => {
    serve(version, program());
    const { check } = await start();
    expect(await check()).toEqual({ state: 'idle' });
    expect(feed.asked.some(({ path }) => path.endsWith('.AppImage'))).toBe(false);
  });

  it('waits while the stages have not come to it, and comes when they are complete', async () => {
    serve('1.1.0', program(), program(), 'stagingPercentage: 0');
    const { check } = await start();
    expect(await check()).toEqual({ state: 'idle' });
    serve('1.1.0', program(), program(), 'stagingPercentage: 100');
    expect(await check()).toEqual({ state: 'ready', version: '1.1.0' });
  });

  it('says that a feed cannot be reached, and tries again', async () => {
    const { check } = await start();
    expect(await check()).toEqual({ state: 'failed', why: 'unreachable' });
    serve('1.1.0', program());
    expect(await check()).toEqual({ state: 'ready', version: '1.1.0' });
  });

  it('leaves a deb to the system’s package manager', async () => {
    await writeFile(join(folder, 'resources/package-type'), 'deb');
    const { check } = await start();
    expect(await check()).toEqual({ state: 'off', why: 'systemPackage' });
    expect(feed.asked).toEqual([]);
  });
});
