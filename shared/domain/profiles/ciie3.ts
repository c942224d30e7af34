/** The demo edition: the 3rd China International Import Expo as the Guangdong delegation ran it in 2020. */
import { addDays, daysBetween } from '../calendar.ts';
import type { EditionProfile, SubGroup } from '../editionProfile.ts';
import { DEFAULT_REASONS } from '../reasons.ts';

/**
 * The 26 sub-groups with their minimum targets, 3,500 units in all (notice of the Guangdong delegation,
 * 2020). Shenzhen is a delegation of its own and so is missing here.
 */
const SUB_GROUPS: SubGroup[] = [
  {
    id: 'gd-miit',
    name: { zh: '省工业和信息化厅', en: 'Department of Industry and Information Technology of Guangdong' },
    kind: 'department',
    targetUnits: 30,
  },
  {
    id: 'gd-dost',
    name: { zh: '省科技厅', en: 'Department of Science and Technology of Guangdong' },
    kind: 'department',
    targetUnits: 30,
  },
  {
    id: 'gd-dara',
    name: { zh: '省农业农村厅', en: 'Department of Agriculture and Rural Affairs of Guangdong' },
    kind: 'department',
    targetUnits: 30,
  },
  {
    id: 'gd-sasac',
    name: { zh: '省国资委', en: 'State-owned Assets Supervision and Administration Commission of Guangdong' },
    kind: 'department',
    targetUnits: 100,
  },
  { id: 'gd-ccpit', name: { zh: '省贸促会', en: 'CCPIT Guangdong' }, kind: 'department', targetUnits: 100 },
  {
    id: 'gd-acfic',
    name: { zh: '省工商联', en: 'Guangdong Federation of Industry and Commerce' },
    kind: 'department',
    targetUnits: 60,
  },
  {
    id: 'guangzhou',
    name: { zh: '广州市', en: 'Guangzhou' },
    kind: 'city',
    regionPrefix: '4401',
    targetUnits: 400,
  },
  {
    id: 'zhuhai',
    name: { zh: '珠海市', en: 'Zhuhai' },
    kind: 'city',
    regionPrefix: '4404',
    targetUnits: 360,
  },
  {
    id: 'shantou',
    name: { zh: '汕头市', en: 'Shantou' },
    kind: 'city',
    regionPrefix: '4405',
    targetUnits: 160,
  },
  {
    id: 'foshan',
    name: { zh: '佛山市', en: 'Foshan' },
    kind: 'city',
    regionPrefix: '4406',
    targetUnits: 360,
  },
  {
    id: 'shaoguan',
    name: { zh: '韶关市', en: 'Shaoguan' },
    kind: 'city',
    regionPrefix: '4402',
    targetUnits: 80,
  },
  { id: 'heyuan', name: { zh: '河源市', en: 'Heyuan' }, kind: 'city', regionPrefix: '4416', targetUnits: 80 },
  {
    id: 'meizhou',
    name: { zh: '梅州市', en: 'Meizhou' },
    kind: 'city',
    regionPrefix: '4414',
    targetUnits: 80,
  },
  {
    id: 'huizhou',
    name: { zh: '惠州市', en: 'Huizhou' },
    kind: 'city',
    regionPrefix: '4413',
    targetUnits: 200,
  },
  {
    id: 'shanwei',
    name: { zh: '汕尾市', en: 'Shanwei' },
    kind: 'city',
    regionPrefix: '4415',
    targetUnits: 80,
  },
  {
    id: 'dongguan',
    name: { zh: '东莞市', en: 'Dongguan' },
    kind: 'city',
    regionPrefix: '4419',
    targetUnits: 360,
  },
  {
    id: 'zhongshan',
    name: { zh: '中山市', en: 'Zhongshan' },
    kind: 'city',
    regionPrefix: '4420',
    targetUnits: 200,
  },
  {
    id: 'jiangmen',
    name: { zh: '江门市', en: 'Jiangmen' },
    kind: 'city',
    regionPrefix: '4407',
    targetUnits: 150,
  },
  {
    id: 'yangjiang',
    name: { zh: '阳江市', en: 'Yangjiang' },
    kind: 'city',
    regionPrefix: '4417',
    targetUnits: 80,
  },
  {
    id: 'zhanjiang',
    name: { zh: '湛江市', en: 'Zhanjiang' },
    kind: 'city',
    regionPrefix: '4408',
    targetUnits: 80,
  },
  {
    id: 'maoming',
    name: { zh: '茂名市', en: 'Maoming' },
    kind: 'city',
    regionPrefix: '4409',
    targetUnits: 80,
  },
  {
    id: 'zhaoqing',
    name: { zh: '肇庆市', en: 'Zhaoqing' },
    kind: 'city',
    regionPrefix: '4412',
    targetUnits: 80,
  },
  {
    id: 'qingyuan',
    name: { zh: '清远市', en: 'Qingyuan' },
    kind: 'city',
    regionPrefix: '4418',
    targetUnits: 80,
  },
  {
    id: 'chaozhou',
    name: { zh: '潮州市', en: 'Chaozhou' },
    kind: 'city',
    regionPrefix: '4451',
    targetUnits: 80,
  },
  {
    id: 'jieyang',
    name: { zh: '揭阳市', en: 'Jieyang' },
    kind: 'city',
    regionPrefix: '4452',
    targetUnits: 80,
  },
  { id: 'yunfu', name: { zh: '云浮市', en: 'Yunfu' }, kind: 'city', regionPrefix: '4453', targetUnits: 80 },
];

/**
 * Values from the notice and registration guide of the 3rd edition unless a comment says otherwise.
 * Entry period labels name no dates, so that they stay true when `shiftProfile` moves the edition.
 */
export const CIIE3: EditionProfile = {
  id: 'ciie-3',
  name: { zh: '第三届中国国际进口博览会', en: '3rd China International Import Expo' },
  delegation: { id: 'guangdong', name: { zh: '广东交易团', en: 'Guangdong delegation' } },
  subGroups: SUB_GROUPS,
  dates: {
    // Not in the sources; before the first order number seen on the official order page (2020-05-12).
    registrationOpens: '2020-05-06',
    registrationCloses: '2020-09-30',
    // Ours: after the October holiday, before bank transfers end.
    resubmissionDeadline: '2020-10-10',
    transferPaymentDeadline: '2020-10-12',
    qrPaymentDeadline: '2020-10-15',
    expoFirstDay: '2020-11-05',
    expoLastDay: '2020-11-10',
    visitorsFirstDay: '2020-11-06',
    // Ours: the end of October in Shanghai, the last moment at which badges can still be made.
    decisionsAcceptedUntil: '2020-10-31T16:00:00.000Z',
  },
  entryPeriods: [
    {
      id: 'full',
      label: { zh: '全程入场（5 天）', en: 'All visitor days (5)' },
      firstDay: '2020-11-06',
      lastDay: '2020-11-10',
      fee: '200.00',
    },
    {
      id: 'second',
      label: { zh: '后三天入场', en: 'Last three days' },
      firstDay: '2020-11-08',
      lastDay: '2020-11-10',
      fee: '100.00',
    },
  ],
  payingTags: ['professional'],
  labels: [
    { tag: 'vip', name: { zh: 'VIP', en: 'VIP' } },
    { tag: 'staff', name: { zh: '工作人员', en: 'Staff' } },
    { tag: 'professional', name: { zh: '专业观众', en: 'Professional visitor' } },
  ],
  // Ours: no source lists the documents admitted for each person type.
  documentTypesByPersonType: {
    mainland: ['residentId'],
    hkMacaoTaiwan: ['hkMacaoPermit', 'taiwanPermit', 'hmtResidencePermit'],
    foreign: ['passport', 'foreignPrId'],
    chineseResidingAbroad: ['passport'],
  },
  // 2 MB is the notice's limit; the pixel minimums are ours: a photo printed on a badge, a licence to read.
  image: {
    maxBytes: 2 * 1024 * 1024,
    photo: { minWidth: 180, minHeight: 240 },
    document: { minWidth: 600, minHeight: 600 },
  },
  targetKind: 'minimum',
  // Ours, all three: the sources name no such values.
  badgeReuseBase: 'ciie-2',
  withdrawWindowHours: 72,
  retentionDays: 180,
  reasons: DEFAULT_REASONS,
};

/** The same edition with every date moved by whole weeks, so that weekdays stay what they were. */
export function shiftProfile(profile: EditionProfile, weeks: number): EditionProfile {
  const days = weeks * 7;
  const { decisionsAcceptedUntil, ...dates } = profile.dates;
  return {
    ...profile,
    dates: {
      registrationOpens: addDays(dates.registrationOpens, days),
      registrationCloses: addDays(dates.registrationCloses, days),
      resubmissionDeadline: addDays(dates.resubmissionDeadline, days),
      transferPaymentDeadline: addDays(dates.transferPaymentDeadline, days),
      qrPaymentDeadline: addDays(dates.qrPaymentDeadline, days),
      expoFirstDay: addDays(dates.expoFirstDay, days),
      expoLastDay: addDays(dates.expoLastDay, days),
      visitorsFirstDay: addDays(dates.visitorsFirstDay, days),
      decisionsAcceptedUntil: new Date(Date.parse(decisionsAcceptedUntil) + days * 86_400_000).toISOString(),
    },
    entryPeriods: profile.entryPeriods.map((period) => ({
      ...period,
      firstDay: addDays(period.firstDay, days),
      lastDay: addDays(period.lastDay, days),
    })),
  };
}

/**
 * Whole weeks by which to shift an edition so that registration closes 8–14 days after `today`
 * (`YYYY-MM-DD`): the window is one week long, so there is exactly one answer.
 */
export function weeksToShift(profile: Pick<EditionProfile, 'dates'>, today: string): number {
  return Math.ceil(daysBetween(profile.dates.registrationCloses, addDays(today, 8)) / 7);
}
