/** Images in a folder: a large one goes out piece by piece, and its file is closed however that ends. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFolderStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-images-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PIECE = 64 * 1024;
const bytes = new Uint8Array(randomBytes(10 * PIECE + 5));
const name = createHash('sha256').update(bytes).digest('hex');

/** Where the system shows them: files of the folder that this process holds open. */
const openFiles = (): number =>
  process.platform === 'linux'
    ? readdirSync('/proc/self/fd').filter((id) => {
        try {
          return readlinkSync(`/proc/self/fd/${id}`).startsWith(folder);
        } catch {
          return false; // it was the one that listed the others
        }
      }).length
    : 0;

describe('an image in a folder', () => {
  const store = createFolderStore(folder);

  it('comes in pieces, and whole', async () => {
    await store.put(name, bytes);
    const image = await store.open(name);
    if (!(image?.body instanceof ReadableStream)) throw new Error('not a stream');
    const pieces: Uint8Array[] = [];
    for await (const piece of image.body) pieces.push(piece);
    expect(pieces).toHaveLength(11);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(image.sizeBytes).toBe(bytes.length);
    expect(openFiles()).toBe(0);
  });

  it('is let go of when nobody wants the rest', async () => {
    await store.put(name, bytes);
    const image = await store.open(name);
    if (!(image?.body instanceof ReadableStream)) throw new Error('not a stream');
    const reader = image.body.getReader();
    expect((await reader.read()).value).toHaveLength(PIECE);
    await reader.cancel();
    expect(openFiles()).toBe(0);
  });

  it('is null where there is none', async () => {
    expect(await store.open('0'.repeat(64))).toBeNull();
  });
});
