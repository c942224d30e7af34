/** Letters to registrants as one HTML file: a page each, to be printed or copied into an e-mail. */
import type { CorrectionLetter } from '../../desk/contract/exports.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';

export interface LetterWords {
  t: Translate;
  language: Language;
  edition: string;
  from: string;
  deadline: string;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// SECURITY: what registrants filled in stands in these letters.
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);

/** The paragraphs of a letter, as print and file both show them. */
export interface LetterText {
  to: string;
  contact: string;
  intro: string;
  sections: { title: string; lines: string[] }[];
  deadline: string;
  from: string;
}

export function letterText(letter: CorrectionLetter, words: LetterWords): LetterText {
  const { t, edition, from, deadline } = words;
  const unitLines = letter.unitReasons;
  const peopleLines = letter.people.map(({ name, reasons }) =>
    t('letter.person', { name, reasons: reasons.join(t('list.separator')) }),
  );
  return {
    to: t('letter.to', { unit: letter.unitName, code: letter.uscc }),
    contact: letter.contactName === '' ? '' : t('letter.contact', { name: letter.contactName }),
    intro: t('letter.intro', { edition }),
    sections: [
      ...(unitLines.length > 0 ? [{ title: t('letter.unit'), lines: unitLines }] : []),
      ...(peopleLines.length > 0 ? [{ title: t('letter.people'), lines: peopleLines }] : []),
    ],
    deadline: deadline === '' ? '' : t('letter.deadline', { date: deadline }),
    from,
  };
}

const STYLE = `body{font:12pt/1.7 "Noto Sans SC","Microsoft YaHei",SimSun,sans-serif;color:#1f2329;margin:0}
article{max-width:42em;margin:0 auto;padding:3em 2em;break-after:page}
h1{font-size:18pt;text-align:center;margin:0 0 1.5em}h2{font-size:12pt;margin:1em 0 .3em}ol{margin:0;padding-left:1.6em}
footer{margin-top:2.5em;text-align:right}@page{size:A4;margin:20mm;@bottom-center{content:counter(page) " / " counter(pages)}}
@media print{article{padding:0}}`;

export function lettersHtml(letters: readonly CorrectionLetter[], words: LetterWords): string {
  const title = escaped(words.t('letter.title'));
  const articles = letters.map((letter) => {
    const text = letterText(letter, words);
    const sections = text.sections.map(
      ({ title: heading, lines }) =>
        `<h2>${escaped(heading)}</h2><ol>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ol>`,
    );
    const contact = text.contact === '' ? '' : `<p>${escaped(text.contact)}</p>`;
    return `<article><h1>${title}</h1><p>${escaped(text.to)}</p>${contact}<p>${escaped(text.intro)}</p>${sections.join('')}<p>${escaped(text.deadline)}</p><footer>${escaped(text.from)}</footer></article>`;
  });
  return `<!doctype html><html lang="${words.language}"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>${articles.join('\n')}</body></html>\n`;
}
