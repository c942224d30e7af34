/** Differences between two readings of a material. */
import { describe, expect, it } from 'vitest';
import { changedFields } from './changedFields.ts';

describe('changed fields', () => {
  it('are paths into the material', () => {
    const before = { uscc: '1', contact: { name: 'a', phone: '1' }, purchaseIntents: [{ product: 'x' }] };
    const after = {
      uscc: '1',
      contact: { name: 'a', phone: '2' },
      purchaseIntents: [{ product: 'y' }],
      address: 'z',
    };
    expect(changedFields(before, after)).toEqual(['contact.phone', 'purchaseIntents', 'address']);
  });
});
