/** No words beside the texts: what the page shows comes from the dictionary, or the other language would show it too. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Characters and the punctuation that goes with them. */
const CJK = /[\p{Script=Han}\u3001\u3002\u300a-\u300d\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]/u;

const ROOT = join(import.meta.dirname, '../renderer');
/** Places where words stand in the code on purpose. */
const EXCEPTED = new Map([
  ['app/Header.tsx', 'a language is named in itself'],
  ['screens/settings/DisplaySettings.tsx', 'a language is named in itself'],
  ['desk/secretariat/transferRoom.ts', 'a reason both sides read, in both languages'],
  ['screens/signIn/SignInScreen.tsx', 'how an address begins'],
]);

function sources(): { file: string; code: string }[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)testing\//.test(name))
    .filter((name) => !name.startsWith('i18n/texts') && !name.startsWith('desk/practice'))
    .map((name) => ({
      file: relative(ROOT, join(ROOT, name)),
      code: readFileSync(join(ROOT, name), 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/(^|\s)\/\/.*$/gm, ''),
    }));
}

describe('words in the code', () => {
  it('are no Chinese beside the texts', () => {
    const found = sources().flatMap(({ file, code }) =>
      (EXCEPTED.has(file) ? [] : (code.match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? []))
        .filter((literal) => CJK.test(literal))
        .map((literal) => `${file}: ${literal}`),
    );
    expect(found).toEqual([]);
  });

  it('are no English between tags or in names that are read out', () => {
    const shown =
      /<[a-zA-Z][^<>{}]*>\s*([A-Za-z][A-Za-z’' ,.]+?)\s*<\/|(?:aria-label|title|placeholder|alt)="([^"]+)"/g;
    const found = sources().flatMap(({ file, code }) =>
      (EXCEPTED.has(file) || !file.endsWith('.tsx') ? [] : [...code.matchAll(shown)]).map(
        (match) => `${file}: ${match[1] ?? match[2]}`,
      ),
    );
    expect(found).toEqual([]);
  });
});
