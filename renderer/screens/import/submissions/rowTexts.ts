/** What is said of a row that does not go. */
import { SUBMISSION_FIELDS } from '../../../../shared/workbooks/submissionFields.ts';
import type { RowToImport } from '../../../../shared/workbooks/submissionRows.ts';
import type { PlannedRow, SentRow } from '../../../desk/contract/intake.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import type { Language } from '../../../i18n/language.ts';

export function fieldName(sheet: RowToImport['sheet'], id: string, language: Language): string {
  const spec = SUBMISSION_FIELDS[sheet].find((field) => field.id === id);
  return spec ? spec[language === 'en' ? 'en' : 'zh'] : id;
}

/** Why a row is not handed in, or was refused; empty where it goes or went. */
export function reasonOf(
  t: Translate,
  language: Language,
  row: RowToImport,
  planned: PlannedRow,
  sent?: SentRow,
): string {
  if (sent?.result === 'refused') return t('submissions.row.gateway', { detail: sent.detail ?? '' });
  switch (planned.outcome) {
    case 'rowRefused':
      return row.refusals
        .map(({ field, why, seen = '' }) => {
          const name = fieldName(row.sheet, field, language);
          return t('submissions.row.named', { name, why: t(`submissions.row.${why}`, { seen }) });
        })
        .join(t('list.separator'));
    case 'noUnit':
    case 'notAmendable':
      return t(`submissions.row.${planned.outcome}`);
    case 'otherUnit':
      return t('submissions.row.otherUnit', { unit: planned.unitName ?? '' });
    default:
      return '';
  }
}
