/** The columns of marks that both lists have: findings and status before the rest, how far a decision has come behind. */
import type { ColDef } from 'ag-grid-community';
import type { AttendeeRow, UnitRow } from '../desk/contract/rows.ts';
import type { Translate } from '../i18n/i18n.ts';
import { elementCell } from '../ui/grid/elementCell.ts';
import { glyphElement } from './GlyphMark.tsx';
import { findingsGlyph, type Glyph, syncGlyph } from './glyphs.ts';

/** `status`: its mark, and how wide its heading is. */
export function markColumns<R extends UnitRow | AttendeeRow>(
  t: Translate,
  status: { width: number; glyph: (row: R) => Glyph },
): { findings: ColDef<R>; status: ColDef<R>; sync: ColDef<R> } {
  const marked = (glyph: (row: R) => Glyph): ColDef<R> => ({
    cellRenderer: elementCell<R>((row) => glyphElement(glyph(row))),
    cellClass: 'desk-center',
  });
  return {
    findings: {
      colId: 'findings',
      headerName: t('column.findings'),
      width: 54,
      sortable: true,
      // The mark depends on both, so that a change of either redraws the cell.
      valueGetter: ({ data }) => (data ? `${data.severity}${data.findingCount}` : ''),
      ...marked((row) => findingsGlyph(row, t)),
    },
    status: {
      colId: 'status',
      headerName: t('column.status'),
      width: status.width,
      sortable: false,
      valueGetter: ({ data }) => (data ? `${data.status}${data.isSetAside}${data.isResubmitted}` : ''),
      ...marked(status.glyph),
    },
    sync: {
      colId: 'sync',
      headerName: t('column.sync'),
      width: 52,
      sortable: false,
      valueGetter: ({ data }) => data?.sync ?? '',
      ...marked((row) => syncGlyph(row.sync, t)),
    },
  };
}
