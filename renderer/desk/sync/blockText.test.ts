/** A block as text: each submission found by its line, blocks of before as well. */
import { describe, expect, it } from 'vitest';
import type { PutItem } from '../../../shared/protocol/feed.ts';
import { attendeeItem, residentId, unitItem } from '../imports/testing/register.ts';
import { BlockText, blockText } from './blockText.ts';

const decoder = new TextDecoder();
const person = (id: string, name: string): PutItem =>
  attendeeItem(id, 'u-1', { name, documentNumber: residentId(1), phone: '13800000001' });
const items: (PutItem | null)[] = [
  unitItem('u-1', '甲\n乙,\u2028"]'),
  null,
  person('a-1', '丙'),
  person('a-2', 'null'),
  null,
];

describe.each([
  ['with a line for each', blockText(items)],
  ['of before, in one line', new TextEncoder().encode(JSON.stringify(items))],
])('a block %s', (_, bytes) => {
  it('gives each submission, and null for one that has left or never was', () => {
    const block = new BlockText(bytes);
    expect([-1, 0, 1, 2, 3, 4, 5].map((position) => block.item(position))).toEqual([null, ...items, null]);
    expect(block.items()).toEqual(items);
  });

  it('gives the text of each as the JSON of that object', () => {
    const block = new BlockText(bytes);
    const parsed = [-1, 0, 1, 2, 3, 4, 5].map((position) => {
      const text = block.textOf(position);
      return text && JSON.parse(decoder.decode(text));
    });
    expect(parsed).toEqual([null, ...items, null]);
  });

  it('is read by a program that knows nothing of lines', () => {
    expect(JSON.parse(decoder.decode(bytes))).toEqual(items);
  });
});

it('a block of nothing gives nothing', () => {
  const block = new BlockText(blockText([]));
  expect([block.items(), block.item(0), block.textOf(0)]).toEqual([[], null, null]);
});
