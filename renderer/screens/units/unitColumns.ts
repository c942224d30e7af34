/** The columns of the unit list. */
import type { ColDef } from 'ag-grid-community';
import type { Bilingual } from '../../../shared/domain/editionProfile.ts';
import type { UnitRow } from '../../desk/contract/rows.ts';
import { amount, inLanguage, monthDay } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { shortCode } from '../../review/codeGroups.ts';
import { unitStatusGlyph } from '../../review/glyphs.ts';
import { markColumns } from '../../review/markColumns.ts';

type Column = ColDef<UnitRow>;

/** Columns in reading order; the sub-group only for accounts that see several. */
export function unitColumns(
  t: Translate,
  language: Language,
  subGroups: readonly { id: string; name: Bilingual }[],
): Column[] {
  const marks = markColumns<UnitRow>(t, {
    width: language === 'en' ? 62 : 50,
    glyph: (row) => unitStatusGlyph(row, t),
  });
  const names = new Map(subGroups.map(({ id, name }) => [id, inLanguage(name, language)]));
  const columns: Column[] = [
    marks.findings,
    marks.status,
    {
      colId: 'name',
      headerName: t('column.unitName'),
      flex: 1,
      minWidth: 110,
      sortable: true,
      valueGetter: ({ data }) => data?.unitName ?? t('list.loadingRow'),
    },
    {
      colId: 'code',
      headerName: t('column.uscc'),
      width: 124,
      sortable: true,
      cellClass: 'desk-mono',
      valueGetter: ({ data }) => (data ? shortCode(data.uscc) : ''),
    },
    {
      colId: 'people',
      headerName: t('column.people'),
      width: 58,
      sortable: true,
      cellClass: 'desk-right',
      valueGetter: ({ data }) => data?.people ?? '',
    },
    {
      colId: 'intent',
      headerName: t('column.intent'),
      width: 102,
      sortable: true,
      cellClass: 'desk-right',
      valueGetter: ({ data }) => (data && data.intentTotal !== null ? amount(data.intentTotal) : ''),
    },
    {
      colId: 'submittedAt',
      headerName: t('column.submittedAt'),
      width: language === 'en' ? 84 : 64,
      sortable: true,
      cellClass: 'desk-soft',
      valueGetter: ({ data }) => (data ? monthDay(data.submittedAt) : ''),
    },
    marks.sync,
  ];
  if (names.size > 1) {
    columns.splice(4, 0, {
      colId: 'subGroup',
      headerName: t('column.subGroup'),
      width: 92,
      sortable: false,
      valueGetter: ({ data }) => (data ? (names.get(data.subGroupId) ?? data.subGroupId) : ''),
    });
    // One column more than a small window holds: what is out of sight then is the amount, not the sync mark.
    const intent = columns.findIndex(({ colId }) => colId === 'intent');
    if (intent >= 0) columns.push(...columns.splice(intent, 1));
  }
  return columns;
}
