/** Intended deals summed by sub-group. */
import { ALL_SUB_GROUPS } from '../../../shared/domain/progressReport.ts';
import type { Deal } from '../../../shared/protocol/reports.ts';

export interface DealSum {
  subGroupId: string;
  count: number;
  /** 10 000 USD */
  amount: number;
}

/** Millionths of 10 000 USD: amounts have at most six decimals, and sums of binary fractions would drift. */
const FRACTIONS = 1_000_000;

/** One sum for each sub-group that has deals, in the order given, then the total. */
export function sumDeals(
  deals: readonly Pick<Deal, 'subGroupId' | 'amount'>[],
  order: readonly string[],
): DealSum[] {
  const sumOf = (own: typeof deals, subGroupId: string): DealSum => ({
    subGroupId,
    count: own.length,
    amount: own.reduce((sum, { amount }) => sum + Math.round(Number(amount) * FRACTIONS), 0) / FRACTIONS,
  });
  const sums = order
    .map((id) =>
      sumOf(
        deals.filter(({ subGroupId }) => subGroupId === id),
        id,
      ),
    )
    .filter(({ count }) => count > 0);
  return sums.length > 1 ? [...sums, sumOf(deals, ALL_SUB_GROUPS)] : sums;
}
