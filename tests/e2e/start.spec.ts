/** `npm start` as an operator meets it: address and accounts first, a clear word on a used port, no orphans. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { freePort } from './freePort.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Started {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

const test = base.extend<{ start: (args?: string[]) => Started; origin: string; dataDir: string }>({
  dataDir: async ({ browserName }, use) => {
    void browserName;
    const folder = await mkdtemp(join(tmpdir(), 'desk-start-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  origin: async ({ browserName }, use) => {
    void browserName;
    await use(`http://127.0.0.1:${await freePort()}`);
  },
  start: async ({ origin, dataDir }, use) => {
    const started: Started[] = [];
    await use((args = []) => {
      const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
      const child = spawn(process.execPath, ['--import', 'tsx', 'build/start.ts', ...args], {
        cwd: ROOT,
        env: { ...env, PORT: new URL(origin).port, DATA_DIR: dataDir },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      }
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      const one = { child, output: () => text, ended };
      started.push(one);
      return one;
    });
    for (const { child, ended } of started) {
      child.kill('SIGTERM');
      await ended;
    }
  },
});

const isListening = (origin: string) =>
  fetch(`${origin}/api/v1/health`).then(
    () => true,
    () => false,
  );

test('prints address and accounts, refuses a used port, and stops all of it', async ({ start, origin }) => {
  const first = start(['--units', '20', '--seed', '3']);
  await expect.poll(first.output, { timeout: 60_000 }).toContain('demo-desk-2020');
  expect(first.output()).toContain(origin);
  expect(first.output()).toContain('reviewer.guangzhou');
  expect(await isListening(origin)).toBe(true);

  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Port ${new URL(origin).port} is in use by another gateway of this desk`);

  await expect.poll(first.output).toMatch(/No display here/);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(await isListening(origin)).toBe(false);
});

test('leaves no gateway behind when it is killed', async ({ start, origin }) => {
  const first = start(['--units', '20']);
  await expect.poll(first.output, { timeout: 60_000 }).toContain(origin);
  first.child.kill('SIGKILL');
  await first.ended;
  await expect.poll(() => isListening(origin)).toBe(false);
});

test('explains wrong options', async ({ start }) => {
  const wrong = start(['--units', 'many']);
  expect(await wrong.ended).toBe(1);
  expect(wrong.output()).toContain('--units takes a whole number.');
});
