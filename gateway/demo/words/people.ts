/** Words for synthetic people: common surnames and given names, titles, and names from abroad. */

export const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石',
  '欧阳',
  '司徒',
  '上官',
] as const;

export const GIVEN_MALE = [
  ...'伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙晨毅峰',
  ...['志强', '建华', '国栋', '文博', '嘉豪', '俊熙', '子轩', '伟明', '志远', '家辉', '永康', '振宇'],
  ...['海涛', '锦荣', '泽楷', '耀文', '启航', '思远', '立群', '晓峰', '少华', '景行', '云帆', '致远'],
] as const;

export const GIVEN_FEMALE = [
  ...'芳娜静敏丽艳娟霞燕玲丹萍红雪倩琳婷颖洁梅莉兰慧妍薇蕾岚欣怡',
  ...['秀英', '晓燕', '雅婷', '嘉欣', '梓涵', '雨桐', '婉仪', '诗琪', '美玲', '淑贞', '佩珊', '思敏'],
  ...['慧敏', '晓彤', '静怡', '海燕', '丽华', '雪莹', '文静', '若曦', '紫薇', '春梅', '咏琪', '心怡'],
] as const;

export const JOB_TITLES = [
  '总经理',
  '副总经理',
  '采购总监',
  '采购经理',
  '采购专员',
  '进出口部经理',
  '业务经理',
  '市场总监',
  '市场部主管',
  '财务总监',
  '产品经理',
  '技术总监',
  '质量部经理',
  '供应链经理',
  '外贸业务员',
  '董事长',
  '总经理助理',
  '行政主管',
  '法务经理',
  '研发工程师',
] as const;

export const OFFICIAL_TITLES = [
  '局长',
  '副局长',
  '处长',
  '副处长',
  '科长',
  '副科长',
  '一级主任科员',
  '四级调研员',
  '科员',
] as const;

export const INSTITUTION_TITLES = [
  '院长',
  '副院长',
  '主任',
  '副主任',
  '秘书长',
  '副秘书长',
  '研究员',
  '工程师',
  '联络部部长',
  '会员部主任',
  '项目主管',
] as const;

/** Nationality (ISO 3166-1 alpha-3, numeric), given and family names of people from abroad. */
export const FOREIGNERS = [
  {
    nationality: 'DEU',
    numeric: '276',
    given: ['Jonas', 'Lukas', 'Katrin', 'Anja'],
    family: ['Brenner', 'Lindqvist', 'Hartung'],
  },
  {
    nationality: 'FRA',
    numeric: '250',
    given: ['Luc', 'Etienne', 'Claire', 'Manon'],
    family: ['Delorme', 'Vasseur', 'Aubertin'],
  },
  {
    nationality: 'JPN',
    numeric: '392',
    given: ['Haruto', 'Kenji', 'Yui', 'Naoko'],
    family: ['Morikawa', 'Tachibana', 'Okazaki'],
  },
  {
    nationality: 'KOR',
    numeric: '410',
    given: ['Minjun', 'Jiho', 'Seoyeon', 'Hana'],
    family: ['Seok', 'Yoo', 'Bang'],
  },
  {
    nationality: 'AUS',
    numeric: '036',
    given: ['Liam', 'Ethan', 'Chloe', 'Isla'],
    family: ['Thornbury', 'Ashcombe', 'Kellaway'],
  },
  {
    nationality: 'ITA',
    numeric: '380',
    given: ['Matteo', 'Paolo', 'Giulia', 'Elena'],
    family: ['Bellandi', 'Torresi', 'Fabbrini'],
  },
  {
    nationality: 'BRA',
    numeric: '076',
    given: ['Rafael', 'Tiago', 'Camila', 'Renata'],
    family: ['Figueira', 'Valadares', 'Monteiro'],
  },
  {
    nationality: 'THA',
    numeric: '764',
    given: ['Anan', 'Somchai', 'Malee', 'Ploy'],
    family: ['Srisuwan', 'Chaiyaphum', 'Rattana'],
  },
] as const;

/** Given names 0 and 1 of each list above are men's, 2 and 3 women's. */
export const FOREIGN_MEN = [0, 1] as const;
export const FOREIGN_WOMEN = [2, 3] as const;
