/** Codes in groups for comparing by eye. */
import { describe, expect, it } from 'vitest';
import { creditCodeGroups, documentNumberGroups, shortCode } from './codeGroups.ts';

describe('codes', () => {
  it('stand in groups', () => {
    expect(creditCodeGroups('91440101MA5XY2015N')).toEqual(['91440101', 'MA5XY2015', 'N']);
    expect(creditCodeGroups('440101000012345')).toEqual(['440101000012345']);
    expect(documentNumberGroups('110105********002X')).toEqual(['110105', '********', '002X']);
    expect(shortCode('91440101MA5XY2015N')).toBe('91440101MA5…5N');
    expect(shortCode('E12345678')).toBe('E12345678');
  });
});
