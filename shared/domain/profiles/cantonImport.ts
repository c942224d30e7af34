/** A third fair: the Canton Fair's import pavilion (广交会进口展区), whose quotas are caps. */
import type { EditionProfile, SubGroup } from '../editionProfile.ts';
import { DEFAULT_REASONS } from '../reasons.ts';

const city = (id: string, zh: string, en: string, regionPrefix: string, targetUnits: number): SubGroup => ({
  id,
  name: { zh, en },
  kind: 'city',
  regionPrefix,
  targetUnits,
});

/**
 * Known of this fair: quotas are caps, an invitation code is issued on approval, visitors are at least 18.
 * Sub-groups, the caps' values, dates, entry periods, fees and documents are ours, to be replaced by the
 * organiser's.
 */
export const CANTON_IMPORT: EditionProfile = {
  id: 'canton-import',
  name: { zh: '广交会进口展', en: 'Canton Fair, import pavilion' },
  delegation: { id: 'guangdong', name: { zh: '广东交易团', en: 'Guangdong delegation' } },
  subGroups: [
    {
      id: 'gd-doc',
      name: { zh: '省商务厅', en: 'Department of Commerce of Guangdong' },
      kind: 'department',
      targetUnits: 200,
    },
    city('guangzhou', '广州市', 'Guangzhou', '4401', 600),
    city('foshan', '佛山市', 'Foshan', '4406', 400),
    city('dongguan', '东莞市', 'Dongguan', '4419', 400),
    city('zhuhai', '珠海市', 'Zhuhai', '4404', 250),
    city('zhongshan', '中山市', 'Zhongshan', '4420', 200),
    city('jiangmen', '江门市', 'Jiangmen', '4407', 150),
  ],
  dates: {
    registrationOpens: '2020-07-01',
    registrationCloses: '2020-09-18',
    resubmissionDeadline: '2020-09-25',
    transferPaymentDeadline: '2020-09-28',
    qrPaymentDeadline: '2020-09-30',
    expoFirstDay: '2020-10-15',
    expoLastDay: '2020-11-04',
    visitorsFirstDay: '2020-10-15',
    decisionsAcceptedUntil: '2020-10-10T16:00:00.000Z',
  },
  entryPeriods: [
    {
      id: 'phase1',
      label: { zh: '第一期', en: 'Phase 1' },
      firstDay: '2020-10-15',
      lastDay: '2020-10-19',
      fee: '100.00',
    },
    {
      id: 'phase3',
      label: { zh: '第三期', en: 'Phase 3' },
      firstDay: '2020-10-31',
      lastDay: '2020-11-04',
      fee: '100.00',
    },
  ],
  payingTags: ['professional'],
  labels: [
    { tag: 'vip', name: { zh: '特邀采购商', en: 'Invited buyer' } },
    { tag: 'staff', name: { zh: '工作人员', en: 'Staff' } },
    { tag: 'professional', name: { zh: '境内采购商', en: 'Domestic buyer' } },
  ],
  documentTypesByPersonType: {
    mainland: ['residentId'],
    hkMacaoTaiwan: ['hkMacaoPermit', 'taiwanPermit'],
    foreign: ['passport', 'foreignPrId'],
    chineseResidingAbroad: ['passport'],
  },
  image: {
    maxBytes: 1024 * 1024,
    photo: { minWidth: 240, minHeight: 320 },
    document: { minWidth: 600, minHeight: 600 },
  },
  minimumAge: 18,
  targetKind: 'cap',
  invitationCodes: { prefix: 'CF', length: 10 },
  withdrawWindowHours: 48,
  retentionDays: 90,
  reasons: DEFAULT_REASONS,
};
