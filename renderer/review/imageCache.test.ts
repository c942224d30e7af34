/** Images of the page: fetched once, ahead one after the other, dropped by how long nobody looked. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageReply } from '../desk/contract/rows.ts';
import { createImageCache } from './imageCache.ts';

const PICTURE: ImageReply = { ok: true, bytes: new ArrayBuffer(4), mediaType: 'image/png' };
const wanted = (...names: string[]) => names.map((sha256) => ({ sha256, variant: 'full' as const }));

function desk(ahead: (sha256: string) => Promise<ImageReply | { ok: false; why: 'notNow' }>) {
  const asked: string[] = [];
  return {
    asked,
    image: async (sha256: string) => {
      asked.push(`now ${sha256}`);
      return PICTURE;
    },
    imageAhead: (sha256: string) => {
      asked.push(`ahead ${sha256}`);
      return ahead(sha256);
    },
  };
}

let made = 0;
const released: string[] = [];
beforeEach(() => {
  made = 0;
  released.length = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++made}`);
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void released.push(url));
});

describe('images ahead', () => {
  it('are there at once when they are asked for', async () => {
    const door = desk(async () => PICTURE);
    const images = createImageCache(door);
    await images.ahead(wanted('a', 'b'));
    expect(images.get('a', 'full')).toEqual({ phase: 'ready', url: 'blob:1' });
    expect(images.get('b', 'full').phase).toBe('ready');
    expect(door.asked).toEqual(['ahead a', 'ahead b']);
  });

  it('end where the desk fetches nothing unasked, and are asked for anew when they are wanted', async () => {
    const door = desk(async () => ({ ok: false, why: 'notNow' }));
    const images = createImageCache(door);
    await images.ahead(wanted('a', 'b', 'c'));
    expect(images.get('a', 'full').phase).toBe('loading');
    expect(door.asked).toEqual(['ahead a', 'now a']);
  });

  it('go on after one that cannot be had', async () => {
    const door = desk(async (sha256) => (sha256 === 'a' ? { ok: false, why: 'damaged' } : PICTURE));
    const images = createImageCache(door);
    await images.ahead(wanted('a', 'b'));
    expect(images.get('b', 'full').phase).toBe('ready');
  });

  it('give way to the next ones when the cursor has moved on', async () => {
    let answer: (reply: ImageReply) => void = () => {};
    const door = desk((sha256) =>
      sha256 === 'a'
        ? new Promise<ImageReply>((resolve) => {
            answer = resolve;
          })
        : Promise.resolve(PICTURE),
    );
    const images = createImageCache(door);
    const first = images.ahead(wanted('a', 'b'));
    const second = images.ahead(wanted('c'));
    answer(PICTURE);
    await Promise.all([first, second]);
    expect(door.asked).toEqual(['ahead a', 'ahead c']);
  });
});

describe('images', () => {
  it('go by how long nobody looked at them', async () => {
    const images = createImageCache(desk(async () => PICTURE));
    await images.ahead(wanted('first', 'second'));
    images.get('first', 'full');
    await images.ahead(wanted(...Array.from({ length: 47 }, (_, i) => `n${i}`)));
    expect(released).toEqual(['blob:2']);
    expect(images.get('first', 'full').phase).toBe('ready');
  });
});
