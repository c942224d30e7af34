/** The one slip that lies between what was typed and what was probably meant. Pure. */

/** Positions count from 1, as people do; `missing`: where the letter belongs in what was meant. */
export type Edit =
  | { type: 'replaced'; at: number; from: string; to: string }
  | { type: 'swapped'; at: number }
  | { type: 'missing'; at: number; letter: string }
  | { type: 'extra'; at: number; letter: string };

/**
 * Finds the slip: a letter exchanged, two neighbours swapped, one missing or one too many. Null where the
 * texts are equal or more than one slip apart.
 */
export function editBetween(typed: string, meant: string): Edit | null {
  if (typed === meant) return null;
  const [a, b] = [Array.from(typed), Array.from(meant)];
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const rest = (letters: readonly string[], from: number) => letters.slice(from).join('');
  const [was = '', is = ''] = [a[at], b[at]];
  if (a.length === b.length) {
    if (rest(a, at + 1) === rest(b, at + 1)) return { type: 'replaced', at: at + 1, from: was, to: is };
    const isSwapped = was === b[at + 1] && is === a[at + 1] && rest(a, at + 2) === rest(b, at + 2);
    return isSwapped ? { type: 'swapped', at: at + 1 } : null;
  }
  if (a.length + 1 === b.length && rest(a, at) === rest(b, at + 1)) {
    return { type: 'missing', at: at + 1, letter: is };
  }
  if (a.length === b.length + 1 && rest(a, at + 1) === rest(b, at)) {
    return { type: 'extra', at: at + 1, letter: was };
  }
  return null;
}
