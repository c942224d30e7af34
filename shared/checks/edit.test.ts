/** One slip between two texts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editBetween } from './edit.ts';

describe('the slip', () => {
  test.each([
    ['ABCD', 'ABXD', { type: 'replaced', at: 3, from: 'C', to: 'X' }],
    ['ABCD', 'ACBD', { type: 'swapped', at: 2 }],
    ['ABD', 'ABCD', { type: 'missing', at: 3, letter: 'C' }],
    ['ABC', 'ABCD', { type: 'missing', at: 4, letter: 'D' }],
    ['ABCCD', 'ABCD', { type: 'extra', at: 4, letter: 'C' }],
    ['91350100M000100Y4A', '91350100M000100Y43', { type: 'replaced', at: 18, from: 'A', to: '3' }],
  ] as const)('%s → %s', (typed, meant, edit) => {
    expect(editBetween(typed, meant)).toEqual(edit);
  });

  test.each([
    ['ABCD', 'ABCD'],
    ['ABCD', 'AXYD'],
    ['AB', 'ABCD'],
    ['ABCD', 'BADC'],
  ])('none for %s and %s', (typed, meant) => {
    expect(editBetween(typed, meant)).toBeNull();
  });

  test('every single replacement is found where it is', () => {
    const text = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'0123456789ABC') });
    fc.assert(
      fc.property(text, fc.nat(19), (typed, place) => {
        fc.pre(place < typed.length);
        const meant = `${typed.slice(0, place)}#${typed.slice(place + 1)}`;
        expect(editBetween(typed, meant)).toMatchObject({ type: 'replaced', at: place + 1, to: '#' });
      }),
    );
  });
});
