/** Cells of an export in the reviewer's language. */
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { ExportCell, ExportSubject } from '../desk/contract/exports.ts';
import { day, inLanguage, monthDayClock } from '../i18n/format.ts';
import type { Translate } from '../i18n/i18n.ts';
import type { Language } from '../i18n/language.ts';
import { hasText } from '../i18n/texts.ts';

export interface Words {
  t: Translate;
  language: Language;
  profile: EditionProfile | null;
}

/** By which family of texts a column's codes are said. */
function familyOf(subject: ExportSubject, column: string): string | null {
  switch (column) {
    case 'status':
      return subject === 'units' ? 'unit.status' : 'attendee.status';
    case 'tag':
    case 'previousTag':
      return 'tag';
    case 'state':
      return 'outbox';
    case 'findings':
      return 'export.findings';
    case 'category':
    case 'gender':
    case 'personType':
    case 'documentType':
    case 'verdict':
    case 'kind':
      return column;
    default:
      return null;
  }
}

export function cellText(words: Words, subject: ExportSubject, column: string, cell: ExportCell): string {
  if (typeof cell === 'string') return cell;
  if ('reasons' in cell) {
    return cell.reasons.map(({ code, text }) => (text === '' ? code : text)).join(words.t('list.separator'));
  }
  const { code } = cell;
  if (column.endsWith('At')) return `${day(code).slice(0, 4)}-${monthDayClock(code)}`;
  if (column === 'subGroup') {
    const group = words.profile?.subGroups.find(({ id }) => id === code);
    return group ? inLanguage(group.name, words.language) : code;
  }
  if (column === 'entryPeriod') {
    const period = words.profile?.entryPeriods.find(({ id }) => id === code);
    return period ? inLanguage(period.label, words.language) : code;
  }
  const key = `${familyOf(subject, column)}.${code}`;
  return hasText(key) ? words.t(key) : code;
}
