/** Normalising of what people type: identifiers and names are compared only in this form. */

/** Capital letters of Cyrillic and Greek that look like Latin ones; NFKC leaves them as they are. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  // Cyrillic
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X' },
  ...{ Ѕ: 'S', І: 'I', Ј: 'J', Ԛ: 'Q', Ԝ: 'W', Ү: 'Y' },
  // Greek
  ...{ Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T' },
  ...{ Υ: 'Y', Χ: 'X' },
};
const LOOK_ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`, 'gu');
/** White space, dashes (the minus sign is no dash to Unicode), controls, zero-width and other format signs, BOM. */
const NOISE = /[\s\p{Pd}\p{Cf}\p{Cc}\u2212]|\p{Variation_Selector}/gu;
const ALREADY_NORMAL = /^[0-9A-Z]*$/;
/** One pass of folding can make work for the next one (rare letters whose capital is a sequence). */
const PASSES_MAX = 8;

function foldUntilStable(raw: string, fold: (text: string) => string): string {
  let text = raw;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const next = fold(text);
    if (next === text) return text;
    text = next;
  }
  return text;
}

function foldIdentifier(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(LOOK_ALIKE, (letter) => LOOK_ALIKES[letter] ?? letter)
    .replace(NOISE, '');
}

/**
 * The form in which an identifier is checked and compared (domain rule §6): NFKC, look-alikes to Latin,
 * no spaces, hyphens or invisible characters, upper-case. Never fails; idempotent.
 */
export function normaliseIdentifier(raw: string): string {
  return ALREADY_NORMAL.test(raw) ? raw : foldUntilStable(raw, foldIdentifier);
}

const NAME_NOISE = /[\s\p{P}\p{S}\p{Cf}\p{Cc}]|\p{Variation_Selector}/gu;

/**
 * The form in which unit names are compared: NFKC, upper-case, without brackets, punctuation and spaces,
 * 有限责任公司 as 有限公司. It is a key, not for display. Idempotent.
 */
export function normaliseUnitName(name: string): string {
  return foldUntilStable(name, (text) =>
    text.normalize('NFKC').toUpperCase().replace(NAME_NOISE, '').replaceAll('有限责任公司', '有限公司'),
  );
}

const PLACEHOLDERS = new Set(
  '无 暂无 没有 其他 其它 待定 不详 未知 未定 同上 测试 N/A NA NIL NONE NULL TBD TEST OTHER XX XXX'.split(
    ' ',
  ),
);

/** Whether a text says nothing: blank, without a single letter, or a filler such as 无, 待定, N/A, test. */
export function isPlaceholder(text: string): boolean {
  const bare = text.normalize('NFKC').trim().toUpperCase();
  return !/\p{L}/u.test(bare) || PLACEHOLDERS.has(bare);
}
