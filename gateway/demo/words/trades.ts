/** Trades by exhibition zone: what a unit is called after, what it may do, and what it wants to buy. */

export interface Trade {
  /** the word in the unit's name */
  word: string;
  scope: string;
  products: readonly string[];
}

export interface Zone {
  name: string;
  trades: readonly Trade[];
}

const trade = (word: string, scope: string, ...products: string[]): Trade => ({ word, scope, products });

/** The business zones of the 3rd edition. */
export const ZONES: readonly Zone[] = [
  {
    name: '食品及农产品',
    trades: [
      trade(
        '食品贸易',
        '预包装食品销售；乳制品批发；食品进出口；冷链仓储服务',
        '婴幼儿配方奶粉',
        '进口乳制品',
        '橄榄油',
        '休闲食品',
      ),
      trade(
        '冷链供应链',
        '道路货物运输；低温仓储；水产品批发；农副产品销售；供应链管理服务',
        '冷冻牛肉',
        '三文鱼',
        '车厘子',
        '榴莲',
      ),
      trade(
        '农业科技',
        '农产品初加工；饲料原料销售；农业技术推广服务；货物进出口',
        '大豆',
        '饲料添加剂',
        '种苗',
        '咖啡豆',
      ),
      trade('酒业', '酒类经营；预包装食品销售；会议及展览服务；货物进出口', '葡萄酒', '威士忌', '精酿啤酒'),
    ],
  },
  {
    name: '汽车',
    trades: [
      trade(
        '汽车销售服务',
        '汽车新车销售；汽车零配件批发；机动车维修；二手车经销',
        '新能源乘用车',
        '汽车零部件',
        '房车',
      ),
      trade(
        '汽车零部件',
        '汽车零部件及配件制造；模具制造；五金产品批发；技术进出口',
        '变速箱总成',
        '车载芯片',
        '热成形钢',
      ),
    ],
  },
  {
    name: '技术装备',
    trades: [
      trade(
        '智能装备',
        '工业机器人制造；智能基础制造装备销售；软件开发；技术服务',
        '五轴加工中心',
        '工业机器人',
        '激光切割设备',
      ),
      trade(
        '精密机械',
        '通用设备制造；金属切削机床销售；机械设备租赁；货物进出口',
        '数控机床',
        '精密轴承',
        '测量仪器',
      ),
      trade(
        '电子科技',
        '电子元器件制造；集成电路销售；电子产品研发；技术进出口',
        '功率半导体',
        '贴片设备',
        '显示面板',
      ),
      trade(
        '环保科技',
        '环境保护专用设备销售；污水处理；固体废物治理；技术咨询',
        '膜处理设备',
        '除尘设备',
        '环境监测仪器',
      ),
    ],
  },
  {
    name: '消费品',
    trades: [
      trade('家居用品', '家具销售；日用百货销售；家居用品制造；互联网销售', '实木家具', '厨具', '智能马桶'),
      trade('日化', '化妆品批发；日用化学产品销售；卫生用品销售；货物进出口', '护肤品', '洗护用品', '香水'),
      trade('服饰', '服装制造；服装服饰批发；皮革制品销售；面料纺织加工', '羊毛面料', '高级成衣', '皮具'),
      trade(
        '进出口贸易',
        '货物进出口；技术进出口；国内贸易代理；供应链管理服务',
        '小家电',
        '珠宝首饰',
        '体育用品',
        '母婴用品',
      ),
    ],
  },
  {
    name: '医疗器械及医药保健',
    trades: [
      trade(
        '医疗器械',
        '第二类医疗器械销售；第三类医疗器械经营；医疗设备租赁',
        '磁共振设备',
        '内窥镜',
        '呼吸机',
      ),
      trade(
        '生物医药',
        '药品批发；保健食品销售；生物技术推广服务；医学研究',
        '抗肿瘤药',
        '疫苗',
        '膳食补充剂',
      ),
    ],
  },
  {
    name: '服务贸易',
    trades: [
      trade(
        '国际物流',
        '国际货物运输代理；报关业务；普通货物仓储服务；供应链管理',
        '跨境物流服务',
        '报关服务',
        '海外仓',
      ),
      trade(
        '信息科技',
        '软件开发；信息系统集成服务；数据处理服务；技术咨询',
        '检测认证服务',
        '工业软件',
        '云服务',
      ),
      trade(
        '文化旅游',
        '旅行社服务；会议及展览服务；文化艺术交流活动组织',
        '旅游服务',
        '文创设计',
        '会展服务',
      ),
    ],
  },
];

/** Businesses that have nothing to do with any zone: no professional visitor. */
export const OFF_TOPIC_TRADES: readonly Trade[] = [
  trade('足浴会所', '足浴服务；棋牌室服务；停车场服务', '参观学习'),
  trade('婚介服务', '婚姻介绍服务；礼仪服务；摄影扩印服务', '现场拍照'),
  trade('彩票零售店', '彩票代销；饮料零售；烟草零售', '看看再说'),
];

/** What institutions, associations and agencies buy, whatever their trade. */
export const PUBLIC_PURCHASES = [
  { category: '医疗器械及医药保健', product: '检验检测设备' },
  { category: '技术装备', product: '科研仪器' },
  { category: '服务贸易', product: '技术引进与合作' },
  { category: '食品及农产品', product: '食堂大宗食材' },
  { category: '技术装备', product: '实训教学设备' },
] as const;
