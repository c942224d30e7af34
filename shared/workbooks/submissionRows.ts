/** A sheet of submissions row by row: what can be handed to the gateway, and what is wrong with the rest. */
import { checkCreditCode } from '../checks/creditCode.ts';
import { checkDocumentNumber } from '../checks/documentNumber.ts';
import { normaliseIdentifier } from '../checks/normalise.ts';
import { AttendeeArrangement, AttendeeMaterial, UnitMaterial } from '../domain/material.ts';
import { DOCUMENT_TYPES } from '../domain/vocabulary.ts';
import { dataRows, headerLabels } from './headerRows.ts';
import { type SheetGrid, withMergesFilled } from './sheetGrid.ts';
import { Cells, type EditionWords, type RowRefusal } from './submissionCells.ts';
import {
  mapSubmissionColumns,
  SUBMISSION_FIELDS,
  type SubmissionSheet,
  sheetKindOf,
} from './submissionFields.ts';

interface RowBase {
  /** of the sheet, counted from 1 as a spreadsheet does */
  rowNumber: number;
  /** what identifies it within the edition: the credit code, or document type and number */
  key: string;
  name: string;
  /** what the row names as its picture; empty: whatever bears the key's name */
  imageName: string;
  /** absent: no picture was found for it */
  imageHash?: string;
  refusals: RowRefusal[];
}
export interface UnitRowToImport extends RowBase {
  sheet: 'units';
  subGroupId: string;
  /** absent where the row is refused */
  material?: UnitMaterial;
}
export interface AttendeeRowToImport extends RowBase {
  sheet: 'attendees';
  /** the unit's credit code */
  unitKey: string;
  material?: AttendeeMaterial;
  arrangement: AttendeeArrangement;
}
export type RowToImport = UnitRowToImport | AttendeeRowToImport;

const HEADER_SEARCHED_ROWS = 10;

/** The sheets of a workbook that hold submissions, by what their headers say; others are left aside. */
export function findSubmissionSheets(
  grids: readonly SheetGrid[],
): { grid: SheetGrid; sheet: SubmissionSheet; headerRow: number; missing: string[] }[] {
  return grids.flatMap((grid) => {
    for (let row = 0; row < Math.min(grid.rows.length, HEADER_SEARCHED_ROWS); row++) {
      const labels = headerLabels(grid, { first: row, last: row });
      const sheet = sheetKindOf(labels);
      if (sheet)
        return [{ grid, sheet, headerRow: row, missing: mapSubmissionColumns(sheet, labels).missing }];
    }
    return [];
  });
}

/** The rows below the header, each by itself; the same key twice is refused from the second on. */
export function submissionRows(
  grid: SheetGrid,
  sheet: SubmissionSheet,
  headerRow: number,
  words: EditionWords,
): RowToImport[] {
  const header = { first: headerRow, last: headerRow };
  const { columns } = mapSubmissionColumns(sheet, headerLabels(grid, header));
  const rows = withMergesFilled(grid);
  const seen = new Set<string>();
  return dataRows({ rows }, header).map((row) => {
    const cells = new Cells(grid, rows[row] ?? [], row, columns, words);
    const read = sheet === 'units' ? unitOf(cells, row + 1) : attendeeOf(cells, row + 1);
    if (read.key !== '' && seen.has(read.key))
      read.refusals.push({ field: sheet === 'units' ? 'uscc' : 'documentNumber', why: 'repeated' });
    seen.add(read.key);
    if (read.refusals.length) delete read.material;
    return read;
  });
}

function valuesOf(sheet: SubmissionSheet, cells: Cells): Record<string, string> {
  return Object.fromEntries(SUBMISSION_FIELDS[sheet].map((spec) => [spec.id, cells.of(spec)]));
}

/** Without the members that are empty texts. */
function filled<T extends Record<string, string | undefined>>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, text]) => text !== '')) as Partial<T>;
}

const hasError = (findings: readonly { severity: string }[]) =>
  findings.some(({ severity }) => severity === 'error');

function unitOf(cells: Cells, rowNumber: number): UnitRowToImport {
  const v = valuesOf('units', cells);
  const code = checkCreditCode(v.uscc ?? '');
  if (v.uscc && hasError(code.findings)) cells.refuse('uscc', 'badCode', v.uscc);
  const parsed = UnitMaterial.safeParse({
    unitName: v.unitName,
    uscc: code.normalised,
    region: v.region,
    category: v.category,
    registeredAs: v.registeredAs || 'unit',
    isReturning: v.isReturning === 'yes',
    ...filled({ registeredCapital: v.registeredCapital, importValue: v.importValue }),
    purchaseIntents: [
      { category: v.intentCategory, product: v.intentProduct, ...filled({ amount: v.intentAmount }) },
    ],
    contact: filled({ name: v.contactName, phone: v.contactPhone, email: v.contactEmail }),
    address: v.address,
    ...filled({ businessScope: v.businessScope }),
  });
  return {
    sheet: 'units',
    rowNumber,
    key: code.normalised,
    name: v.unitName ?? '',
    imageName: v.qualificationDocument ?? '',
    subGroupId: v.subGroupId ?? '',
    refusals: cells.refusals,
    ...(parsed.success ? { material: parsed.data } : {}),
  };
}

function attendeeOf(cells: Cells, rowNumber: number): AttendeeRowToImport {
  const v = valuesOf('attendees', cells);
  const type = DOCUMENT_TYPES.find((each) => each === v.documentType);
  const number = type && v.documentNumber ? checkDocumentNumber(type, v.documentNumber) : null;
  if (number && hasError(number.findings)) cells.refuse('documentNumber', 'badNumber');
  const parsed = AttendeeMaterial.safeParse({
    personType: v.personType,
    name: v.name,
    documentType: v.documentType,
    documentNumber: number?.normalised ?? '',
    pledgeAccepted: v.pledgeAccepted === 'yes',
    isReturning: v.previousTag !== '',
    ...filled({
      gender: v.gender,
      birthDate: v.birthDate || number?.birthDate,
      nationality: v.nationality,
      documentExpiry: v.documentExpiry,
      jobTitle: v.jobTitle,
      phone: v.phone,
      email: v.email,
      previousTag: v.previousTag,
    }),
  });
  const arrangement = AttendeeArrangement.safeParse(
    filled({
      entryPeriod: v.entryPeriod,
      deliveryMethod: v.deliveryMethod,
      deliveryAddress: v.deliveryAddress,
    }),
  );
  return {
    sheet: 'attendees',
    rowNumber,
    key: number ? `${v.documentType}:${number.personKey ?? number.normalised}` : '',
    name: v.name ?? '',
    imageName: v.photo ?? '',
    unitKey: normaliseIdentifier(v.unitUscc ?? ''),
    refusals: cells.refusals,
    arrangement: arrangement.success ? arrangement.data : {},
    ...(parsed.success ? { material: parsed.data } : {}),
  };
}
