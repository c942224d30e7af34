/** Cities with their districts by area code, and the roads on which synthetic units live. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';

export interface City {
  /** characters 3–6 of a credit code, first four digits of a resident ID */
  prefix: string;
  name: string;
  /** last two digits of the area code and the district's name; the city itself where it has none */
  districts: readonly (readonly [string, string])[];
  /** telephone area code */
  dial: string;
  province: string;
}

const city = (
  prefix: string,
  name: string,
  dial: string,
  ...districts: (readonly [string, string])[]
): City => ({
  prefix,
  name,
  dial,
  districts,
  province: prefix.startsWith('32') ? '江苏省' : '广东省',
});

/** Of Guangdong. */
export const CITIES: readonly City[] = [
  city(
    '4401',
    '广州市',
    '020',
    ['03', '荔湾区'],
    ['04', '越秀区'],
    ['05', '海珠区'],
    ['06', '天河区'],
    ['11', '白云区'],
    ['12', '黄埔区'],
    ['13', '番禺区'],
    ['14', '花都区'],
    ['15', '南沙区'],
  ),
  city('4402', '韶关市', '0751', ['03', '武江区'], ['04', '浈江区'], ['05', '曲江区']),
  city('4404', '珠海市', '0756', ['02', '香洲区'], ['03', '斗门区'], ['04', '金湾区']),
  city('4405', '汕头市', '0754', ['07', '龙湖区'], ['11', '金平区'], ['12', '濠江区'], ['13', '潮阳区']),
  city(
    '4406',
    '佛山市',
    '0757',
    ['04', '禅城区'],
    ['05', '南海区'],
    ['06', '顺德区'],
    ['07', '三水区'],
    ['08', '高明区'],
  ),
  city('4407', '江门市', '0750', ['03', '蓬江区'], ['04', '江海区'], ['05', '新会区']),
  city('4408', '湛江市', '0759', ['02', '赤坎区'], ['03', '霞山区'], ['11', '麻章区']),
  city('4409', '茂名市', '0668', ['02', '茂南区'], ['04', '电白区']),
  city('4412', '肇庆市', '0758', ['02', '端州区'], ['03', '鼎湖区'], ['04', '高要区']),
  city('4413', '惠州市', '0752', ['02', '惠城区'], ['03', '惠阳区']),
  city('4414', '梅州市', '0753', ['02', '梅江区'], ['03', '梅县区']),
  city('4415', '汕尾市', '0660', ['02', '城区'], ['81', '陆丰市']),
  city('4416', '河源市', '0762', ['02', '源城区'], ['25', '东源县']),
  city('4417', '阳江市', '0662', ['02', '江城区'], ['04', '阳东区']),
  city('4418', '清远市', '0763', ['02', '清城区'], ['03', '清新区']),
  city('4419', '东莞市', '0769', ['00', '南城街道'], ['00', '松山湖'], ['00', '虎门镇'], ['00', '长安镇']),
  city('4420', '中山市', '0760', ['00', '石岐街道'], ['00', '火炬开发区'], ['00', '小榄镇']),
  city('4451', '潮州市', '0768', ['02', '湘桥区'], ['03', '潮安区']),
  city('4452', '揭阳市', '0663', ['02', '榕城区'], ['03', '揭东区']),
  city('4453', '云浮市', '0766', ['02', '云城区'], ['03', '云安区']),
];

const JIANGSU_CITIES: readonly City[] = [
  city('3201', '南京市', '025', ['02', '玄武区'], ['05', '建邺区'], ['15', '江宁区']),
  city('3202', '无锡市', '0510', ['05', '锡山区'], ['11', '滨湖区'], ['13', '梁溪区']),
  city('3204', '常州市', '0519', ['02', '天宁区'], ['11', '新北区'], ['12', '武进区']),
  city('3205', '苏州市', '0512', ['05', '虎丘区'], ['08', '姑苏区'], ['83', '昆山市']),
  city('3206', '南通市', '0513', ['12', '通州区'], ['13', '崇川区']),
];

/** The cities of the province that an edition's sub-groups are in. */
export function citiesOf({ subGroups }: Pick<EditionProfile, 'subGroups'>): readonly City[] {
  return subGroups.some(({ regionPrefix }) => regionPrefix?.startsWith('32')) ? JIANGSU_CITIES : CITIES;
}

export const ROADS = [
  '振兴路',
  '新港东路',
  '科技大道',
  '人民中路',
  '创业一路',
  '工业大道北',
  '滨江西路',
  '建设三马路',
  '文昌路',
  '迎宾大道',
  '环城东路',
  '兴业二路',
  '体育西路',
  '港前路',
  '明珠路',
] as const;

export const BUILDINGS = [
  '',
  '',
  'A 栋',
  '商务大厦',
  '创新园 3 号楼',
  '国际中心',
  '产业园 B 座',
  '南塔',
] as const;

/** Where purchases are to come from. */
export const COUNTRIES = [
  '德国',
  '法国',
  '日本',
  '韩国',
  '澳大利亚',
  '新西兰',
  '意大利',
  '泰国',
  '巴西',
  '智利',
  '美国',
  '马来西亚',
  '荷兰',
  '瑞士',
  '南非',
] as const;

/** First six characters of codes registered elsewhere. */
export const OTHER_PROVINCES = [
  '350200',
  '310115',
  '430100',
  '360100',
  '450100',
  '330100',
  '420100',
] as const;
export const SHENZHEN_DISTRICTS = ['440303', '440304', '440305', '440306', '440307'] as const;
