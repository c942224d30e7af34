/** The stored appearance is understood or ignored, and «system» follows the system. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_APPEARANCE, effectiveTheme, parseAppearance } from './appearance.ts';

describe('appearance', () => {
  it.each([
    [null, DEFAULT_APPEARANCE],
    ['', DEFAULT_APPEARANCE],
    ['not json', DEFAULT_APPEARANCE],
    ['null', DEFAULT_APPEARANCE],
    ['{"theme":"neon","isRoomy":"yes"}', DEFAULT_APPEARANCE],
    ['{"theme":"dark"}', { theme: 'dark', isRoomy: false }],
    ['{"theme":"light","isRoomy":true}', { theme: 'light', isRoomy: true }],
  ])('reads %j', (stored, expected) => expect(parseAppearance(stored)).toEqual(expected));

  it.each([
    ['system', false, 'light'],
    ['system', true, 'dark'],
    ['light', true, 'light'],
    ['dark', false, 'dark'],
  ] as const)('%s with a dark system %s is %s', (choice, isSystemDark, expected) =>
    expect(effectiveTheme(choice, isSystemDark)).toBe(expected),
  );
});
