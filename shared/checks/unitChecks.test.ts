/** Units: each check on its own, starting from a unit without findings. */
import { describe, expect, test } from 'vitest';
import type { UnitMaterial } from '../domain/material.ts';
import { CIIE3 } from '../domain/profiles/ciie3.ts';
import { checkUnit, type UnitToCheck } from './unitChecks.ts';

const LICENCE = 'a'.repeat(64);
const GOOD: UnitMaterial = {
  unitName: '广州展审贸易有限公司',
  uscc: '91440101MA5XY2015N',
  region: 'mainland',
  category: 'enterprise',
  registeredAs: 'unit',
  isReturning: false,
  registeredCapital: '500',
  importValue: '120.5',
  purchaseIntents: [{ category: '食品及农产品', product: '橄榄油', amount: '30' }],
  contact: { name: '张三', phone: '13523333233', email: 'zhang@example.com' },
  address: '广州市天河区体育西路 1 号',
};

function check(material: Partial<UnitMaterial>, rest: Partial<UnitToCheck> = {}) {
  const input = {
    material: { ...GOOD, ...material },
    images: { qualificationDocument: LICENCE },
    subGroupId: 'guangzhou',
  };
  return checkUnit({ ...input, ...rest }, CIIE3);
}
const codes = (...input: Parameters<typeof check>) => check(...input).map((finding) => finding.code);

test('a good unit has no findings', () => {
  expect(check({})).toEqual([]);
});

describe('code', () => {
  test('missing in the mainland is malformed', () => {
    const { uscc: _, ...withoutCode } = GOOD;
    const input = {
      material: withoutCode,
      images: { qualificationDocument: LICENCE },
      subGroupId: 'guangzhou',
    };
    expect(checkUnit(input, CIIE3).map((finding) => finding.code)).toEqual(['U-USCC-FORMAT']);
    const abroad = { ...withoutCode, region: 'overseas' as const };
    expect(checkUnit({ ...input, material: abroad }, CIIE3).map((finding) => finding.code)).toEqual([
      'C-REGION-ABROAD',
    ]);
  });

  test('a code that is off by a letter is still compared with the category', () => {
    expect(codes({ uscc: '91440101MA5XY2015P', category: 'publicInstitution' })).toEqual([
      'U-USCC-CHECK',
      'U-CATEGORY',
    ]);
  });
});

test.each([
  ['91440101MA5XY2015N', 'enterprise', []],
  ['91440101MA5XY2015N', 'governmentAgency', ['U-CATEGORY']],
  ['12440600456000121T', 'publicInstitution', []],
  ['12440600456000121T', 'enterprise', ['U-CATEGORY']],
  ['51440500MJL012340P', 'socialOrganization', []],
  ['52441900MJL567899T', 'socialOrganization', []],
  ['81441300MC1234566P', 'socialOrganization', []],
  ['93441625MA4U0001XP', 'enterprise', []],
  ['Y1440000MB1234562N', 'other', []],
  ['N2440113MF1234567K', 'enterprise', ['U-CATEGORY']],
] as const)('%s as %s: %j', (uscc, category, expected) => {
  expect(codes({ uscc, category }, { subGroupId: 'gd-ccpit' })).toEqual(expected);
});

describe('sub-group', () => {
  const region = (uscc: string, subGroupId: string) => check({ uscc }, { subGroupId });

  test('another city of the delegation is named', () => {
    expect(region('91440101MA5XY2015N', 'foshan')).toEqual([
      { code: 'U-SUBGROUP', severity: 'warning', field: 'subGroupId', seen: '4401', expected: 'guangzhou' },
    ]);
  });

  test('Shenzhen is a delegation of its own', () => {
    expect(region('91440300708461136T', 'guangzhou')).toEqual([
      { code: 'U-DELEGATION', severity: 'warning', field: 'subGroupId', seen: '4403', expected: '深圳' },
    ]);
  });

  test('another province is a hint', () => {
    expect(region('91350100M000100Y43', 'guangzhou')).toMatchObject([
      { code: 'C-REGION-OTHER', severity: 'hint' },
    ]);
  });

  test('departments and the register of the province say nothing', () => {
    expect(region('91440300708461136T', 'gd-sasac')).toEqual([]);
    expect(codes({ uscc: 'Y1440000MB1234562N', category: 'other' })).toEqual([]);
  });
});

describe('document', () => {
  test('missing, unless the unit is a government agency', () => {
    expect(codes({}, { images: {} })).toEqual(['U-DOC-MISSING']);
    expect(codes({ category: 'governmentAgency' }, { images: {} })).toEqual(['U-CATEGORY']);
  });

  test('judged by its facts where they are at hand', () => {
    const facts = { [LICENCE]: { type: 'other' as const, sizeBytes: 10 } };
    expect(codes({}, { imageFacts: facts })).toEqual(['U-DOC-FORMAT']);
    expect(codes({}, { imageFacts: {} })).toEqual([]);
  });
});

test('purchase intents are needed and must say something', () => {
  expect(codes({ purchaseIntents: [] })).toEqual(['U-INTENT-MISSING']);
  expect(
    check({ purchaseIntents: [...GOOD.purchaseIntents, { category: '服务贸易', product: '待定' }] }),
  ).toMatchObject([{ code: 'U-INTENT-UNCLEAR', field: 'purchaseIntents.1.product', seen: '待定' }]);
});

test('amounts that were typed in single yuan or dollars', () => {
  const [intent] = check({ purchaseIntents: [{ category: '消费品', product: '化妆品', amount: '500000' }] });
  expect(intent).toMatchObject({
    code: 'U-FINANCE-UNIT',
    field: 'purchaseIntents.0.amount',
    repairs: ['50'],
  });
  expect(check({ registeredCapital: '5000000', importValue: '300000' })).toMatchObject([
    { code: 'U-FINANCE-UNIT', severity: 'warning', field: 'registeredCapital', repairs: ['500'] },
    { code: 'U-FINANCE-UNIT', severity: 'warning', field: 'importValue', repairs: ['30'] },
  ]);
});

test('the contact must be reachable', () => {
  const contact = (changes: UnitMaterial['contact']) =>
    check({ contact: { ...GOOD.contact, ...changes } }).map(({ code, field }) => `${code} ${field}`);
  expect(contact({ phone: '12345678901' })).toEqual(['U-CONTACT contact.phone']);
  expect(contact({ phone: '020-38819873' })).toEqual(['C-PHONE-LANDLINE contact.phone']);
  expect(contact({ phone: '+852 9123 4567' })).toEqual(['C-PHONE-ABROAD contact.phone']);
  expect(contact({ name: '无' })).toEqual(['U-CONTACT contact.name']);
  for (const email of [
    '',
    'zhang',
    'zhang@',
    '@example.com',
    'a b@example.com',
    'zhang@example',
    'a@b.com;c@d.com',
  ]) {
    expect(contact({ email })).toEqual(['U-CONTACT contact.email']);
  }
  for (const email of ['12345@qq.com', 'a.b+c@mail.example.com.cn', 'zhang＠example．com']) {
    expect(contact({ email })).toEqual([]);
  }
});
