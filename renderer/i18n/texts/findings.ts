/** A sentence for each finding a check can yield. Values seen and expected are shown beside it, not inside it. */
import type { Texts } from './pairs.ts';

export const findingTexts = {
  'finding.U-USCC-FORMAT': [
    '信用代码格式错误：应为 18 位数字或大写字母（不含 I、O、S、V、Z）',
    'Credit code malformed: 18 digits or capital letters, without I, O, S, V, Z',
  ],
  'finding.U-USCC-CHECK': [
    '信用代码校验位不符，可能有字符录错',
    'Credit code fails its check character: a character may be mistyped',
  ],
  'finding.U-USCC-DUP': [
    '该信用代码已由其他单位注册（一个单位一个账户）',
    'Another unit is registered with this credit code (one account per unit)',
  ],
  'finding.C-USCC-LEGACY-15': [
    '填的是 15 位旧注册号，请要求填写 18 位信用代码',
    'This is an old 15-digit registration number: ask for the 18-character code',
  ],
  'finding.C-USCC-REGISTER-DEFECT': [
    '校验位与国标不符，但属登记机关已知的编码情况，请与执照核对',
    'The check character departs from the standard in a way known of the register: compare with the licence',
  ],
  'finding.C-USCC-INNER': [
    '第 17 位（组织机构代码校验位）不符，请与执照核对',
    'Character 17 (inner check) does not fit: compare with the licence',
  ],
  'finding.U-CATEGORY': [
    '单位分类与信用代码前两位不一致',
    'The category does not fit the first two characters of the credit code',
  ],
  'finding.U-SUBGROUP': [
    '信用代码登记地属其他分团，迁址单位除外',
    'The credit code was registered in the area of another sub-group (unless the unit moved)',
  ],
  'finding.U-DELEGATION': [
    '信用代码登记地属其他交易团',
    'The credit code was registered in the area of another delegation',
  ],
  'finding.C-REGION-ABROAD': [
    '非境内单位不参加交易团，请核对所在地区',
    'Units from outside the mainland join no delegation: check the region',
  ],
  'finding.C-REGION-OTHER': [
    '信用代码登记地不在本省',
    'The credit code was registered outside this province',
  ],
  'finding.U-DOC-MISSING': ['未上传单位资质文件', 'No qualification document was uploaded'],
  'finding.U-DOC-FORMAT': [
    '资质文件不是有效的 jpg/png，或超过大小限制',
    'The document is not a sound jpg or png, or is too large',
  ],
  'finding.U-DOC-UNCLEAR': [
    '资质文件像素过低，可能看不清',
    'The document has few pixels and may be unreadable',
  ],
  'finding.U-INTENT-MISSING': ['未填写采购意向', 'No purchase intent was given'],
  'finding.U-INTENT-UNCLEAR': ['采购意向内容不具体', 'The purchase intent is vague'],
  'finding.U-FINANCE-UNIT': [
    '金额过大，可能把“元”当成“万元”填写',
    'The amount is very large: perhaps given in single units, not in 10,000',
  ],
  'finding.U-CONTACT': ['联系方式缺失或无效', 'The contact is missing or invalid'],
  'finding.C-UNIT-NAME-DUP': [
    '与其他单位名称相同或相近',
    'Another unit has the same or nearly the same name',
  ],
  'finding.C-UNIT-NAME-SIMILAR': [
    '名称与其他单位相近，可能是同一单位',
    'The name is much like that of another unit: perhaps the same',
  ],
  'finding.C-PHONE-LANDLINE': ['联系电话为座机，收不到短信', 'A landline cannot receive text messages'],
  'finding.C-PHONE-ABROAD': [
    '境外号码，仅能核对格式',
    'A number from abroad: only its format can be checked',
  ],
  'finding.C-PHONE-SHARED': ['多人使用同一手机号', 'Several people share this mobile number'],
  'finding.A-PHONE': ['手机号缺失或无效', 'The mobile number is missing or invalid'],
  'finding.A-IDTYPE': ['证件类型与人员类型不符', 'The document type is not allowed for this person type'],
  'finding.A-IDNO-FORMAT': ['证件号码格式错误', 'The document number is malformed'],
  'finding.A-IDNO-CHECK': [
    '证件号码校验位不符，可能有字符录错',
    'The document number fails its check: a character may be mistyped',
  ],
  'finding.A-IDNO-BIRTH': [
    '出生日期或性别与证件号码不一致',
    'The date of birth or sex contradicts the document number',
  ],
  'finding.C-IDNO-LEGACY-15': [
    '填的是 15 位旧身份证号，请要求填写 18 位号码',
    'This is an old 15-digit ID number: ask for the 18-digit one',
  ],
  'finding.C-IDNO-FORMAT-ONLY': [
    '该类证件只能核对格式，无校验位',
    'Only the format of this document can be checked',
  ],
  'finding.C-PASSPORT-LONG': [
    '护照号超过 9 位，请与证件核对',
    'The passport number has more than 9 characters: compare with the document',
  ],
  'finding.C-PERMIT-LEGACY': [
    '旧版通行证号码，请确认证件仍有效',
    'A number of an older permit: check that it is still valid',
  ],
  'finding.C-DATE-IMPOSSIBLE': ['日期不存在或不合理', 'The date does not exist or makes no sense'],
  'finding.A-PASSPORT-EXPIRED': ['证件在展会结束前到期', 'The document expires before the expo ends'],
  'finding.A-AGE': ['未达到入场年龄', 'Below the age of admission'],
  'finding.C-AGE-IMPLAUSIBLE': ['年龄异常，请核对出生日期', 'Implausible age: check the date of birth'],
  'finding.C-AGE-CHILD': ['未满 16 周岁，请核对', 'Under 16: please check'],
  'finding.C-AGE-MINOR': ['未满 18 周岁', 'Under 18'],
  'finding.A-DUP-UNIT': ['本单位内重复登记', 'Registered twice in this unit'],
  'finding.A-DUP-OTHER': [
    '已在其他单位登记（一人一证）',
    'Already registered with another unit (one badge each)',
  ],
  'finding.A-PHOTO-MISSING': ['未上传照片', 'No photo was uploaded'],
  'finding.A-PHOTO-QUALITY': ['照片像素过低', 'The photo has too few pixels'],
  'finding.C-PHOTO-FORMAT': [
    '照片不是有效的 jpg/png，或超过大小限制',
    'The photo is not a sound jpg or png, or is too large',
  ],
  'finding.C-PHOTO-SHARED': ['多人使用同一张照片', 'The same photo is used for several people'],
  'finding.A-TITLE': ['职务未填写或不规范', 'The job title is missing or a placeholder'],
  'finding.A-ENTRY': ['所选入场日期不可选', 'The chosen entry period is not open'],
  'finding.A-DELIVERY': [
    '邮寄地址缺失、不完整或不在大陆',
    'The delivery address is missing, incomplete or outside the mainland',
  ],
  'finding.C-ARRANGEMENT-MISSING': [
    '入场日期或领证方式尚未选择',
    'Entry period or badge delivery not chosen yet',
  ],
  'finding.A-REUSE': [
    '复用往届证件须沿用原标签（证件上印有标签）',
    'A reused badge must keep its tag, which is printed on it',
  ],
  'finding.A-PLEDGE': ['未勾选承诺', 'The pledge was not ticked'],
  'finding.unknown': ['机检提示 {{code}}', 'Finding {{code}}'],
  'finding.seen': ['填写', 'Given'],
  'finding.expected': ['应为', 'Expected'],
  'finding.repairs': ['可能是', 'Perhaps'],
  'finding.others': ['同时见于', 'Also in'],
  'finding.seen.nothing': ['未填写', 'Nothing'],
  'finding.seen.notTicked': ['未勾选', 'Not ticked'],
  'finding.years': ['{{count}} 岁', '{{count}} years', '1 year'],
  'finding.atLeast': ['不小于 {{value}}', 'At least {{value}}'],
  'finding.differs': ['{{value}}（{{parts}}不一致）', '{{value}} (differs in {{parts}})'],
  'finding.part.year': ['年', 'the year'],
  'finding.part.month': ['月', 'the month'],
  'finding.part.day': ['日', 'the day'],
  'finding.check': [
    '第 {{at}} 位应为 {{letter}}，填的是 {{is}}',
    'Character {{at}} should be {{letter}}, not {{is}}',
  ],
  'finding.slip.replaced': ['第 {{at}} 位 {{from}} 应为 {{to}}', 'character {{at}}: {{to}} for {{from}}'],
  'finding.slip.swapped': ['第 {{at}}、{{next}} 位对调', 'characters {{at}} and {{next}} swapped'],
  'finding.slip.missing': ['第 {{at}} 位漏了 {{letter}}', '{{letter}} missing at {{at}}'],
  'finding.slip.extra': ['第 {{at}} 位多了 {{letter}}', '{{letter}} too many at {{at}}'],
  'finding.slip.hidden': ['第 {{at}} 位不符', 'character {{at}} differs'],
  'finding.note.repair': ['可能是 {{repair}}', 'perhaps {{repair}}'],
  'finding.note.expected': ['应为：{{expected}}', 'expected: {{expected}}'],
  'finding.more': ['另有 {{count}} 项', 'and {{count}} more'],
} as const satisfies Texts;
