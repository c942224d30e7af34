/** The settings file: what is stored is there again; what is broken or against the rules is as if absent. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from './settings.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('settings', () => {
  it('stores the gateway as its origin', async () => {
    const settings = await openSettings(path);
    expect(settings.gateway()).toBeNull();
    expect(await settings.setGateway(' https://Review.example.cn/x ')).toMatchObject({ ok: true });
    expect(settings.gateway()).toBe('https://review.example.cn');
    expect((await openSettings(path)).gateway()).toBe('https://review.example.cn');
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('keeps the old gateway when a new one is refused', async () => {
    const settings = await openSettings(path);
    await settings.setGateway('https://review.example.cn');
    expect(await settings.setGateway('http://evil.example')).toEqual({ ok: false, why: 'notHttps' });
    expect(settings.gateway()).toBe('https://review.example.cn');
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"gateway":7}',
    '{"gateway":"http://evil.example"}',
    '{"gateway":"file:///x"}',
  ])('reads %j as empty', async (text) => {
    await writeFile(path, text);
    expect((await openSettings(path)).gateway()).toBeNull();
  });

  it('uses an address given for this run without storing it', async () => {
    await writeFile(path, '{"gateway":"https://review.example.cn"}');
    expect((await openSettings(path, { given: 'http://127.0.0.1:4810' })).gateway()).toBe(
      'http://127.0.0.1:4810',
    );
    expect((await openSettings(path, { given: 'http://evil.example' })).gateway()).toBe(
      'https://review.example.cn',
    );
    expect(await readFile(path, 'utf8')).toContain('review.example.cn');
  });
});
