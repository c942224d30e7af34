/** A unit of the demo without faults: name, code, licence, intents, contact, all made up from its place. */
import type { PurchaseIntent, UnitMaterial } from '../../shared/domain/material.ts';
import type { RegisteredAs, UnitCategory } from '../../shared/domain/vocabulary.ts';
import type { UnitDraft } from './drafts.ts';
import { makeCreditCode, makeMobile } from './identifiers.ts';
import type { LicenceForm, LicenceOrder } from './images/imageOrder.ts';
import type { DemoLayout, UnitSlot } from './layout.ts';
import { makeChineseName } from './plainAttendee.ts';
import { createRandom, type Random } from './random.ts';
import { BUILDINGS, type City, COUNTRIES, citiesOf, ROADS } from './words/places.ts';
import { PUBLIC_PURCHASES, type Trade, ZONES } from './words/trades.ts';
import { BODY_WORDS, brandOf, ENTERPRISE_ENDINGS, INDIVIDUAL_ENDINGS } from './words/unitNames.ts';

interface Kind {
  prefix: string;
  category: UnitCategory;
  registeredAs: RegisteredAs;
  form: LicenceForm | null;
  type: string;
}

const kind = (
  prefix: string,
  category: UnitCategory,
  form: LicenceForm | null,
  type: string,
  registeredAs: RegisteredAs = 'unit',
): Kind => ({ prefix, category, form, type, registeredAs });

const KINDS: readonly (readonly [Kind, number])[] = [
  [kind('91', 'enterprise', 'businessLicence', '有限责任公司（自然人投资或控股）'), 66],
  [kind('92', 'enterprise', 'individualBusiness', '个体工商户', 'individual'), 7],
  [kind('93', 'enterprise', 'businessLicence', '农民专业合作社'), 2],
  [kind('12', 'publicInstitution', 'publicInstitution', '事业单位'), 7],
  [kind('51', 'socialOrganization', 'socialOrganization', '社会团体'), 4],
  [kind('52', 'socialOrganization', 'nonEnterprise', '民办非企业单位（法人）'), 2],
  [kind('53', 'socialOrganization', 'foundation', '非公募基金会'), 1],
  [kind('81', 'socialOrganization', 'union', '基层工会'), 1],
  [kind('11', 'governmentAgency', null, '机关法人'), 8],
  [kind('N2', 'other', 'collective', '农村集体经济组织'), 2],
];

/** The city of a unit: its sub-group's, any for a department's. */
function cityOf(layout: DemoLayout, slot: UnitSlot, random: Random): City {
  const subGroup = layout.profile.subGroups.find(({ id }) => id === slot.subGroupId);
  const cities = citiesOf(layout.profile);
  return cities.find(({ prefix }) => prefix === subGroup?.regionPrefix) ?? random.pick(cities);
}

function nameOf(unitKind: Kind, city: City, brand: string, trade: Trade, random: Random): string {
  if (unitKind.category !== 'enterprise') {
    const word = random.pick(BODY_WORDS[unitKind.category]);
    const place = unitKind.category === 'governmentAgency' ? '区' : '';
    return `${city.name}${brand}${place}${word}`;
  }
  if (unitKind.prefix === '93') return `${city.name}${brand}种养专业合作社`;
  const isIndividual = unitKind.prefix === '92';
  return `${city.name}${brand}${trade.word}${random.pick(isIndividual ? INDIVIDUAL_ENDINGS : ENTERPRISE_ENDINGS)}`;
}

function intentsOf(unitKind: Kind, zone: string, trade: Trade, random: Random): PurchaseIntent[] {
  const wishes =
    unitKind.category === 'enterprise'
      ? random.shuffle(trade.products).map((product) => ({ category: zone, product }))
      : random.shuffle(PUBLIC_PURCHASES);
  return wishes.slice(0, random.int(1, 3)).map((wish, i) => ({
    ...wish,
    ...(random.chance(0.85) ? { amount: String(random.int(1, 60) * 5) } : {}),
    ...(random.chance(0.7) ? { countries: random.shuffle(COUNTRIES).slice(0, random.int(1, 3)) } : {}),
    ...(i === 0 && random.chance(0.15) ? { note: '希望与参展商现场洽谈，需翻译协助' } : {}),
  }));
}

const inWords = (date: string): string => `${date.slice(0, 4)}年${date.slice(5, 7)}月${date.slice(8, 10)}日`;

function printedDate(random: Random, from: number, to: number): string {
  const month = String(random.int(1, 12)).padStart(2, '0');
  return `${random.int(from, to)}-${month}-${String(random.int(1, 28)).padStart(2, '0')}`;
}

/** The document as the unit's office would have printed it, in force on the expo's days. */
function licenceOf(
  unitKind: Kind,
  material: UnitMaterial,
  office: string,
  layout: DemoLayout,
  random: Random,
): LicenceOrder | null {
  if (unitKind.form === null) return null;
  const expoYear = Number(layout.profile.dates.expoFirstDay.slice(0, 4));
  const founded = printedDate(random, expoYear - 18, expoYear - 3);
  const end = `${Number(founded.slice(0, 4)) + random.pick([20, 30, 50])}${founded.slice(4)}`;
  const isLimited = unitKind.category !== 'enterprise' || random.chance(0.3);
  return {
    kind: 'licence',
    form: unitKind.form,
    name: material.unitName,
    code: material.uscc ?? '',
    type: material.unitName.endsWith('股份有限公司') ? '股份有限公司（非上市）' : unitKind.type,
    principal: makeChineseName(random, random.chance(0.6) ? 'male' : 'female'),
    capital: `人民币 ${Number(material.registeredCapital ?? '50').toLocaleString('en-US')} 万元`,
    foundedOn: inWords(founded),
    term: isLimited ? `${inWords(founded)} 至 ${inWords(end)}` : `${inWords(founded)} 至 长期`,
    address: material.address,
    scope: material.businessScope ?? '',
    registrar: office,
    issuedOn: inWords(printedDate(random, expoYear - 3, expoYear - 1)),
  };
}

/** People type codes in many ways; normalising makes them the same. */
function asTyped(code: string, random: Random): string {
  return random.weighted([
    [code, 92],
    [code.toLowerCase(), 3],
    [`${code.slice(0, 6)} ${code.slice(6, 12)} ${code.slice(12)}`, 3],
    [[...code].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join(''), 2],
  ]);
}

/** The unit of a slot as an honest and careful registrant would have filled it in. */
export function makePlainUnit(layout: DemoLayout, slot: UnitSlot): UnitDraft {
  const random = createRandom(layout.seed, 'unit', slot.index);
  const city = cityOf(layout, slot, random);
  const unitKind = random.weighted(KINDS);
  const zone = random.pick(ZONES);
  const trade = random.pick(zone.trades);
  const [district, districtName] = random.pick(city.districts);
  const isEnterprise = unitKind.category === 'enterprise';
  const brand = brandOf(slot.index);
  const contactName = makeChineseName(random, random.chance(0.5) ? 'male' : 'female');
  const uscc = makeCreditCode(random, unitKind.prefix, `${city.prefix}${district}`, slot.index);
  const material: UnitMaterial = {
    unitName: nameOf(unitKind, city, brand, trade, random),
    uscc,
    region: 'mainland',
    category: unitKind.category,
    registeredAs: unitKind.registeredAs,
    ...(random.chance(0.12) ? { referralCode: `GD${random.int(1000, 9999)}` } : {}),
    isReturning: random.chance(0.3),
    ...(isEnterprise ? { registeredCapital: String(random.int(1, 80) * random.pick([10, 50, 100])) } : {}),
    ...(isEnterprise && random.chance(0.6) ? { importValue: String(random.int(1, 120) * 10) } : {}),
    purchaseIntents: intentsOf(unitKind, zone.name, trade, random),
    contact: {
      name: contactName,
      phone: makeMobile(random, 500_000 + slot.index),
      email: `contact${String(slot.index + 1).padStart(4, '0')}@unit.example`,
    },
    address: `${city.province}${city.name}${districtName}${random.pick(ROADS)} ${random.int(1, 400)} 号${random.pick(BUILDINGS)}`,
    businessScope: isEnterprise ? trade.scope : '公共服务；行业交流；技术推广与咨询',
  };
  const office = isEnterprise ? `${city.name}${districtName}市场监督管理局` : `${city.name}登记管理局`;
  const licence = licenceOf(unitKind, material, office, layout, random);
  return {
    subGroupId: slot.subGroupId,
    material: { ...material, uscc: asTyped(uscc, random) },
    image: licence,
    licence,
  };
}
