/**
 * The table as a picture: for each work, how many times the desk's figure the others take. The line is the desk;
 * to its right is slower or larger, to its left faster or smaller. Logarithmic, for the ratios span five decades.
 */
import type { Outcome } from './docs.ts';
import { type Contender, NAMES } from './options.ts';
import { shown, times, WORKS } from './report.ts';

const WIDTH = 960;
const LEFT = 120;
const RIGHT = 200;
const TOP = 92;
const ROW = 22;
const TITLE = 30;
const BAR = 14;
/** ratios at the ends of the axis */
const LOW = 0.01;
const HIGH = 1000;
const TICKS = [0.01, 0.1, 1, 10, 100, 1000];
const COLOURS = { worse: '#c2410c', better: '#0f766e', desk: '#1d4ed8', grid: '#d4d4d8', text: '#18181b' };
/** What is not a measure of work, or has too few to compare. */
const LEFT_OUT = ['apart', 'files', 'searchP50'];

const xOf = (ratio: number): number => {
  const share = (Math.log10(ratio) - Math.log10(LOW)) / (Math.log10(HIGH) - Math.log10(LOW));
  return LEFT + Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT);
};
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function label(
  x: number,
  y: number,
  text: string,
  { size = 13, fill = COLOURS.text, anchor = 'start', weight = 400 } = {},
): string {
  return `<text x="${x.toFixed(1)}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}">${escaped(text)}</text>`;
}

/** One work: the desk's own figure in its title, a bar for each of the others. */
function drawWork(
  { id, title }: { id: string; title: string },
  { table, options }: Outcome,
  y: number,
): { svg: string[]; height: number } {
  const row = table[id];
  const own = row?.desk?.median;
  if (!row || own === undefined) return { svg: [], height: 0 };
  const [words = '', unit = ''] = title.split(/, (?=[^,]*$)/);
  const svg = [
    label(LEFT, y + 18, words, { weight: 600 }),
    label(WIDTH - 16, y + 18, `the desk ${shown(own)} ${unit}`, {
      fill: COLOURS.desk,
      anchor: 'end',
      weight: 600,
    }),
  ];
  let at = y + TITLE;
  for (const name of options.contenders) {
    const cell = name === 'desk' ? undefined : row[name];
    if (!cell) continue;
    svg.push(...drawBar(name, { figure: cell.median, unit, ratio: cell.median / own }, at));
    at += ROW;
  }
  return { svg, height: at - y + 8 };
}

function drawBar(
  name: Contender,
  { figure, unit, ratio }: { figure: number; unit: string; ratio: number },
  y: number,
): string[] {
  const [from, to] = [Math.min(xOf(1), xOf(ratio)), Math.max(xOf(1), xOf(ratio))];
  const fill = ratio >= 1 ? COLOURS.worse : COLOURS.better;
  return [
    label(LEFT - 10, y + BAR - 2, NAMES[name], { anchor: 'end' }),
    `<rect x="${from.toFixed(1)}" y="${y}" width="${Math.max(1.5, to - from).toFixed(1)}" height="${BAR}" rx="2" fill="${fill}"/>`,
    label(Math.max(to, xOf(1)) + 8, y + BAR - 2, `${times(ratio)} · ${shown(figure)} ${unit}`),
  ];
}

/** An SVG by itself, on white, so that it is readable on a dark page as well. */
export function drawPicture(outcome: Outcome): string {
  const bars: string[] = [];
  let y = TOP;
  for (const work of WORKS.filter(({ id }) => !LEFT_OUT.includes(id))) {
    const { svg, height } = drawWork(work, outcome, y);
    bars.push(...svg);
    y += height;
  }
  const { field, machine, chromium, load, options } = outcome;
  const people = field.attendees.toLocaleString('en');
  const title = `${people} people: how many times the desk’s figure the others take`;
  const facts = `${machine}, Chromium ${chromium}; load ${load.lowest}–${load.highest}; batch of ${options.decisions.toLocaleString('en')}`;
  const grid = TICKS.map((tick) => {
    const isDesk = tick === 1;
    const x = xOf(tick).toFixed(1);
    return `<line x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${y}" stroke="${isDesk ? COLOURS.desk : COLOURS.grid}" stroke-width="${isDesk ? 2 : 1}"/>${label(Number(x), TOP - 14, isDesk ? 'the desk' : `${tick} ×`, { size: 12, anchor: 'middle', fill: isDesk ? COLOURS.desk : '#52525b' })}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 34}" viewBox="0 0 ${WIDTH} ${y + 34}" role="img" font-family="system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    label(16, 30, title, { size: 18, weight: 600 }),
    `<rect x="16" y="44" width="12" height="12" rx="2" fill="${COLOURS.worse}"/>`,
    label(34, 55, 'slower or larger than the desk', { size: 12 }),
    `<rect x="222" y="44" width="12" height="12" rx="2" fill="${COLOURS.better}"/>`,
    label(240, 55, 'faster or smaller; the floor is what the platform itself costs', { size: 12 }),
    ...grid,
    ...bars,
    label(16, y + 22, facts, { size: 11, fill: '#52525b' }),
    '</svg>',
    '',
  ].join('\n');
}
