/** The default catalogue of reasons for rejecting a unit or returning an attendee, in the product's order. */
import type { Reason } from './editionProfile.ts';

/**
 * No official list exists; this one is built from the notices of several editions. The code is for
 * counting, the sentences are what the registrant reads and a reviewer may edit. An edition profile
 * carries its own copy, so a fair can change it without a new version of the software.
 */
export const DEFAULT_REASONS: Reason[] = [
  {
    code: 'U-DOC-MISSING',
    text: { zh: '未上传单位资质文件', en: 'Qualification document missing' },
    on: 'unit',
    field: 'qualificationDocument',
  },
  {
    code: 'U-DOC-KIND',
    text: { zh: '资质文件与单位类别不符', en: 'Document does not match the unit category' },
    on: 'unit',
    field: 'qualificationDocument',
  },
  {
    code: 'U-DOC-UNCLEAR',
    text: { zh: '资质文件不清晰或不完整', en: 'Document unreadable or cut off' },
    on: 'unit',
    field: 'qualificationDocument',
  },
  {
    code: 'U-DOC-SEAL',
    text: { zh: '复印件未加盖公章', en: 'Copy without the official seal' },
    on: 'unit',
    field: 'qualificationDocument',
  },
  {
    code: 'U-DOC-FORMAT',
    text: { zh: '附件须为 jpg/png 且不超过 2M', en: 'Attachment must be jpg/png, at most 2 MB' },
    on: 'unit',
    field: 'qualificationDocument',
  },
  {
    code: 'U-DOC-EXPIRED',
    text: { zh: '证照已过期、注销或吊销', en: 'Licence expired, cancelled or revoked' },
    on: 'unit',
    field: 'qualificationDocument',
  },
  {
    code: 'U-USCC-FORMAT',
    text: { zh: '统一社会信用代码格式错误', en: 'Credit code malformed' },
    on: 'unit',
    field: 'uscc',
  },
  {
    code: 'U-USCC-CHECK',
    text: { zh: '统一社会信用代码校验不通过', en: 'Credit code fails its check character' },
    on: 'unit',
    field: 'uscc',
  },
  {
    code: 'U-USCC-MISMATCH',
    text: { zh: '统一社会信用代码与证照不一致', en: 'Credit code differs from the document' },
    on: 'unit',
    field: 'uscc',
  },
  {
    code: 'U-USCC-DUP',
    text: { zh: '该代码已注册，一个单位一个账户', en: 'Credit code already registered' },
    on: 'unit',
    field: 'uscc',
  },
  {
    code: 'U-NAME-MISMATCH',
    text: { zh: '单位名称与证照不一致', en: 'Name differs from the document' },
    on: 'unit',
    field: 'unitName',
  },
  {
    code: 'U-CATEGORY',
    text: { zh: '单位分类选择错误', en: 'Wrong unit category' },
    on: 'unit',
    field: 'category',
  },
  {
    code: 'U-SUBGROUP',
    text: { zh: '不属于本分团，请按属地或隶属关系重新选择', en: 'Not of this sub-group' },
    on: 'unit',
    field: 'subGroupId',
  },
  {
    code: 'U-DELEGATION',
    text: { zh: '请选择对应交易团（央企、卫健委、深圳等）', en: 'Belongs to another delegation' },
    on: 'unit',
    field: 'subGroupId',
  },
  {
    code: 'U-INTENT-MISSING',
    text: { zh: '采购意向未填写', en: 'Purchase intent missing' },
    on: 'unit',
    field: 'purchaseIntents',
  },
  {
    code: 'U-INTENT-UNCLEAR',
    text: { zh: '采购意向不具体或与主营业务不符', en: 'Purchase intent vague or unrelated' },
    on: 'unit',
    field: 'purchaseIntents',
  },
  {
    code: 'U-FINANCE-UNIT',
    text: { zh: '金额单位填写错误（万元人民币/万美元）', en: 'Amount in the wrong unit' },
    on: 'unit',
    field: 'registeredCapital',
  },
  { code: 'U-CONTACT', text: { zh: '联系方式无效', en: 'Contact invalid' }, on: 'unit', field: 'contact' },
  {
    code: 'U-PURPOSE',
    text: { zh: '非专业观众（与展区行业不对应）', en: 'Not a professional visitor' },
    on: 'unit',
    field: 'businessScope',
  },
  {
    code: 'A-NAME',
    text: { zh: '姓名与证件不一致', en: 'Name differs from the document' },
    on: 'attendee',
    field: 'name',
  },
  {
    code: 'A-IDTYPE',
    text: { zh: '证件类型与人员类型不符', en: 'Document type not allowed for this person type' },
    on: 'attendee',
    field: 'documentType',
  },
  {
    code: 'A-IDNO-FORMAT',
    text: { zh: '证件号码格式错误', en: 'Document number malformed' },
    on: 'attendee',
    field: 'documentNumber',
  },
  {
    code: 'A-IDNO-CHECK',
    text: { zh: '证件号码校验不通过', en: 'Document number fails its check' },
    on: 'attendee',
    field: 'documentNumber',
  },
  {
    code: 'A-IDNO-BIRTH',
    text: { zh: '出生日期或性别与证件号码不一致', en: 'Birth date or sex contradict the number' },
    on: 'attendee',
    field: 'documentNumber',
  },
  {
    code: 'A-AGE',
    text: { zh: '年龄不符合要求', en: 'Age not admitted' },
    on: 'attendee',
    field: 'birthDate',
  },
  {
    code: 'A-DUP-UNIT',
    text: { zh: '人员在本单位重复登记', en: 'Registered twice in this unit' },
    on: 'attendee',
    field: 'documentNumber',
  },
  {
    code: 'A-DUP-OTHER',
    text: { zh: '人员已在其他单位登记（一人一证）', en: 'Registered with another unit' },
    on: 'attendee',
    field: 'documentNumber',
  },
  {
    code: 'A-PHOTO-MISSING',
    text: { zh: '未上传照片', en: 'Photo missing' },
    on: 'attendee',
    field: 'photo',
  },
  { code: 'A-PHOTO-QUALITY', text: { zh: '照片不清晰', en: 'Photo poor' }, on: 'attendee', field: 'photo' },
  {
    code: 'A-PHOTO-NOT-ID',
    text: { zh: '非标准证件照', en: 'Not an ID photo' },
    on: 'attendee',
    field: 'photo',
  },
  {
    code: 'A-PHOTO-MISMATCH',
    text: { zh: '照片与本人不符', en: 'Photo of another person' },
    on: 'attendee',
    field: 'photo',
  },
  {
    code: 'A-NOT-STAFF',
    text: { zh: '非本单位人员', en: 'Not of this unit' },
    on: 'attendee',
    field: 'unitId',
  },
  { code: 'A-PHONE', text: { zh: '手机号无效', en: 'Phone invalid' }, on: 'attendee', field: 'phone' },
  {
    code: 'A-TITLE',
    text: { zh: '职务未填写或不规范', en: 'Job title missing' },
    on: 'attendee',
    field: 'jobTitle',
  },
  {
    code: 'A-ENTRY',
    text: { zh: '入场日期不可选', en: 'Entry date not open' },
    on: 'attendee',
    field: 'entryPeriod',
  },
  {
    code: 'A-DELIVERY',
    text: { zh: '邮寄地址不完整或不在大陆', en: 'Delivery address incomplete or outside the mainland' },
    on: 'attendee',
    field: 'deliveryAddress',
  },
  {
    code: 'A-PASSPORT-EXPIRED',
    text: { zh: '护照或通行证已过期', en: 'Travel document expired' },
    on: 'attendee',
    field: 'documentExpiry',
  },
  {
    code: 'A-REUSE',
    text: { zh: '不符合证件复用条件', en: 'Badge cannot be reused' },
    on: 'attendee',
    field: 'isReturning',
  },
  {
    code: 'A-PLEDGE',
    text: { zh: '未勾选承诺', en: 'Pledge not ticked' },
    on: 'attendee',
    field: 'pledgeAccepted',
  },
  {
    code: 'X-OTHER',
    text: { zh: '其他（须填写说明）', en: 'Other (text required)' },
    on: 'both',
    requiresText: true,
  },
];
