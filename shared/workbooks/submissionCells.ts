/** One row's cells read field by field: texts, choices, amounts, dates; what is wrong with them is gathered. */
import { Amount, CalendarDate } from '../domain/material.ts';
import { withoutNeutraliser } from './formulaGuard.ts';
import { lostPrecision } from './precision.ts';
import { cellKey, type SheetGrid } from './sheetGrid.ts';
import type { FieldSpec } from './submissionFields.ts';

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

/** What a choice may be called in this edition. */
export interface EditionWords {
  subGroupId: readonly (readonly [value: string, ...words: string[]])[];
  entryPeriod: readonly (readonly [value: string, ...words: string[]])[];
}

const YES = ['是', '有', 'Y', 'YES', 'TRUE', '1', '√', '已签', '同意'];
const NO = ['否', '无', 'N', 'NO', 'FALSE', '0', '×', '未签', ''];
/** One row's cells by field; what is wrong with them is gathered. */
export class Cells {
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
