/** Draws a licence that looks the part: border, title, code, the unit's particulars and a seal. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { createRandom } from '../random.ts';
import { BOLD, REGULAR } from './fonts.ts';
import { LICENCE_SIZE, type LicenceForm, type LicenceOrder } from './imageOrder.ts';
import { type PaperColours, paperSheet } from './paper.ts';
import { drawSquares, stampSeal } from './seal.ts';

interface FormStyle {
  title: string;
  subtitle: string;
  colours: PaperColours;
  /** labels of name, principal, capital, scope */
  labels: { name: string; principal: string; capital: string; scope: string; founded: string };
  office: string;
}

const RED: PaperColours = { paper: '#fdf6e3', tint: '#f3e2b8', border: '#b3262a', gold: '#c9a04b' };
const BLUE: PaperColours = { paper: '#f1f6fb', tint: '#d5e4f0', border: '#28508a', gold: '#b9964a' };
const GREEN: PaperColours = { paper: '#f3f8f0', tint: '#d8e8cf', border: '#2f6b45', gold: '#b9964a' };
const PLUM: PaperColours = { paper: '#faf3f5', tint: '#ecd7de', border: '#7d2448', gold: '#c0994c' };

const business = {
  name: '名称',
  principal: '法定代表人',
  capital: '注册资本',
  scope: '经营范围',
  founded: '成立日期',
};
const body = {
  name: '名称',
  principal: '法定代表人',
  capital: '注册资金',
  scope: '业务范围',
  founded: '登记日期',
};
const institution = { ...body, capital: '开办资金', scope: '业务范围', founded: '设立日期' };

const STYLES: Record<LicenceForm, FormStyle> = {
  businessLicence: {
    title: '营业执照',
    subtitle: '（副 本）',
    colours: RED,
    labels: business,
    office: '登记机关',
  },
  individualBusiness: {
    title: '营业执照',
    subtitle: '（副 本）（个体工商户）',
    colours: RED,
    labels: { ...business, principal: '经营者', founded: '注册日期' },
    office: '登记机关',
  },
  socialOrganization: {
    title: '社会团体法人登记证书',
    subtitle: '（副 本）',
    colours: BLUE,
    labels: body,
    office: '登记管理机关',
  },
  nonEnterprise: {
    title: '民办非企业单位登记证书',
    subtitle: '（副 本）',
    colours: GREEN,
    labels: body,
    office: '登记管理机关',
  },
  foundation: {
    title: '基金会法人登记证书',
    subtitle: '（副 本）',
    colours: PLUM,
    labels: { ...body, capital: '原始基金数额' },
    office: '登记管理机关',
  },
  publicInstitution: {
    title: '事业单位法人证书',
    subtitle: '（副 本）',
    colours: BLUE,
    labels: institution,
    office: '登记管理机关',
  },
  collective: {
    title: '农村集体经济组织登记证',
    subtitle: '（副 本）',
    colours: GREEN,
    labels: { ...body, principal: '负责人', capital: '资产情况' },
    office: '登记机关',
  },
  union: {
    title: '工会法人资格证书',
    subtitle: '（副 本）',
    colours: RED,
    labels: { ...body, capital: '资金数额' },
    office: '发证机关',
  },
  agency: {
    title: '统一社会信用代码证书',
    subtitle: '',
    colours: PLUM,
    labels: { ...body, name: '机构名称', principal: '负责人', capital: '经费来源' },
    office: '颁发单位',
  },
  accountPermit: {
    title: '基本存款账户信息',
    subtitle: '（开户许可）',
    colours: GREEN,
    labels: { ...business, capital: '账户性质', scope: '备注' },
    office: '开户银行',
  },
};

const INK = '#26221c';
const LEFT = 84;
const RIGHT = LICENCE_SIZE.width - 84;

/** Punctuation that hangs over the edge rather than opening a line. */
const NEVER_FIRST = '，。；：、）';

/** Breaks a text to a width; a Chinese character counts as one size, a Latin one as a little over half. */
function wrapText(text: string, size: number, width: number, linesMax: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const letter of text) {
    const advance = (letter.codePointAt(0) ?? 0) < 0x2000 ? size * 0.56 : size;
    if (used + advance > width && !NEVER_FIRST.includes(letter)) {
      lines.push(line);
      line = '';
      used = 0;
      if (lines.length === linesMax) {
        lines[linesMax - 1] = `${lines[linesMax - 1]?.slice(0, -1)}…`;
        return lines;
      }
    }
    line += letter;
    used += advance;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** One labelled entry; returns the y below it. */
function entry(
  ctx: SKRSContext2D,
  at: { x: number; y: number; width: number; linesMax: number },
  label: string,
  value: string,
): number {
  const labelWidth = 108;
  ctx.textAlign = 'left';
  ctx.fillStyle = '#5d4a24';
  ctx.font = `15px "${BOLD}"`;
  ctx.fillText(label, at.x, at.y);
  ctx.fillStyle = INK;
  ctx.font = `16px "${REGULAR}"`;
  const lines = wrapText(value, 16, at.width - labelWidth, at.linesMax);
  lines.forEach((line, i) => {
    ctx.fillText(line, at.x + labelWidth, at.y + i * 23);
  });
  return at.y + Math.max(1, lines.length) * 23 + 10;
}

function heading(ctx: SKRSContext2D, order: LicenceOrder, style: FormStyle): void {
  ctx.textAlign = 'center';
  ctx.fillStyle = INK;
  const isShort = style.title.length <= 4;
  ctx.font = `${isShort ? 50 : 34}px "${BOLD}"`;
  ctx.fillText(
    isShort ? [...style.title].join(' ') : style.title,
    LICENCE_SIZE.width / 2,
    isShort ? 196 : 190,
  );
  ctx.font = `16px "${REGULAR}"`;
  ctx.fillText(style.subtitle, LICENCE_SIZE.width / 2, 222);
  ctx.textAlign = 'left';
  ctx.fillStyle = '#5d4a24';
  ctx.font = `13px "${BOLD}"`;
  ctx.fillText('统一社会信用代码', LEFT, 92);
  ctx.fillStyle = INK;
  ctx.font = `19px "${BOLD}"`;
  ctx.fillText(order.code, LEFT, 118);
  drawSquares(ctx, RIGHT - 78, 76, 78, order.code + order.name);
}

function particulars(ctx: SKRSContext2D, order: LicenceOrder, style: FormStyle): void {
  const { labels } = style;
  const left = { x: LEFT, width: 396 };
  let y = entry(ctx, { ...left, y: 264, linesMax: 2 }, labels.name, order.name);
  y = entry(ctx, { ...left, y, linesMax: 2 }, '类　　型', order.type);
  y = entry(ctx, { ...left, y, linesMax: 1 }, labels.principal, order.principal);
  entry(ctx, { ...left, y, linesMax: 6 }, labels.scope, order.scope);
  const right = { x: LEFT + 416, width: RIGHT - LEFT - 416 };
  y = entry(ctx, { ...right, y: 264, linesMax: 1 }, labels.capital, order.capital ?? '—');
  y = entry(ctx, { ...right, y, linesMax: 1 }, labels.founded, order.foundedOn);
  y = entry(ctx, { ...right, y, linesMax: 2 }, '有效期限', order.term);
  entry(ctx, { ...right, y, linesMax: 3 }, '住　　所', order.address);
}

function footing(ctx: SKRSContext2D, order: LicenceOrder, style: FormStyle): void {
  ctx.textAlign = 'center';
  ctx.fillStyle = INK;
  ctx.font = `16px "${REGULAR}"`;
  ctx.fillText(style.office, 700, 494);
  ctx.fillText(order.issuedOn, 700, 560);
  ctx.fillStyle = '#8d7d58';
  ctx.font = `11px "${REGULAR}"`;
  ctx.fillText('样本 SAMPLE · 演示用图，非真实证照', LICENCE_SIZE.width / 2, 586);
}

/** The whole, undamaged licence, 900 × 640. */
export function drawLicence(order: LicenceOrder): Canvas {
  const style = STYLES[order.form];
  const canvas = createCanvas(LICENCE_SIZE.width, LICENCE_SIZE.height);
  const ctx = canvas.getContext('2d');
  ctx.drawImage(paperSheet(style.colours), 0, 0);
  heading(ctx, order, style);
  particulars(ctx, order, style);
  footing(ctx, order, style);
  if (order.flaw !== 'copyWithoutSeal') {
    const turn = createRandom('seal', order.code, order.name).next() * 0.5 - 0.25;
    stampSeal(ctx, { x: 716, y: 512, turn }, order.registrar);
  }
  return canvas;
}
