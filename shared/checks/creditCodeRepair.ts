/** Finds the codes one typing slip away from a wrong credit code, most likely first. */
import {
  CREDIT_CODE_LETTERS,
  creditCodeCheckCharacter,
  hasRightCheckCharacter,
  hasRightInnerCode,
  isCreditCodeShaped,
} from './creditCodeArithmetic.ts';
import { isProvincePair } from './provinces.ts';

const REPAIRS_MAX = 5;
/** Letters that no code contains, and what the typist meant. */
const NEVER_LEGAL: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5', V: 'U' };
/** Pairs that are taken for each other on a licence or on a keyboard. */
const CONFUSABLE = new Set(
  '0D 0Q DQ 8B 38 1L 17 1J 4A 6G 5G CG EF PR MN HN UW UY XY KX 69 56 2R 7T'
    .split(' ')
    .flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]),
);

/** A candidate and how far-fetched it is; lower comes first. */
interface Repair {
  code: string;
  cost: number;
}

/**
 * Codes that pass and lie one edit away (a letter exchanged, two neighbours swapped, one missing or one too
 * many), after letters that are never legal have been read as what they look like. At most 5, likeliest
 * first; codes whose inner organisation code is right as well displace all others.
 */
export function repairCreditCode(code: string): string[] {
  if (code.length < 17 || code.length > 19) return [];
  const read = code.replace(/[OIZSV]/g, (letter) => NEVER_LEGAL[letter] ?? letter);
  if (isPlausible(read) && hasRightInnerCode(read)) return [read];

  const found: Repair[] = [];
  const offer = (candidate: string, cost: number) => {
    if (isPlausible(candidate)) found.push({ code: candidate, cost: cost + oddityCost(candidate) });
  };
  if (read !== code) offer(read, 0);
  if (read.length === 17) offerInsertions(read, offer);
  if (read.length === 18) offerExchanges(code, read, offer);
  if (read.length === 19) {
    for (let i = 0; i < 19; i++) offer(read.slice(0, i) + read.slice(i + 1), read[i] === read[i + 1] ? 0 : 2);
  }
  return best(found);
}

type Offer = (candidate: string, cost: number) => void;

const INNER_WRONG = 1000;
/** Added for what the candidate itself looks like, whatever the edit. */
function oddityCost(code: string): number {
  return (hasRightInnerCode(code) ? 0 : INNER_WRONG) + (KIND_COMMON.test(code) ? 0 : 2);
}

/**
 * Registering department and kind as far as they are in use. From memory of GB 32100-2015, table 1, so it
 * only sorts out suggestions and never judges a code.
 */
const KIND_IN_USE = /^(?:1[1239]|[24][19]|3[1-59]|5[1239]|[67][129]|[8A][19]|9[123]|N[1239]|Y1)/;
/** The kinds that nearly all units have. */
const KIND_COMMON = /^(?:9[123]|1[12]|5[123]|81)/;

/** Passes character 18, and names a kind in use and a province that exists (or 10, the State's own register). */
function isPlausible(code: string): boolean {
  if (!isCreditCodeShaped(code) || !hasRightCheckCharacter(code) || !KIND_IN_USE.test(code)) return false;
  const province = code.slice(2, 4);
  return province === '10' || isProvincePair(province);
}

function offerInsertions(code: string, offer: Offer): void {
  for (let i = 0; i < 18; i++) {
    for (const letter of CREDIT_CODE_LETTERS) offer(code.slice(0, i) + letter + code.slice(i), 2);
  }
}

function offerExchanges(typed: string, code: string, offer: Offer): void {
  for (let i = 0; i < 17; i++) {
    offer(code.slice(0, i) + code.charAt(i + 1) + code.charAt(i) + code.slice(i + 2), 1);
  }
  offer(code.slice(0, 17) + creditCodeCheckCharacter(code), 2);
  for (let i = 0; i < 18; i++) {
    const wasIllegal = typed[i] !== code[i];
    for (const letter of CREDIT_CODE_LETTERS) {
      const isConfusable = wasIllegal || CONFUSABLE.has(code.charAt(i) + letter);
      offer(code.slice(0, i) + letter + code.slice(i + 1), isConfusable ? 0 : 3);
    }
  }
}

function best(found: Repair[]): string[] {
  const ranked = [...found].sort((a, b) => a.cost - b.cost);
  const hasInnerRight = (ranked[0]?.cost ?? INNER_WRONG) < INNER_WRONG;
  const kept = hasInnerRight ? ranked.filter((repair) => repair.cost < INNER_WRONG) : ranked;
  return [...new Set(kept.map((repair) => repair.code))].slice(0, REPAIRS_MAX);
}
