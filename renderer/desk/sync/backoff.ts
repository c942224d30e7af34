/** How long to wait before trying again: 1 s to 5 min, doubling, with full jitter, and no limit of attempts. */
import type { Random } from '../ports.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/** The wait before attempt `failures` + 1, in ms; `failures` ≥ 1 counts those in a row so far. */
export function backoffMs(failures: number, random: Random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round((ceiling * ((high << 8) | low)) / 0xffff);
}
