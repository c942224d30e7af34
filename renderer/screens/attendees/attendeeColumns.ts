/** The columns of the attendee list. */
import type { ColDef } from 'ag-grid-community';
import type { AttendeeRow } from '../../desk/contract/rows.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { glyphElement } from '../../review/GlyphMark.tsx';
import { attendeeStatusGlyph, findingsGlyph, type Glyph, syncGlyph } from '../../review/glyphs.ts';
import { elementCell } from '../../ui/grid/elementCell.ts';

/** Columns in reading order. */
export function attendeeColumns(t: Translate): ColDef<AttendeeRow>[] {
  const glyph = (make: (row: AttendeeRow) => Glyph) => ({
    cellRenderer: elementCell<AttendeeRow>((row) => glyphElement(make(row))),
    cellClass: 'desk-center',
  });
  return [
    {
      colId: 'findings',
      headerName: t('column.findings'),
      width: 54,
      sortable: true,
      valueGetter: ({ data }) => (data ? `${data.severity}${data.findingCount}` : ''),
      ...glyph((row) => findingsGlyph(row, t)),
    },
    {
      colId: 'status',
      headerName: t('column.status'),
      width: 62,
      sortable: false,
      valueGetter: ({ data }) => (data ? `${data.status}${data.isSetAside}${data.isResubmitted}` : ''),
      ...glyph((row) => attendeeStatusGlyph(row, t)),
    },
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
    {
      colId: 'sync',
      headerName: t('column.sync'),
      width: 52,
      sortable: false,
      valueGetter: ({ data }) => data?.sync ?? '',
      ...glyph((row) => syncGlyph(row.sync, t)),
    },
  ];
}
