/** Every picture on the page is drawn with its mark: there is no other way to show one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '../renderer');

it('no component shows an image but on the marked canvas', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  expect(files.length).toBeGreaterThan(80);
  const plain = files.filter((file) =>
    /<img\b|<Image\b|background-image/.test(readFileSync(join(RENDERER, file), 'utf8')),
  );
  expect(plain).toEqual([]);
});
