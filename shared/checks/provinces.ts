/** The first two digits of administrative division codes (GB/T 2260): one pair for each province. */

const PROVINCE_PAIRS = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 ' +
    '71 81 82'
  ).split(' '),
);

/**
 * Whether two digits stand for a province, Taiwan (71), Hong Kong (81) and Macao (82) included. The full
 * area code is never checked: abolished codes stay valid on the numbers that carry them.
 */
export function isProvincePair(pair: string): boolean {
  return PROVINCE_PAIRS.has(pair);
}
