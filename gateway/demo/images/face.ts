/** The features of a drawn person, chosen once from a seed; `portrait.ts` draws them. */
import { createRandom } from '../random.ts';
import type { PortraitOrder } from './imageOrder.ts';

export interface Face {
  background: readonly [string, string];
  skin: { base: string; shade: string; lip: string };
  hair: string;
  hairStyle: 'short' | 'sidePart' | 'crew' | 'receding' | 'bob' | 'long' | 'ponytail' | 'bun';
  clothes: 'suitTie' | 'suitOpen' | 'blouse' | 'polo' | 'blazer';
  cloth: string;
  accent: string;
  glasses: 'none' | 'thin' | 'thick';
  /** half the width and half the height of the head, in pixels */
  head: { halfWidth: number; halfHeight: number; jaw: number };
  eyes: { apart: number; width: number; open: number; y: number };
  brow: { thickness: number; slant: number; lift: number };
  nose: { length: number; width: number };
  mouth: { width: number; smile: number };
  shoulders: number;
  tilt: number;
  hasLines: boolean;
}

const SKINS = [
  { base: '#f6d7bd', shade: '#e2b594', lip: '#c9776b' },
  { base: '#f1caa8', shade: '#d9a67f', lip: '#bd6d60' },
  { base: '#e8b98f', shade: '#c99469', lip: '#b0604f' },
  { base: '#fae0cd', shade: '#e8c0a4', lip: '#d27f79' },
  { base: '#d9a476', shade: '#b98255', lip: '#9c5443' },
] as const;
const HAIRS = ['#16130f', '#211a15', '#2b201a', '#3a2a1f', '#1c1c22'] as const;
const GREYS = ['#8c8985', '#6d6a68', '#a9a6a1'] as const;
const CLOTHS = [
  '#1f2a44',
  '#2b2d33',
  '#3b3f4a',
  '#22303a',
  '#4a4038',
  '#16202c',
  '#54323a',
  '#2f4a45',
] as const;
const ACCENTS = ['#9b2335', '#31538f', '#5b6b7b', '#7a5c2e', '#2e6d5b', '#6a3f72', '#b3572d'] as const;
const BACKGROUNDS = [
  ['#ffffff', '#f1f3f6'],
  ['#d5e9fb', '#b5d6f2'],
  ['#c3def5', '#9ec8ec'],
  ['#fbfcfd', '#e6ecf2'],
] as const;

/** The face of an order: the same for the same seed. */
export function faceOf(order: PortraitOrder): Face {
  const random = createRandom('face', order.face);
  const isWoman = order.gender === 'female';
  const span = (low: number, high: number): number => low + (high - low) * random.next();
  const isGrey = order.age > 52 && random.chance(0.6);
  return {
    background: random.pick(BACKGROUNDS),
    skin: random.pick(SKINS),
    hair: random.pick(isGrey ? GREYS : HAIRS),
    hairStyle: isWoman
      ? random.pick(['bob', 'long', 'ponytail', 'bun', 'long'] as const)
      : random.weighted([
          ['short', 4],
          ['sidePart', 4],
          ['crew', 2],
          ['receding', order.age > 45 ? 3 : 0.2],
        ] as const),
    clothes: isWoman
      ? random.pick(['blouse', 'blazer', 'blazer', 'suitOpen'] as const)
      : random.pick(['suitTie', 'suitTie', 'suitOpen', 'polo'] as const),
    cloth: random.pick(CLOTHS),
    accent: random.pick(ACCENTS),
    glasses: random.weighted([
      ['none', 6],
      ['thin', 3],
      ['thick', 1.5],
    ] as const),
    head: { halfWidth: span(54, 63) - (isWoman ? 3 : 0), halfHeight: span(74, 83), jaw: span(0.62, 0.86) },
    eyes: { apart: span(24, 29), width: span(9.5, 12.5), open: span(3.6, 5.6), y: span(-6, 2) },
    brow: { thickness: isWoman ? span(2, 3) : span(3.2, 5), slant: span(-2, 3), lift: span(14, 19) },
    nose: { length: span(23, 31), width: span(9, 13) },
    mouth: { width: span(17, 24), smile: span(0.5, 6) },
    shoulders: isWoman ? span(112, 124) : span(126, 142),
    tilt: span(-0.02, 0.02),
    hasLines: order.age > 48,
  };
}
