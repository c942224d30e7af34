/** The fields a list of people may have, and the headers by which offices call them. */

export const LIST_FIELDS = ['name', 'documentNumber', 'unit', 'phone', 'tag'] as const;
export type ListField = (typeof LIST_FIELDS)[number];
/** Which column holds a field; null where none does. */
export type ColumnMapping = Record<ListField, number | null>;

/** Headers in their compared form, the commonest first. */
const ALIASES: Record<ListField, readonly string[]> = {
  name: '姓名 名字 中文姓名 人员姓名 参观人员 参会人员 嘉宾姓名 嘉宾 代表姓名 联系人 NAME FULLNAME ATTENDEE ATTENDEENAME GUEST'.split(
    ' ',
  ),
  documentNumber:
    '证件号码 证件号 证件编号 身份证号码 身份证号 身份证 身份证件号码 公民身份号码 护照号 护照号码 证照号码 IDNUMBER IDNO ID DOCUMENTNUMBER DOCUMENTNO PASSPORT PASSPORTNO PASSPORTNUMBER'.split(
      ' ',
    ),
  unit: '单位名称 单位 所在单位 工作单位 公司名称 公司 企业名称 企业 机构名称 机构 UNIT UNITNAME COMPANY COMPANYNAME ORGANIZATION ORGANISATION EMPLOYER'.split(
    ' ',
  ),
  phone:
    '手机号码 手机号 手机 联系电话 电话 电话号码 移动电话 联系方式 联系手机 MOBILE MOBILENUMBER PHONE PHONENUMBER TEL TELEPHONE CELL'.split(
      ' ',
    ),
  tag: '人员标签 标签 人员类别 人员类型 类别 身份 身份类别 证件类别 参观身份 TAG LABEL CATEGORY TYPE BADGETYPE'.split(
    ' ',
  ),
};

/** The form in which headers are compared: NFKC, upper-case, letters and digits only, without what is in brackets. */
export function headerKey(header: string): string {
  const folded = header.normalize('NFKC').toUpperCase();
  const bare = folded.replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '');
  const key = (bare.trim() === '' ? folded : bare).replace(/[^\p{L}\p{N}]/gu, '');
  return key;
}

const FIELD_BY_KEY = new Map(
  LIST_FIELDS.flatMap((field) => ALIASES[field].map((alias) => [headerKey(alias), field] as const)),
);

/** The field a header names, or null. A header of two rows is written `upper / lower`; the lower one decides. */
export function fieldOfHeader(header: string): ListField | null {
  const parts = header.split(' / ');
  for (const part of [header, ...parts.reverse()]) {
    const field = FIELD_BY_KEY.get(headerKey(part));
    if (field !== undefined) return field;
  }
  return null;
}

/** Maps columns to fields: each field takes the column whose header is its commonest alias, the first of equals. */
export function mapColumns(headers: readonly string[]): ColumnMapping {
  const mapping: ColumnMapping = { name: null, documentNumber: null, unit: null, phone: null, tag: null };
  const rankOf = (field: ListField, header: string): number => {
    const keys = [header, ...header.split(' / ').reverse()].map(headerKey);
    const ranks = keys.map((key) => ALIASES[field].findIndex((alias) => headerKey(alias) === key));
    return Math.min(...ranks.map((rank) => (rank < 0 ? Number.MAX_SAFE_INTEGER : rank)));
  };
  for (const field of LIST_FIELDS) {
    let best = Number.MAX_SAFE_INTEGER;
    headers.forEach((header, column) => {
      if (fieldOfHeader(header) !== field) return;
      const rank = rankOf(field, header);
      if (rank < best) [best, mapping[field]] = [rank, column];
    });
  }
  return mapping;
}

/** By what a mapping is remembered: the headers in their order. */
export const mappingKey = (headers: readonly string[]): string => headers.map(headerKey).join('|');

/** Headers that occur more than once, in their compared form. */
export function repeatedHeaders(headers: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const header of headers) {
    const key = headerKey(header);
    if (key === '') continue;
    if (seen.has(key)) repeated.add(header);
    seen.add(key);
  }
  return [...repeated];
}
