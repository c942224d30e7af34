/** Names of synthetic units: a made-up brand that is unique by construction, and what the unit is. */
import type { UnitCategory } from '../../../shared/domain/vocabulary.ts';

/** Prime lengths, so that walking through the pairs in steps meets each pair once. */
const FIRST = [...'岭澜骞翊沁岚珺峤泓霁昀溪芷槿蘅砚栩璟澄沐煦瀚穗榕湾琅珈弈朗曜泠屿墨檀鹭鹤桐枫荷菱杉黎'];
const SECOND = [...'川舟原野乔禾杭泽润盈衡越拓远腾启创达信诚茂隆昌裕禄丰硕和睦谦翔翎羽翰博雅格致'];
const THIRD = [...'一元三才大方正同合汇聚通海天云山'];

/** The brand of a unit by its place in the edition; different places have different brands. */
export function brandOf(index: number): string {
  const pairs = FIRST.length * SECOND.length;
  const place = index % pairs;
  const step = (place * 577) % pairs;
  const name = `${FIRST[step % FIRST.length]}${SECOND[Math.floor(step / FIRST.length)]}`;
  const round = Math.floor(index / pairs);
  return round === 0
    ? name
    : `${name}${THIRD[(round - 1) % THIRD.length]}${round > THIRD.length ? round : ''}`;
}

export const ENTERPRISE_ENDINGS = [
  '有限公司',
  '有限公司',
  '有限公司',
  '股份有限公司',
  '有限责任公司',
] as const;
export const INDIVIDUAL_ENDINGS = ['商行', '经营部', '贸易行', '工作室'] as const;

/** Kinds of public bodies with the words of their names; the brand makes each place and body fictional. */
export const BODY_WORDS: Record<Exclude<UnitCategory, 'enterprise'>, readonly string[]> = {
  publicInstitution: ['农产品质量检测中心', '技术创新研究院', '职业技术学校', '第三人民医院', '会展服务中心'],
  socialOrganization: ['进出口商会', '行业协会', '企业联合会', '电子商务促进会', '国际贸易研究会'],
  governmentAgency: ['商务局', '工业和信息化局', '市场监督管理局', '农业农村局', '投资促进局'],
  other: ['股份经济合作联社', '股份合作经济社', '村民委员会'],
};
