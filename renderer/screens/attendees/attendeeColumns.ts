/** The columns of the attendee list. */
import type { ColDef } from 'ag-grid-community';
import type { AttendeeRow } from '../../desk/contract/rows.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { attendeeStatusGlyph } from '../../review/glyphs.ts';
import { markColumns } from '../../review/markColumns.ts';

/** Columns in reading order. */
export function attendeeColumns(t: Translate): ColDef<AttendeeRow>[] {
  const marks = markColumns<AttendeeRow>(t, { width: 62, glyph: (row) => attendeeStatusGlyph(row, t) });
  return [
    marks.findings,
    marks.status,
    {
      colId: 'name',
      headerName: t('column.name'),
      width: 84,
      sortable: true,
      valueGetter: ({ data }) => data?.name ?? t('list.loadingRow'),
    },
    {
      colId: 'tag',
      headerName: t('column.tag'),
      width: 86,
      sortable: false,
      valueGetter: ({ data }) => (data?.tag ? t(`tag.${data.tag}`) : ''),
    },
    {
      colId: 'unitName',
      headerName: t('column.unitName'),
      flex: 1,
      minWidth: 88,
      sortable: true,
      valueGetter: ({ data }) => data?.unitName ?? '',
    },
    {
      colId: 'jobTitle',
      headerName: t('column.jobTitle'),
      width: 94,
      sortable: false,
      valueGetter: ({ data }) => data?.jobTitle ?? '',
    },
    {
      colId: 'documentNumber',
      headerName: t('column.documentNumber'),
      width: 150,
      sortable: false,
      cellClass: 'desk-mono',
      valueGetter: ({ data }) => data?.documentNumber ?? '',
    },
    marks.sync,
  ];
}
