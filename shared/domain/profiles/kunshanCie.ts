/** A second fair: Kunshan's import trade fair (CIE, 进交会) as a delegation from Jiangsu could run it. */
import type { EditionProfile } from '../editionProfile.ts';
import { DEFAULT_REASONS } from '../reasons.ts';

/**
 * That this fair differs in configuration only is known; its values are not. Sub-groups, targets, dates,
 * entry periods and documents are ours, to be replaced by the organiser's.
 */
export const KUNSHAN_CIE: EditionProfile = {
  id: 'kunshan-cie',
  name: { zh: '中国（昆山）品牌产品进口交易会', en: 'Kunshan Import Trade Fair for Brand Products' },
  delegation: { id: 'jiangsu', name: { zh: '江苏交易团', en: 'Jiangsu delegation' } },
  subGroups: [
    {
      id: 'js-doc',
      name: { zh: '省商务厅', en: 'Department of Commerce of Jiangsu' },
      kind: 'department',
      targetUnits: 40,
    },
    {
      id: 'suzhou',
      name: { zh: '苏州市', en: 'Suzhou' },
      kind: 'city',
      regionPrefix: '3205',
      targetUnits: 240,
    },
    { id: 'wuxi', name: { zh: '无锡市', en: 'Wuxi' }, kind: 'city', regionPrefix: '3202', targetUnits: 140 },
    {
      id: 'nanjing',
      name: { zh: '南京市', en: 'Nanjing' },
      kind: 'city',
      regionPrefix: '3201',
      targetUnits: 140,
    },
    {
      id: 'changzhou',
      name: { zh: '常州市', en: 'Changzhou' },
      kind: 'city',
      regionPrefix: '3204',
      targetUnits: 80,
    },
    {
      id: 'nantong',
      name: { zh: '南通市', en: 'Nantong' },
      kind: 'city',
      regionPrefix: '3206',
      targetUnits: 60,
    },
  ],
  dates: {
    registrationOpens: '2020-02-10',
    registrationCloses: '2020-04-24',
    resubmissionDeadline: '2020-04-30',
    transferPaymentDeadline: '2020-05-04',
    qrPaymentDeadline: '2020-05-06',
    expoFirstDay: '2020-05-14',
    expoLastDay: '2020-05-16',
    visitorsFirstDay: '2020-05-14',
    decisionsAcceptedUntil: '2020-05-10T16:00:00.000Z',
  },
  entryPeriods: [
    {
      id: 'all',
      label: { zh: '全程入场（3 天）', en: 'All days (3)' },
      firstDay: '2020-05-14',
      lastDay: '2020-05-16',
      fee: '0.00',
    },
    {
      id: 'lastDay',
      label: { zh: '末日入场', en: 'Last day' },
      firstDay: '2020-05-16',
      lastDay: '2020-05-16',
      fee: '0.00',
    },
  ],
  // Nobody pays: a tagged person of an approved unit goes on to the person review.
  payingTags: [],
  labels: [
    { tag: 'vip', name: { zh: 'VIP', en: 'VIP' } },
    { tag: 'staff', name: { zh: '工作人员', en: 'Staff' } },
    { tag: 'professional', name: { zh: '专业采购商', en: 'Professional buyer' } },
  ],
  documentTypesByPersonType: {
    mainland: ['residentId'],
    hkMacaoTaiwan: ['hkMacaoPermit', 'taiwanPermit', 'hmtResidencePermit'],
    foreign: ['passport'],
    chineseResidingAbroad: ['passport'],
  },
  image: {
    maxBytes: 2 * 1024 * 1024,
    photo: { minWidth: 180, minHeight: 240 },
    document: { minWidth: 600, minHeight: 600 },
  },
  targetKind: 'minimum',
  withdrawWindowHours: 72,
  retentionDays: 90,
  reasons: DEFAULT_REASONS,
};
