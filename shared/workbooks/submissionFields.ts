/** The columns of a workbook of submissions: units on one sheet, attendees on the other, in both languages. */
import {
  DELIVERY_METHODS,
  DOCUMENT_TYPES,
  GENDERS,
  PERSON_TYPES,
  REGIONS,
  REGISTERED_AS,
  TAGS,
  UNIT_CATEGORIES,
} from '../domain/vocabulary.ts';
import { headerKey } from './listFields.ts';

export const SUBMISSION_SHEETS = ['units', 'attendees'] as const;
export type SubmissionSheet = (typeof SUBMISSION_SHEETS)[number];

export interface FieldSpec {
  id: string;
  zh: string;
  en: string;
  /** other headers of the same meaning */
  also?: string;
  isRequired?: true;
  kind: 'text' | 'choice' | 'yesNo' | 'amount' | 'date' | 'image';
  /** characters of a text */
  max?: number;
  /** of a choice: value, Chinese and English word, other words */
  words?: readonly (readonly [value: string, ...words: string[]])[];
}

type Words = readonly (readonly [value: string, ...words: string[]])[];
/** All values of a closed set with their words; a value without words does not compile. */
function wordsOf<T extends string>(values: readonly T[], words: Record<T, readonly string[]>): Words {
  return values.map((value) => [value, ...words[value]] as const);
}

const region = wordsOf(REGIONS, {
  mainland: ['境内', 'Mainland', '内地', '大陆'],
  hkMacaoTaiwan: ['港澳台', 'Hong Kong, Macao, Taiwan', '港澳台地区'],
  overseas: ['境外', 'Overseas', '国外'],
});
const category = wordsOf(UNIT_CATEGORIES, {
  enterprise: ['企业', 'Enterprise', '公司'],
  socialOrganization: ['社会组织', 'Social organization', '社会团体'],
  publicInstitution: ['事业单位', 'Public institution'],
  governmentAgency: ['政府机关', 'Government agency', '机关'],
  other: ['其他', 'Other'],
});
const registeredAs = wordsOf(REGISTERED_AS, {
  unit: ['单位', 'Unit', '以单位登记'],
  individual: ['个人', 'Individual', '以个人登记'],
});
const personType = wordsOf(PERSON_TYPES, {
  mainland: ['境内人员', 'Mainland', '境内', '内地', '大陆'],
  hkMacaoTaiwan: ['港澳台人员', 'Hong Kong, Macao, Taiwan', '港澳台'],
  foreign: ['外籍人员', 'Foreign', '外籍', '外国人'],
  chineseResidingAbroad: ['华侨', 'Chinese residing abroad'],
});
const documentType = wordsOf(DOCUMENT_TYPES, {
  residentId: ['居民身份证', 'Resident ID card', '身份证', '二代身份证'],
  hkMacaoPermit: ['港澳居民来往内地通行证', 'HK/Macao travel permit', '回乡证'],
  taiwanPermit: ['台湾居民来往大陆通行证', 'Taiwan travel permit', '台胞证'],
  hmtResidencePermit: ['港澳台居民居住证', 'HK/Macao/Taiwan residence permit'],
  passport: ['护照', 'Passport'],
  foreignPrId: ['外国人永久居留身份证', 'Foreign permanent resident ID'],
});
const gender = wordsOf(GENDERS, { male: ['男', 'Male', 'M'], female: ['女', 'Female', 'F'] });
const delivery = wordsOf(DELIVERY_METHODS, {
  express: ['邮寄', 'Express', '快递'],
  delegationPickup: ['交易团代领', 'Picked up by the delegation', '代领'],
  onSite: ['现场领取', 'On site', '现场'],
});
const tag = wordsOf(TAGS, {
  vip: ['VIP', 'VIP', '贵宾'],
  staff: ['工作人员', 'Staff'],
  professional: ['专业观众', 'Professional visitor'],
});

const text = (id: string, zh: string, en: string, max: number, more: Partial<FieldSpec> = {}): FieldSpec => ({
  id,
  zh,
  en,
  kind: 'text',
  max,
  ...more,
});
const choice = (id: string, zh: string, en: string, words: Words, more: Partial<FieldSpec> = {}) =>
  ({ id, zh, en, kind: 'choice', words, ...more }) satisfies FieldSpec;
const isRequired = true as const;

/** The sub-group and the entry period are choices of the edition: their words come with the profile. */
export const SUBMISSION_FIELDS: Record<SubmissionSheet, readonly FieldSpec[]> = {
  units: [
    text('unitName', '单位名称', 'Unit name', 300, { isRequired, also: '单位 公司名称 企业名称' }),
    text('uscc', '统一社会信用代码', 'Credit code', 60, { isRequired, also: '信用代码 社会信用代码 USCC' }),
    choice('subGroupId', '分团', 'Sub-group', [], { isRequired, also: '所属分团 交易分团' }),
    choice('region', '所在地区', 'Region', region, { isRequired }),
    choice('category', '单位类别', 'Category', category, { isRequired, also: '单位分类' }),
    choice('registeredAs', '登记方式', 'Registered as', registeredAs),
    { id: 'isReturning', zh: '往届参加', en: 'Took part before', kind: 'yesNo' },
    {
      id: 'registeredCapital',
      zh: '注册资本（万元）',
      en: 'Registered capital (10 000 CNY)',
      kind: 'amount',
    },
    { id: 'importValue', zh: '上年进口额（万美元）', en: 'Imports last year (10 000 USD)', kind: 'amount' },
    text('intentCategory', '采购类别', 'Purchase category', 100, { isRequired }),
    text('intentProduct', '采购商品', 'Products wanted', 200, { isRequired }),
    {
      id: 'intentAmount',
      zh: '采购意向金额（万美元）',
      en: 'Intended purchase (10 000 USD)',
      kind: 'amount',
    },
    text('contactName', '联系人', 'Contact', 100, { isRequired }),
    text('contactPhone', '联系人手机', 'Contact phone', 60, { isRequired, also: '联系电话' }),
    text('contactEmail', '联系人邮箱', 'Contact e-mail', 200),
    text('address', '地址', 'Address', 500, { isRequired, also: '单位地址' }),
    text('businessScope', '经营范围', 'Business scope', 4000),
    {
      id: 'qualificationDocument',
      zh: '资质文件（图片文件名）',
      en: 'Qualification document (file name)',
      kind: 'image',
    },
  ],
  attendees: [
    text('unitUscc', '单位统一社会信用代码', 'Credit code of the unit', 60, {
      isRequired,
      also: '单位信用代码 统一社会信用代码',
    }),
    text('name', '姓名', 'Name', 200, { isRequired }),
    choice('personType', '人员类型', 'Person type', personType, { isRequired }),
    choice('documentType', '证件类型', 'Document type', documentType, { isRequired }),
    text('documentNumber', '证件号码', 'Document number', 60, { isRequired, also: '证件号 身份证号' }),
    { id: 'documentExpiry', zh: '证件有效期', en: 'Document valid until', kind: 'date' },
    choice('gender', '性别', 'Gender', gender),
    { id: 'birthDate', zh: '出生日期', en: 'Birth date', kind: 'date' },
    text('nationality', '国籍', 'Nationality', 60),
    text('jobTitle', '职务', 'Job title', 200),
    text('phone', '手机', 'Mobile', 60, { isRequired, also: '手机号 手机号码' }),
    text('email', '邮箱', 'E-mail', 200),
    choice('entryPeriod', '入场日期', 'Entry period', []),
    choice('deliveryMethod', '领证方式', 'Badge delivery', delivery),
    text('deliveryAddress', '邮寄地址', 'Delivery address', 500),
    { id: 'pledgeAccepted', zh: '已签承诺', en: 'Pledge accepted', kind: 'yesNo', isRequired },
    choice('previousTag', '往届标签', 'Previous tag', tag),
    { id: 'photo', zh: '照片（图片文件名）', en: 'Photo (file name)', kind: 'image' },
  ],
};

/** By what a sheet is known, whatever it is called: a column that only it has. */
const KEY_FIELD: Record<SubmissionSheet, string> = { units: 'unitName', attendees: 'documentNumber' };
const bare = (header: string): string => headerKey(header.replace(/[*＊]/g, ''));

/** Which column holds which field, and which required ones are missing. */
export function mapSubmissionColumns(
  sheet: SubmissionSheet,
  labels: readonly string[],
): { columns: Map<string, number>; missing: string[] } {
  const keys = labels.map(bare);
  const columns = new Map<string, number>();
  for (const field of SUBMISSION_FIELDS[sheet]) {
    const names = [field.zh, field.en, field.id, ...(field.also?.split(' ') ?? [])].map(bare);
    const found = names.map((name) => keys.indexOf(name)).find((at) => at >= 0);
    if (found !== undefined) columns.set(field.id, found);
  }
  const required = SUBMISSION_FIELDS[sheet].filter((field) => field.isRequired);
  return { columns, missing: required.map(({ id }) => id).filter((id) => !columns.has(id)) };
}

/** Which of the two a sheet with these labels is, or null. */
export function sheetKindOf(labels: readonly string[]): SubmissionSheet | null {
  for (const kind of ['attendees', 'units'] as const) {
    const { columns } = mapSubmissionColumns(kind, labels);
    const code = kind === 'units' ? 'uscc' : 'unitUscc';
    if (columns.has(KEY_FIELD[kind]) && columns.has(code)) return kind;
  }
  return null;
}
