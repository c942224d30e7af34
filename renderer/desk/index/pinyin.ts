/** Pinyin of a Chinese name for the search box: full syllables and initials, polyphones by the name's context. */
import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}/u;

/** `['guangzhouchenxi', 'gzcx']`; a surname's own reading where it differs; nothing for names without Chinese. */
export function pinyinOf(name: string): string[] {
  if (!HAN.test(name)) return [];
  const found = new Set<string>();
  for (const surname of ['off', 'head'] as const) {
    const syllables = pinyin(name, {
      toneType: 'none',
      type: 'array',
      surname,
      v: true,
      nonZh: 'consecutive',
    });
    const plain = syllables.map((syllable) => syllable.toLowerCase().replace(/\s+/g, ''));
    found.add(plain.join(''));
    found.add(plain.map((syllable) => syllable.charAt(0)).join(''));
    // Surnames lead short names only; a unit's name is read once.
    if (name.length > 4) break;
  }
  return [...found];
}
