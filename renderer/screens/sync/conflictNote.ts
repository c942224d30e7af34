/** A note on decisions that were not applied, as one printable page without scripts. Pure. */

import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import type { TrayDetail } from '../../desk/contract/tray.ts';
import { day, monthDayClock } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { comparedLines } from '../../review/compare/comparedValue.ts';
import { fieldText } from '../../review/detail/findingText.ts';
import { verdictText } from '../../review/verdictText.ts';
import { wordsOf } from './trayTextOf.ts';

export interface NoteFrame {
  t: Translate;
  language: Language;
  profile: Pick<EditionProfile, 'subGroups' | 'entryPeriods'> | null;
  account: string;
  now: number;
}

const STYLE = `body{font:14px/1.6 "Noto Sans SC","Microsoft YaHei",sans-serif;max-width:820px;margin:24px auto;padding:0 16px;color:#1f2329}
h1{font-size:20px}h2{font-size:16px;margin:0}article{border-top:1px solid #8c8c8c;padding:12px 0;break-inside:avoid}
dt{color:#595959;font-size:12px;margin-top:8px}dd{margin:0}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #8c8c8c;padding:3px 6px;text-align:left;vertical-align:top}ul{margin:0;padding-left:20px}`;

// SECURITY: names and texts come from registrants; nothing of them may become markup in the saved page.
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The page's text. People's names are cut to their first character, personal values come masked. */
export function conflictNote(details: readonly TrayDetail[], frame: NoteFrame): string {
  const { t, language, account, now } = frame;
  const title = escaped(t('note.title'));
  const made = t('note.madeBy', {
    account,
    time: `${day(now)} ${monthDayClock(now).slice(6)}`,
    count: details.length,
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1><p>${escaped(made)} ${escaped(t('note.masked'))}</p>
${details.map((detail) => articleOf(detail, frame)).join('\n')}
</body></html>
`;
}

function articleOf(detail: TrayDetail, frame: NoteFrame): string {
  const { t } = frame;
  const name = detail.kind === 'attendee' ? maskName(detail.name) : detail.name;
  const words = wordsOf(t, detail);
  const { theirs } = detail;
  const parts = [
    `<h2>${escaped(t(`kind.${detail.kind}`))} ${escaped(name)} <small>${escaped(detail.subjectId)}</small></h2>`,
    `<p>${escaped(t(`tray.result.${detail.result}`))}${words ? ` ${escaped(words)}` : ''}</p>`,
    '<dl>',
    term(
      t('tray.mine'),
      `${escaped(verdictText(t, detail.verdict, detail.tag))} · ${escaped(
        t('tray.mine.at', { time: monthDayClock(detail.confirmedAt), revision: detail.baseRevision }),
      )}${reasonList(detail.reasons)}${detail.note ? `<p>${escaped(detail.note)}</p>` : ''}`,
    ),
    term(t('note.received'), escaped(monthDayClock(detail.receivedAt))),
    theirs === null
      ? ''
      : term(
          t('tray.theirs'),
          `${escaped(verdictText(t, theirs.verdict, theirs.tag))} · ${escaped(
            t('detail.by', { by: theirs.byName ?? theirs.by, time: monthDayClock(theirs.at) }),
          )}${reasonList(theirs.reasons ?? [])}${theirs.note ? `<p>${escaped(theirs.note)}</p>` : ''}`,
        ),
    changesOf(detail, frame),
    '</dl>',
  ];
  return `<article>${parts.join('')}</article>`;
}

const term = (name: string, html: string) => `<dt>${escaped(name)}</dt><dd>${html}</dd>`;

function reasonList(reasons: readonly GivenReason[]): string {
  if (!reasons.length) return '';
  const items = reasons.map(({ code, text }) => `<li>${escaped(code)} ${escaped(text)}</li>`);
  return `<ul>${items.join('')}</ul>`;
}

function changesOf({ mine }: TrayDetail, { t, language, profile }: NoteFrame): string {
  if (!mine.ok) return term(t('tray.changed'), escaped(t(`compare.why.${mine.why}`)));
  const { changes, images } = mine.comparison;
  const replaced = images.filter(({ before, after }) => before !== after);
  if (!changes.length && !replaced.length) return term(t('tray.changed'), escaped(t('compare.none')));
  const cell = (field: string, value: unknown) =>
    comparedLines(t, language, profile, field, value).map(escaped).join('<br>') || '–';
  const rows = changes.map(
    ({ field, before, after }) =>
      `<tr><th>${escaped(fieldText(t, field))}</th><td>${cell(field, before)}</td><td>${cell(field, after)}</td></tr>`,
  );
  const table = rows.length
    ? `<table><tr><th>${escaped(t('compare.field'))}</th><th>${escaped(t('note.seen'))}</th><th>${escaped(
        t('compare.after.now'),
      )}</th></tr>${rows.join('')}</table>`
    : '';
  const pictures = replaced.map(
    ({ slot }) => `<p>${escaped(t('compare.image.changed', { slot: fieldText(t, slot) }))}</p>`,
  );
  return term(t('tray.changed'), table + pictures.join(''));
}
