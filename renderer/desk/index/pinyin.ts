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

const SOME_EITHER_WAY = new RegExp(`[${Object.keys(EITHER_WAY).join('')}]`);

const HAN = /\p{Script=Han}/u;
const ALL_HAN = /^\p{Script=Han}+$/u;
/** ü after l or n, as it is typed */
const UMLAUT = /(?<=[ln])v/;
const UMLAUT_ALL = new RegExp(UMLAUT, 'g');
/** Surnames lead short names only; a unit's name is read once. */
const PERSON_NAME_MAX = 4;
const READINGS_MAX = 8;

/** `['guangzhouchenxi', 'gzcx']`; a person's other readings where they differ; nothing for names without Chinese. */
export function pinyinOf(name: string): string[] {
  if (!HAN.test(name)) return [];
  const found: string[] = [];
  const syllables = syllablesOf(name, 'off');
  if (name.length > PERSON_NAME_MAX) {
    add(found, syllables);
    return found;
  }
  for (const reading of readingsOf(name, syllables)) add(found, reading);
  const asSurname = syllablesOf(name, 'head');
  if (asSurname.some((syllable, at) => syllable !== syllables[at]) || asSurname.length !== syllables.length)
    for (const reading of readingsOf(name, asSurname)) add(found, reading);
  return found;
}

function syllablesOf(name: string, surname: 'off' | 'head'): string[] {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname, v: true, nonZh: 'consecutive' });
  // The dictionary's own are lower case and without blanks.
  if (ALL_HAN.test(name)) return syllables;
  return syllables.map((syllable) => syllable.toLowerCase().replace(/\s+/g, ''));
}

function add(found: string[], syllables: readonly string[]): void {
  let [full, initials] = ['', ''];
  for (const syllable of syllables) {
    full += syllable;
    initials += syllable.charAt(0);
  }
  put(found, full);
  put(found, initials);
  // «吕» is typed lv, passports print LYU, and whoever does not know either types lu.
  if (full.includes('v') && UMLAUT.test(full))
    for (const vowel of ['yu', 'u']) put(found, full.replace(UMLAUT_ALL, vowel));
}

/** There are two of them as a rule: no set is worth being made. */
function put(found: string[], text: string): void {
  if (!found.includes(text)) found.push(text);
}

/** The reading of a person's name and those with a character read the other way. */
function readingsOf(name: string, syllables: readonly string[]): (readonly string[])[] {
  if (!SOME_EITHER_WAY.test(name)) return [syllables];
  const characters = Array.from(name);
  // Letters between the characters are one syllable together: then nothing can be set against each other.
  if (characters.length !== syllables.length) return [syllables];
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
