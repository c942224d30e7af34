/** A sheet of submissions row by row: what can be handed to the gateway, and what is wrong with the rest. */
import { checkCreditCode } from '../checks/creditCode.ts';
import { checkDocumentNumber } from '../checks/documentNumber.ts';
import { normaliseIdentifier } from '../checks/normalise.ts';
import {
  Amount,
  AttendeeArrangement,
  AttendeeMaterial,
  CalendarDate,
  UnitMaterial,
} from '../domain/material.ts';
import { DOCUMENT_TYPES } from '../domain/vocabulary.ts';
import { withoutNeutraliser } from './formulaGuard.ts';
import { dataRows, headerLabels } from './headerRows.ts';
import { lostPrecision } from './precision.ts';
import { cellKey, type SheetGrid, withMergesFilled } from './sheetGrid.ts';
import {
  type FieldSpec,
  mapSubmissionColumns,
  SUBMISSION_FIELDS,
  type SubmissionSheet,
  sheetKindOf,
} from './submissionFields.ts';

export type RowFault =
  | 'missing'
  | 'unknownWord'
  | 'tooLong'
  | 'badAmount'
  | 'badDate'
  | 'badYesNo'
  | 'badCode'
  | 'badNumber'
  | 'lostDigits'
  | 'cellError'
  | 'repeated'
  /** the image that is named was not chosen, is one of several of that name, or is none */
  | 'noImage'
  | 'manyImages'
  | 'badImage'
  | 'imageTooLarge';
export interface RowRefusal {
  /** of `SUBMISSION_FIELDS` */
  field: string;
  why: RowFault;
  seen?: string;
}

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

/** What a choice may be called in this edition. */
export interface EditionWords {
  subGroupId: readonly (readonly [value: string, ...words: string[]])[];
  entryPeriod: readonly (readonly [value: string, ...words: string[]])[];
}

const YES = ['是', '有', 'Y', 'YES', 'TRUE', '1', '√', '已签', '同意'];
const NO = ['否', '无', 'N', 'NO', 'FALSE', '0', '×', '未签', ''];
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

/** One row's cells by field; what is wrong with them is gathered. */
class Cells {
  readonly refusals: RowRefusal[] = [];

  constructor(
    private readonly grid: SheetGrid,
    private readonly cells: readonly string[],
    private readonly row: number,
    private readonly columns: ReadonlyMap<string, number>,
    private readonly words: EditionWords,
  ) {}

  refuse(field: string, why: RowFault, seen?: string): void {
    this.refusals.push({ field, why, ...(seen ? { seen: seen.slice(0, 40) } : {}) });
  }

  /** The text of a field by its rules; empty where it is absent or refused. */
  of(spec: FieldSpec): string {
    const column = this.columns.get(spec.id);
    const raw = column === undefined ? '' : withoutNeutraliser((this.cells[column] ?? '').trim());
    const mark = column === undefined ? undefined : this.grid.marks.get(cellKey(this.row, column));
    if (mark === 'error') {
      this.refuse(spec.id, 'cellError');
      return '';
    }
    if (raw === '' && spec.kind !== 'yesNo') {
      if (spec.isRequired) this.refuse(spec.id, 'missing');
      return '';
    }
    if (spec.id === 'documentNumber' && lostPrecision(raw, mark) !== null && mark !== undefined) {
      const isShort = raw.replace(/\D/g, '').length <= 15 && lostPrecision(raw, mark) === 'numeric';
      if (!isShort) {
        this.refuse(spec.id, 'lostDigits', raw);
        return '';
      }
    }
    return this.#read(spec, raw);
  }

  #read(spec: FieldSpec, raw: string): string {
    switch (spec.kind) {
      case 'choice':
        return this.#choice(spec, raw);
      case 'yesNo': {
        const word = raw.normalize('NFKC').toUpperCase();
        if (YES.includes(word)) return 'yes';
        if (!NO.includes(word)) this.refuse(spec.id, 'badYesNo', raw);
        return '';
      }
      case 'amount': {
        const amount = raw.normalize('NFKC').replace(/[,\s]/g, '');
        if (Amount.safeParse(amount).success) return amount;
        this.refuse(spec.id, 'badAmount', raw);
        return '';
      }
      case 'date': {
        const date = dateOf(raw);
        if (date !== null) return date;
        this.refuse(spec.id, 'badDate', raw);
        return '';
      }
      default:
        if (raw.length <= (spec.max ?? 300)) return raw;
        this.refuse(spec.id, 'tooLong');
        return '';
    }
  }

  #choice(spec: FieldSpec, raw: string): string {
    const own = spec.id === 'subGroupId' || spec.id === 'entryPeriod' ? this.words[spec.id] : spec.words;
    const folded = fold(raw);
    const found = own?.find((words) => words.some((word) => fold(word) === folded));
    if (found) return found[0];
    this.refuse(spec.id, 'unknownWord', raw);
    return '';
  }
}

const fold = (word: string): string => word.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** `2020-9-7`, `2020/09/07`, `2020.9.7`, `2020年9月7日`, `20200907` as a calendar date. */
function dateOf(raw: string): string | null {
  const [, year, month, day] =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(raw.normalize('NFKC').replace(/\s/g, '')) ?? [];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date;
  return isReal && CalendarDate.safeParse(date).success ? date : null;
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
