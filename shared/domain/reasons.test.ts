/** The default catalogue of reasons: complete, unique, and of the profile's shape. */
import { expect, test } from 'vitest';
import { Reason } from './editionProfile.ts';
import { DEFAULT_REASONS } from './reasons.ts';

test('40 reasons, each with both sentences and a code of its own', () => {
  expect(DEFAULT_REASONS).toHaveLength(40);
  expect(new Set(DEFAULT_REASONS.map(({ code }) => code)).size).toBe(40);
  for (const reason of DEFAULT_REASONS) {
    expect(Reason.parse(reason)).toEqual(reason);
    expect(reason.text.zh.length * reason.text.en.length).toBeGreaterThan(0);
    expect(reason.on).toBe({ U: 'unit', A: 'attendee', X: 'both' }[reason.code.charAt(0)]);
  }
});

test('only the other reason needs a text, and it has no field', () => {
  const free = DEFAULT_REASONS.filter(({ requiresText }) => requiresText);
  expect(free.map(({ code }) => code)).toEqual(['X-OTHER']);
  expect(DEFAULT_REASONS.filter(({ field }) => field === undefined)).toEqual(free);
});
