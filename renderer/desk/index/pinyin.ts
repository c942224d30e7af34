/** Pinyin of a Chinese name for the search box: full syllables and initials, polyphones by the name's context. */
import { customPinyin, pinyin } from 'pinyin-pro';

/** Words of unit names that the dictionary reads the other way. */
customPinyin({
  分行: 'fēn háng',
  支行: 'zhī háng',
  商行: 'shāng háng',
  车行: 'chē háng',
  药行: 'yào háng',
  洋行: 'yáng háng',
  粮行: 'liáng háng',
  茶行: 'chá háng',
});

/** Characters that a given name may read either way; only its bearer knows which, so both are found. */
const EITHER_WAY: Readonly<Record<string, readonly string[]>> = {
  乐: ['le', 'yue'],
  朝: ['chao', 'zhao'],
  行: ['xing', 'hang'],
  长: ['chang', 'zhang'],
  重: ['zhong', 'chong'],
  晟: ['sheng', 'cheng'],
  茜: ['qian', 'xi'],
  盛: ['sheng', 'cheng'],
  曾: ['zeng', 'ceng'],
  传: ['chuan', 'zhuan'],
  降: ['jiang', 'xiang'],
  省: ['sheng', 'xing'],
  娜: ['na', 'nuo'],
  颉: ['jie', 'xie'],
  祭: ['ji', 'zhai'],
};

const HAN = /\p{Script=Han}/u;
/** ü after l or n, as it is typed */
const UMLAUT = /(?<=[ln])v/;
const UMLAUT_ALL = new RegExp(UMLAUT, 'g');
/** Surnames lead short names only; a unit's name is read once. */
const PERSON_NAME_MAX = 4;
const READINGS_MAX = 8;

/** `['guangzhouchenxi', 'gzcx']`; a person's other readings where they differ; nothing for names without Chinese. */
export function pinyinOf(name: string): string[] {
  if (!HAN.test(name)) return [];
  const found = new Set<string>();
  const isPerson = name.length <= PERSON_NAME_MAX;
  for (const surname of isPerson ? (['off', 'head'] as const) : (['off'] as const)) {
    const syllables = pinyin(name, {
      toneType: 'none',
      type: 'array',
      surname,
      v: true,
      nonZh: 'consecutive',
    }).map((syllable) => syllable.toLowerCase().replace(/\s+/g, ''));
    for (const reading of isPerson ? readingsOf(name, syllables) : [syllables]) add(found, reading);
  }
  return [...found];
}

function add(found: Set<string>, syllables: readonly string[]): void {
  const full = syllables.join('');
  found.add(full);
  found.add(syllables.map((syllable) => syllable.charAt(0)).join(''));
  // «吕» is typed lv, passports print LYU, and whoever does not know either types lu.
  if (UMLAUT.test(full)) for (const vowel of ['yu', 'u']) found.add(full.replace(UMLAUT_ALL, vowel));
}

/** The reading of a person's name and those with a character read the other way. */
function readingsOf(name: string, syllables: readonly string[]): string[][] {
  const characters = Array.from(name);
  // Letters between the characters are one syllable together: then nothing can be set against each other.
  if (characters.length !== syllables.length) return [[...syllables]];
  let readings: string[][] = [[]];
  syllables.forEach((syllable, at) => {
    const ways = new Set([syllable, ...(EITHER_WAY[characters[at] ?? ''] ?? [])]);
    readings = readings
      .flatMap((reading) => [...ways].map((way) => [...reading, way]))
      .slice(0, READINGS_MAX);
  });
  return readings;
}

/** A syllable for each character of a name; what is not Chinese stands for itself. */
export function soundsOf(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' }).filter(
    (each) => each !== ' ',
  );
}
