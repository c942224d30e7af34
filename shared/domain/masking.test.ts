/** Masking: the published examples, and that the middle never shows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import identifiers from '../checks/fixtures/identifiers.json';
import { maskDocumentNumber, maskEmail, maskMobile, maskName } from './masking.ts';
import { DOCUMENT_TYPES } from './vocabulary.ts';

const MASKS: Record<string, (raw: string) => string> = {
  id18: (raw) => maskDocumentNumber('residentId', raw),
  'id18-seed': (raw) => maskDocumentNumber('residentId', raw, 'short'),
  'id18-strict': (raw) => maskDocumentNumber('residentId', raw, 'strict'),
  mobile: maskMobile,
  name2: maskName,
  name3: maskName,
  name4: maskName,
  passport: (raw) => maskDocumentNumber('passport', raw),
  permit: (raw) => maskDocumentNumber('hkMacaoPermit', raw),
  email: maskEmail,
};

test.each(identifiers.masking)('$kind: $raw as $masked', ({ kind, raw, masked }) => {
  expect(MASKS[kind]?.(raw)).toBe(masked);
});

test.each([
  [undefined, '11010519491231002X', '110105********002X'],
  [undefined, 'E12345678', 'E1****678'],
  ['residentId', '110105 19491231 002x', '110105********002X'],
  ['residentId', '610104620927690', '610**********90'],
  ['foreignPrId', 'KAZ110090123105', 'KAZ**********05'],
  ['hkMacaoPermit', 'H32031177', 'H32****77'],
  ['taiwanPermit', '12345678', '12****78'],
  ['residentId', '123', '***'],
  ['residentId', '', ''],
] as const)('%s %s as %s', (type, raw, masked) => {
  expect(maskDocumentNumber(type, raw)).toBe(masked);
});

test.each([
  ['张', '*'],
  [' 张三 ', '张*'],
  ['𠮷野家', '𠮷**'],
  ['', ''],
])('name %s as %s', (raw, masked) => {
  expect(maskName(raw)).toBe(masked);
});

test.each([
  ['a@b.cn', '****@b.cn'],
  ['abc@b.cn', 'a****@b.cn'],
  ['not an address', '****'],
  ['', ''],
])('e-mail %s as %s', (raw, masked) => {
  expect(maskEmail(raw)).toBe(masked);
});

test.each([
  ['+86 135 2333 3233', '135****3233'],
  ['+852 9123 4567', '+85*****4567'],
  ['1234', '****'],
])('phone %s as %s', (raw, masked) => {
  expect(maskMobile(raw)).toBe(masked);
});

describe('for any text', () => {
  const type = fc.option(fc.constantFrom(...DOCUMENT_TYPES), { nil: undefined });
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 24 });

  test('at least four characters, and no birth date, of a number show', () => {
    fc.assert(
      fc.property(
        type,
        fc.constantFrom('standard', 'short', 'strict'),
        digits,
        (documentType, style, raw) => {
          const masked = maskDocumentNumber(documentType, raw, style);
          const visible = masked.replace(/\*/g, '');
          expect(visible.length).toBeLessThanOrEqual(Math.max(0, raw.length - 4));
          expect(visible.length).toBeLessThanOrEqual(10);
          expect(masked).toMatch(/^\d*\**\d*$/);
          if (raw.length === 18) expect(masked.slice(6, 10)).toBe('****');
        },
      ),
    );
  });

  test('a phone keeps four characters hidden, a name all but the first', () => {
    fc.assert(
      fc.property(digits, (raw) => {
        const visible = maskMobile(raw).replace(/\*/g, '');
        expect(visible.length).toBeLessThanOrEqual(Math.max(0, raw.length - 4));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        expect(Array.from(maskName(raw)).slice(1).join('')).toMatch(/^\**$/);
      }),
    );
  });

  test('masking a masked number shows nothing more', () => {
    fc.assert(
      fc.property(type, digits, (documentType, raw) => {
        const once = maskDocumentNumber(documentType, raw);
        expect(maskDocumentNumber(documentType, once)).toBe(once);
      }),
    );
  });
});
