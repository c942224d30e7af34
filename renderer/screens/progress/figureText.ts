/** Figures as texts: on screen and on paper as a spreadsheet shows them by the same format. */
import type { FigureSheet } from '../../../shared/workbooks/tableBook.ts';
import { count } from '../../i18n/format.ts';

export const PERCENT = '0.0%';
export const MONEY = '#,##0.00';
export const AMOUNT = '#,##0.######';

const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const amount = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

export const percentText = (share: number): string => `${(share * 100).toFixed(1)}%`;
export const moneyText = (value: number): string => money.format(value);
export const amountText = (value: number): string => amount.format(value);

/** A cell as its column's format shows it. */
export function figureText(value: string | number, format: string | undefined): string {
  if (typeof value === 'string') return value;
  if (format === PERCENT) return percentText(value);
  if (format === MONEY) return moneyText(value);
  return format === AMOUNT ? amountText(value) : count(value);
}

/** A sheet's rows as texts. */
export function textRows({ rows, formats = {} }: FigureSheet): string[][] {
  return rows.map((row) => row.map((value, column) => figureText(value, formats[column])));
}

/** Columns of texts besides the first: those that start to the left. */
export function textColumns({ rows }: FigureSheet): number[] {
  return (rows[0] ?? []).flatMap((value, column) => (typeof value === 'string' ? [column] : []));
}
