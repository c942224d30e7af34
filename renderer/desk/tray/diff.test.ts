/** What differs between two readings, and which reasons that concerns. */
import { describe, expect, it } from 'vitest';
import { changedNames, changedPaths, imageDifferences, outlooks, touches, valueAt } from './diff.ts';

describe('differences', () => {
  it('are paths into the material, a list as one field', () => {
    const before = { uscc: '1', contact: { name: 'a', phone: '1' }, purchaseIntents: [{ product: 'x' }] };
    const after = {
      uscc: '1',
      contact: { name: 'a', phone: '2' },
      purchaseIntents: [{ product: 'y' }],
      address: 'z',
    };
    expect(changedPaths(before, after)).toEqual(['contact.phone', 'purchaseIntents', 'address']);
    expect(valueAt(after, 'contact.phone')).toBe('2');
    expect(valueAt(before, 'address')).toBeUndefined();
  });

  it('do not depend on the order in which keys were written', () => {
    const before = { purchaseIntents: [{ product: 'x', amount: '1' }] };
    expect(changedPaths(before, { purchaseIntents: [{ amount: '1', product: 'x' }] })).toEqual([]);
  });

  it('tell an emptied field from an absent one only by its value', () => {
    expect(changedPaths({ address: '' }, {})).toEqual(['address']);
    expect(changedPaths({}, {})).toEqual([]);
  });

  it('name changed images first, and added and removed ones too', () => {
    expect(imageDifferences({ a: '1', b: '1' }, { a: '1', b: '2', c: '3' })).toEqual([
      { slot: 'b', before: '1', after: '2' },
      { slot: 'c', before: null, after: '3' },
      { slot: 'a', before: '1', after: '1' },
    ]);
    expect(changedNames({ material: {}, images: { photo: '1' } }, { material: {}, images: {} })).toEqual([
      'photo',
    ]);
  });
});

describe('reasons', () => {
  const fieldOf = (code: string) =>
    ({ 'U-DOC-UNCLEAR': 'qualificationDocument', 'U-CONTACT': 'contact' })[code];
  const reason = (code: string, field?: string) => ({ code, text: code, ...(field ? { field } : {}) });

  it('are mended where what they are pinned to changed', () => {
    const changed = ['contact.phone', 'purchaseIntents'];
    const found = outlooks(
      [
        reason('U-DOC-UNCLEAR'),
        reason('U-CONTACT'),
        reason('X-OTHER'),
        reason('U-INTENT-UNCLEAR', 'purchaseIntents.0.amount'),
        reason('U-CONTACT', 'uscc'),
      ],
      changed,
      fieldOf,
    );
    expect(found.map(({ outlook }) => outlook)).toEqual([
      'unchanged',
      'changed',
      'unpinned',
      'changed',
      'unchanged',
    ]);
  });

  it('are not touched by a field that only begins alike', () => {
    expect(touches(['contactName'], 'contact')).toBe(false);
    expect(touches(['contact'], 'contact.phone')).toBe(true);
  });

  it('is told apart where the checks still find fault with what was changed', () => {
    const reasons = [
      { code: 'U-USCC-CHECK', text: '' },
      { code: 'U-CONTACT', text: '', field: 'contact' },
      { code: 'U-DOC-UNCLEAR', text: '' },
    ];
    const fields: Record<string, string> = {
      'U-USCC-CHECK': 'uscc',
      'U-DOC-UNCLEAR': 'qualificationDocument',
    };
    const outlooksWith = (found: { code: string; field: string }[]) =>
      outlooks(
        reasons,
        ['uscc', 'contact.phone', 'qualificationDocument'],
        (code) => fields[code],
        found,
      ).map(({ outlook }) => outlook);
    expect(outlooksWith([])).toEqual(['changed', 'changed', 'changed']);
    expect(
      outlooksWith([
        { code: 'U-USCC-FORMAT', field: 'uscc' },
        { code: 'U-CONTACT', field: 'contact.email' },
      ]),
    ).toEqual(['stillFound', 'stillFound', 'changed']);
  });
});
