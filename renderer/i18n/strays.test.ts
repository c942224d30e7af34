/** Nothing stands in the wrong language: neither in the texts nor in what the edition says. */
import { describe, expect, it } from 'vitest';
import type { Bilingual } from '../../shared/domain/editionProfile.ts';
import { CIIE3 } from '../../shared/domain/profiles/ciie3.ts';
import type { Pair } from './texts/pairs.ts';
import { TEXTS } from './texts.ts';

/** Proper terms and key names that a Chinese sentence may hold. */
const TERMS = new Set([
  ...['VIP', 'Excel', 'WPS', 'Word', 'Chromium', 'Electron'],
  ...[
    'PDF',
    'HTML',
    'html',
    'xlsx',
    'xls',
    'ods',
    'csv',
    'zip',
    'jpg',
    'png',
    'MB',
    'GB',
    'GB18030',
    'UTF-16',
    'N/A',
  ],
  ...['Esc', 'Enter', 'Ctrl+A', 'Ctrl+Enter', 'Shift+1', 'Alt', 'Ctrl', 'Shift', 'Ctrl+K', 'Ctrl+L'],
  // of codes and addresses, and initials to search by
  ...['https', 'desk.example.cn', 'name', 'example.com', 'E+17', 'lx'],
]);
/** Single letters are keys, or the letters a sentence speaks of. */
const isTerm = (word: string) => TERMS.has(word) || /^(?:[A-Z]|F\d{1,2})$/.test(word);
const latinWords = (text: string) => text.replace(/\{\{\w+\}\}/g, ' ').match(/[A-Za-z][\w.+/-]*/g) ?? [];
/** Characters and the punctuation that goes with them. */
const CJK = /[\p{Script=Han}\u3001\u3002\u300a-\u300d\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]/u;

const pairs = Object.entries<Pair>(TEXTS);

function bilinguals(value: unknown, path: string): [string, Bilingual][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [[path, value as Bilingual]];
  return Object.entries(value).flatMap(([name, inner]) => bilinguals(inner, `${path}.${name}`));
}

describe('stray words', () => {
  it('are not in the Chinese texts but for proper terms', () => {
    const found = pairs.flatMap(([key, [zh]]) =>
      latinWords(zh)
        .filter((word) => !isTerm(word.replace(/[.+/-]+$/, '')) && !word.split('/').every(isTerm))
        .map((word) => `${key}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  it('are not in the English texts, punctuation included', () => {
    const found = pairs.filter(([, [, en, one]]) => CJK.test(`${en}${one ?? ''}`)).map(([key]) => key);
    expect(found).toEqual([]);
  });

  it('are translated at all', () => {
    const same = pairs.filter(([, [zh, en]]) => zh === en && latinWords(en).some((word) => !isTerm(word)));
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it('are not in what the edition says', () => {
    const all = bilinguals(CIIE3, 'profile');
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(([, { en }]) => CJK.test(en)).map(([path]) => path)).toEqual([]);
    expect(all.filter(([, { zh }]) => !CJK.test(zh) && !isTerm(zh)).map(([path]) => path)).toEqual([]);
  });
});
