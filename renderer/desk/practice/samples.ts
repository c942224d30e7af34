/** The sample submissions of the practice: invented units and people, some of them with something to find. */
import {
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
} from '../../../shared/checks/creditCodeArithmetic.ts';
import { residentIdCheckCharacter } from '../../../shared/checks/residentId.ts';
import { sha256Hex, submissionHash } from '../../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { AttendeeMaterial, UnitMaterial } from '../../../shared/domain/material.ts';
import { CIIE3, shiftProfile, weeksToShift } from '../../../shared/domain/profiles/ciie3.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import { drawLicence, drawPortrait } from './pictures.ts';

export const PRACTICE_EDITION = 'practice';
const SUB_GROUP = 'guangzhou';

/** The rules of the fair under a name of their own, so that nobody takes this for the real thing. */
export function practiceProfile(today: string): EditionProfile {
  const shifted = shiftProfile(CIIE3, weeksToShift(CIIE3, today));
  return {
    ...shifted,
    id: PRACTICE_EDITION,
    name: { zh: '练习（示例数据）', en: 'Practice (sample data)' },
    delegation: { ...shifted.delegation, name: { zh: '练习交易团', en: 'Practice delegation' } },
    subGroups: [
      {
        id: SUB_GROUP,
        name: { zh: '练习', en: 'Practice' },
        kind: 'city',
        regionPrefix: '4401',
        targetUnits: 20,
      },
    ],
  };
}

interface Sample {
  name: string;
  trade: [category: string, product: string, amount: string];
  people: string[];
  /** what is wrong with it, to be found and rejected */
  flaw?: 'code' | 'intent' | 'contact';
}
const SAMPLES: readonly Sample[] = [
  { name: '广州市练习一号贸易有限公司', trade: ['食品及农产品', '冷冻水果', '80'], people: ['李一', '王一'] },
  {
    name: '广州市练习二号机电有限公司',
    trade: ['技术装备', '数控机床', '260'],
    people: ['张二'],
    flaw: 'code',
  },
  {
    name: '广州市练习三号医疗器械有限公司',
    trade: ['医疗器械', '超声设备', '150'],
    people: ['陈三', '刘三', '赵三'],
  },
  { name: '广州市练习四号服饰有限公司', trade: ['消费品', '成衣', '45'], people: ['杨四'] },
  {
    name: '广州市练习五号汽车服务有限公司',
    trade: ['汽车', '新能源乘用车', '320'],
    people: ['黄五', '周五'],
  },
  {
    name: '广州市练习六号物流有限公司',
    trade: ['服务贸易', '冷链仓储', '60'],
    people: ['吴六'],
    flaw: 'intent',
  },
  { name: '广州市练习七号电子科技有限公司', trade: ['技术装备', '检测仪器', '90'], people: ['徐七', '孙七'] },
  { name: '广州市练习八号食品有限公司', trade: ['食品及农产品', '乳制品', '120'], people: ['胡八'] },
  {
    name: '广州市练习九号家居有限公司',
    trade: ['消费品', '家具', '30'],
    people: ['朱九', '高九'],
    flaw: 'contact',
  },
  { name: '广州市练习十号环保科技有限公司', trade: ['技术装备', '水处理设备', '210'], people: ['林十'] },
  { name: '广州市练习十一号生物医药有限公司', trade: ['医疗器械', '试剂', '75'], people: ['何甲', '郭甲'] },
  { name: '广州市练习十二号进出口有限公司', trade: ['食品及农产品', '咖啡豆', '55'], people: ['马乙'] },
];

const two = (value: number) => String(value).padStart(2, '0');

/** A code that the checks accept: the organisation's part, then the character over all. */
function creditCode(at: number): string {
  const organisation = `MA5P${String(1000 + at * 7)}`;
  const first17 = `91440101${organisation}${organisationCodeCheckCharacter(organisation)}`;
  return `${first17}${creditCodeCheckCharacter(first17)}`;
}

/** A resident's number of a place and day, that the checks accept. */
function residentId(at: number): { number: string; birthDate: string } {
  const [year, month, day] = [1978 + (at % 20), 1 + (at % 12), 1 + (at % 28)];
  const first17 = `440103${year}${two(month)}${two(day)}${String(11 + at * 2).padStart(3, '0')}`;
  return {
    number: `${first17}${residentIdCheckCharacter(first17)}`,
    birthDate: `${year}-${two(month)}-${two(day)}`,
  };
}

function unitMaterial(sample: Sample, at: number): UnitMaterial {
  const [category, product, amount] = sample.trade;
  const code = creditCode(at);
  return {
    unitName: sample.name,
    uscc: sample.flaw === 'code' ? `${code.slice(0, 17)}${code.endsWith('7') ? '8' : '7'}` : code,
    region: 'mainland',
    category: 'enterprise',
    registeredAs: 'unit',
    isReturning: at % 3 === 0,
    registeredCapital: String(300 + at * 50),
    purchaseIntents: sample.flaw === 'intent' ? [] : [{ category, product, amount }],
    contact: {
      name: `${sample.people[0] ?? ''}`,
      phone: sample.flaw === 'contact' ? '12345' : `1380000${String(1000 + at)}`,
      email: `practice${at}@unit.example`,
    },
    address: `练习路 ${at + 1} 号`,
    businessScope: `${product}的进口与批发`,
  };
}

function attendeeMaterial(name: string, at: number): AttendeeMaterial {
  const { number, birthDate } = residentId(at);
  return {
    personType: 'mainland',
    name,
    gender: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female',
    birthDate,
    nationality: 'CHN',
    documentType: 'residentId',
    documentNumber: number,
    jobTitle: at % 2 === 0 ? '采购经理' : '业务主管',
    phone: `1390000${String(1000 + at)}`,
    pledgeAccepted: true,
    isReturning: false,
  };
}

export interface Samples {
  items: PutItem[];
  /** pictures by their hash */
  images: Map<string, Uint8Array<ArrayBuffer>>;
}

/** All samples with their pictures, numbered from 1; `now`: ms since the epoch. */
export async function makeSamples(now: number): Promise<Samples> {
  const images = new Map<string, Uint8Array<ArrayBuffer>>();
  const items: PutItem[] = [];
  const keep = async (bytes: Uint8Array<ArrayBuffer>) => {
    const sha256 = await sha256Hex(bytes);
    images.set(sha256, bytes);
    return { sha256, bytes };
  };
  for (const [at, sample] of SAMPLES.entries()) {
    const unitId = `practice-u-${two(at + 1)}`;
    const submittedAt = new Date(now - (SAMPLES.length - at) * 5 * 3_600_000).toISOString();
    const common = { op: 'put', revision: 1, subGroupId: SUB_GROUP, submittedAt, decision: null } as const;
    const material = unitMaterial(sample, at);
    const licence = await keep(await drawLicence(material));
    const unit = {
      ...common,
      kind: 'unit',
      id: unitId,
      seq: items.length + 1,
      status: 'pendingReview',
      material,
      images: { qualificationDocument: licence.sha256 },
      hash: '',
    } satisfies UnitItem;
    items.push({ ...unit, hash: await submissionHash(unit) });
    for (const [index, name] of sample.people.entries()) {
      const person = attendeeMaterial(name, at * 4 + index);
      const photo = await keep(await drawPortrait(at * 4 + index));
      const attendee = {
        ...common,
        kind: 'attendee',
        id: `practice-a-${two(at + 1)}-${index + 1}`,
        unitId,
        seq: items.length + 1,
        status: 'awaitingTag',
        material: person,
        images: { photo: photo.sha256 },
        entryPeriod: CIIE3.entryPeriods[0]?.id ?? 'full',
        deliveryMethod: 'onSite',
        hash: '',
      } satisfies AttendeeItem;
      items.push({ ...attendee, hash: await submissionHash(attendee) });
    }
  }
  return { items, images };
}
