/** When two unit names are alike enough to be looked at side by side, though they are not the same. Pure. */
import { normaliseUnitName } from './normalise.ts';

/** Provinces, and the cities of Guangdong with the largest elsewhere: what a company puts before or behind its name. */
const PLACES =
  '中国 广东 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾 广州 深圳 珠海 汕头 佛山 韶关 河源 梅州 惠州 汕尾 东莞 中山 江门 阳江 湛江 茂名 肇庆 清远 潮州 揭阳 云浮 顺德 大连 宁波 厦门 青岛 杭州 南京 武汉 成都'
    .split(' ')
    .join('|');
const LEADING_PLACE = new RegExp(
  `^(?:${PLACES})(?:省|市|自治区|特别行政区)?(?:\\p{Script=Han}{2}[区县镇](?=\\p{Script=Han}{3}))?`,
  'u',
);
const TRAILING_PLACE = new RegExp(`(?:${PLACES})(?:省|市)?$`, 'u');
/** 「…公司第一分公司」, 「…公司广州分公司」: the branch belongs to the company before it. */
const BRANCH = /(公司).{0,8}?(?:分公司|分店|分厂|办事处|营业部|代表处)$/u;
const COMPANY_FORM = /(?:集团)?(?:控股)?(?:股份)?(?:有限)?(?:责任)?公司$/u;

/** Shorter cores are words of a trade, and would make strangers alike. */
const CORE_LENGTH_MIN = 4;

/**
 * What is left of a name without place, form of company and branch: `广州市晨曦国际贸易有限公司` →
 * `晨曦国际贸易`. For those that are no companies the place is part of who they are, and stays.
 */
export function unitNameCore(name: string): string {
  const whole = normaliseUnitName(name).replace(BRANCH, '$1');
  if (!COMPANY_FORM.test(whole)) return whole;
  let core = whole.replace(COMPANY_FORM, '');
  for (let next = withoutPlace(core); next !== core; next = withoutPlace(core)) core = next;
  return core.replace(/集团$/u, '');
}

function withoutPlace(core: string): string {
  const bare = core.replace(LEADING_PLACE, '').replace(TRAILING_PLACE, '');
  return Array.from(bare).length >= CORE_LENGTH_MIN ? bare : core;
}

/**
 * Keys of which similar names share one: the characters of the core in any order, and its sounds in order, so
 * that another place, another form, a branch, words changed about, or a character of the same sound make no
 * difference. None for names too short to tell. `soundsOf`: a syllable for each character (pinyin), where
 * sounds are known.
 */
export function similarNameKeys(name: string, soundsOf?: (core: string) => readonly string[]): string[] {
  const core = unitNameCore(name);
  const letters = Array.from(core);
  if (letters.length < CORE_LENGTH_MIN) return [];
  const inAnyOrder = letters.sort().join('');
  return soundsOf ? [inAnyOrder, soundsOf(core).join(' ')] : [inAnyOrder];
}
