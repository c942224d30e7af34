/** The journal's files on a real disk: what was flushed is there again, and nothing outside is touched. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalReply } from '../shared/protocol/bridge.ts';
import { JournalFiles } from './journalFiles.ts';

const LOCAL_ID = '0191f2aa-7c1e-7b3a-9a51-2f6f0a4f9d10';
let root: string;
let files: JournalFiles;
let nextId = 1;

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'desk-journal-')), 'journal');
  files = new JournalFiles(root);
});
afterEach(async () => {
  await files.closeAll();
  await rm(join(root, '..'), { recursive: true, force: true });
});

async function ask(request: object): Promise<JournalReply> {
  const id = nextId++;
  const reply = await files.handle({ id, ...request });
  if (!reply) throw new Error('no reply');
  expect(reply.id).toBe(id);
  return reply;
}
async function value(request: object) {
  const reply = await ask(request);
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}
const inA = { folder: LOCAL_ID, file: 'a' };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('journal files', () => {
  it('creates, writes, flushes and finds everything again after a restart', async () => {
    expect(await value({ op: 'list' })).toEqual([]);
    expect(await value({ op: 'open', ...inA })).toBe(0);
    expect(await value({ op: 'write', ...inA, at: 0, bytes: bytes('frame one ') })).toBe(10);
    await value({ op: 'write', ...inA, at: 10, bytes: bytes('frame two') });
    expect(await value({ op: 'flush', ...inA })).toBeNull();
    expect(await readFile(join(root, LOCAL_ID, 'a'), 'utf8')).toBe('frame one frame two');

    // Without a close, as after a kill.
    const again = new JournalFiles(root);
    expect(await again.handle({ id: 1, op: 'open', ...inA })).toEqual({ id: 1, ok: true, value: 19 });
    const read = await again.handle({ id: 2, op: 'read', ...inA, at: 6, length: 1000 });
    expect(read).toEqual({ id: 2, ok: true, value: bytes('one frame two') });
    expect(await again.handle({ id: 3, op: 'list' })).toEqual({ id: 3, ok: true, value: [LOCAL_ID] });
    await again.closeAll();
  });

  it('gives space back, never takes it, and says how much is free and which run this is', async () => {
    await value({ op: 'open', ...inA });
    await value({ op: 'write', ...inA, at: 0, bytes: bytes('0123456789') });
    expect(await value({ op: 'truncate', ...inA, size: 4 })).toBeNull();
    expect(await readFile(join(root, LOCAL_ID, 'a'), 'utf8')).toBe('0123');
    expect(await ask({ op: 'truncate', ...inA, size: 8 })).toMatchObject({ ok: false, code: 'EINVAL' });
    expect(await value({ op: 'space' })).toBeGreaterThan(0);
    const run = await value({ op: 'process' });
    expect(run).toMatch(/^[0-9a-f-]{36}$/);
    expect(await new JournalFiles(root).handle({ id: 1, op: 'process' })).toMatchObject({ value: run });
  });

  it('keeps the order of what is asked at once', async () => {
    await value({ op: 'open', ...inA });
    const writes = Array.from({ length: 200 }, (_, n) =>
      value({ op: 'write', ...inA, at: 0, bytes: bytes(String(n).padStart(3, '0')) }),
    );
    const last = value({ op: 'read', ...inA, at: 0, length: 3 });
    await Promise.all(writes);
    expect(await last).toEqual(bytes('199'));
  });

  it('keeps what is there when opened twice, and pre-written bytes when overwritten', async () => {
    await value({ op: 'open', ...inA });
    await value({ op: 'write', ...inA, at: 0, bytes: new Uint8Array(1024).fill(0xff) });
    await value({ op: 'write', ...inA, at: 100, bytes: bytes('x') });
    expect(await value({ op: 'open', ...inA })).toBe(1024);
    await value({ op: 'close', folder: LOCAL_ID });
    expect(await value({ op: 'open', ...inA })).toBe(1024);
  });

  it('reads nothing past the end', async () => {
    await value({ op: 'open', ...inA });
    expect(await value({ op: 'read', ...inA, at: 5000, length: 64 * 1024 * 1024 })).toEqual(
      new Uint8Array(0),
    );
  });

  it('removes one folder only', async () => {
    await value({ op: 'open', ...inA });
    await value({ op: 'open', folder: 'other', file: 'header' });
    await value({ op: 'remove', folder: LOCAL_ID });
    expect(await readdir(root)).toEqual(['other']);
    await value({ op: 'remove', folder: 'never-there' });
  });

  it.skipIf(process.platform === 'win32')('keeps others of this machine out', async () => {
    await value({ op: 'open', ...inA });
    expect((await stat(join(root, LOCAL_ID))).mode & 0o077).toBe(0);
    expect((await stat(join(root, LOCAL_ID, 'a'))).mode & 0o077).toBe(0);
  });

  const malformed: object[] = [
    { op: 'open', folder: '..', file: 'a' },
    { op: 'open', folder: '../other', file: 'a' },
    { op: 'open', folder: '/etc', file: 'a' },
    { op: 'open', folder: 'C:', file: 'a' },
    { op: 'open', folder: 'a\\b', file: 'a' },
    { op: 'open', folder: 'a/b', file: 'a' },
    { op: 'open', folder: 'a\u0000', file: 'a' },
    { op: 'open', folder: '', file: 'a' },
    { op: 'open', folder: '.', file: 'a' },
    { op: 'open', folder: 'UPPER', file: 'a' },
    { op: 'open', folder: 'x'.repeat(65), file: 'a' },
    { op: 'open', folder: 'ok', file: '../a' },
    { op: 'open', folder: 'ok', file: 'c' },
    { op: 'remove', folder: '..' },
    { op: 'remove' },
    { op: 'read', ...inA, at: -1, length: 1 },
    { op: 'read', ...inA, at: 0, length: 65 * 1024 * 1024 },
    { op: 'read', ...inA, at: 0.5, length: 1 },
    { op: 'write', ...inA, at: 0, bytes: 'text' },
    { op: 'write', ...inA, at: Number.NaN, bytes: new Uint8Array(1) },
    { op: 'rename', ...inA },
    {},
  ];
  it.each(malformed)('refuses %j', async (request) => {
    expect(await ask(request)).toMatchObject({ ok: false, code: 'EINVAL' });
    expect(await value({ op: 'list' })).toEqual([]);
  });

  it.each([null, 'text', 7, [], { op: 'list' }, { id: '1', op: 'list' }])(
    'does not answer %j',
    async (request) => {
      expect(await files.handle(request)).toBeNull();
    },
  );

  it('says what is not open, too far, or in the way', async () => {
    expect(await ask({ op: 'flush', ...inA })).toMatchObject({ ok: false, code: 'EBADF' });
    await value({ op: 'open', ...inA });
    const far = { op: 'write', ...inA, at: 2 ** 40, bytes: new Uint8Array(1) };
    expect(await ask(far)).toMatchObject({ ok: false, code: 'EFBIG' });
    await value({ op: 'list' });
    await writeFile(join(root, 'taken'), 'a file where a folder should be');
    expect(await ask({ op: 'open', folder: 'taken', file: 'a' })).toMatchObject({
      ok: false,
      code: 'EEXIST',
    });
    expect(await value({ op: 'list' })).toEqual([LOCAL_ID]);
  });
});
