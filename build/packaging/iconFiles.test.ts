/** The icon containers as their readers see them, and the feed's address of a build. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Data } from 'resedit';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../ensureBuilt.ts';
import { drawIcon } from './drawIcons.ts';
import { encodeIcns, encodeIco } from './iconFiles.ts';
import { feedOfBuild } from './product.ts';

describe('icons', () => {
  it('reads back from .ico with every size', async () => {
    for (const bytes of [
      encodeIco([16, 48, 256].map(drawIcon)),
      await readFile(join(ROOT, 'build/icons/icon.ico')),
    ]) {
      const { icons } = Data.IconFile.from(bytes);
      const sizes = icons.map(({ width }) => width || 256);
      expect(sizes).toEqual(expect.arrayContaining([16, 48, 256]));
    }
  });

  it('has in .icns chunks that end where the file ends', async () => {
    for (const bytes of [
      encodeIcns([16, 128, 512].map(drawIcon)),
      await readFile(join(ROOT, 'build/icons/icon.icns')),
    ]) {
      expect(bytes.toString('latin1', 0, 4)).toBe('icns');
      const types: string[] = [];
      let at = 8;
      while (at < bytes.length) {
        types.push(bytes.toString('latin1', at, at + 4));
        at += bytes.readUInt32BE(at + 4);
      }
      expect(at).toBe(bytes.readUInt32BE(4));
      expect(types).toEqual(expect.arrayContaining(['icp4', 'ic07', 'ic09']));
    }
  });

  it('is a plate with white lines, clear at the corners', () => {
    const { rgba, size } = drawIcon(32);
    const pixel = (x: number, y: number) => [...rgba.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)];
    expect(pixel(0, 0)[3]).toBe(0);
    expect(pixel(4, 4)).toEqual([0x09, 0x58, 0xd9, 255]);
    expect(pixel(12, 10)).toEqual([255, 255, 255, 255]);
  });
});

describe('the feed of a build', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['https://desk.example.org/updates/', 'https://desk.example.org/updates'],
  ])('%j is %j', (value, feed) => expect(feedOfBuild({ DESK_UPDATE_FEED: value })).toBe(feed));

  it.each([
    'http://desk.example.org/',
    'desk.example.org',
    'https://a:b@desk.example.org/',
    'https://desk.example.org/?token=1',
    'file:///updates',
  ])('%j is refused', (value) => {
    expect(() => feedOfBuild({ DESK_UPDATE_FEED: value })).toThrow('DESK_UPDATE_FEED');
  });
});
