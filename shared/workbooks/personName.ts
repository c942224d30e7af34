/** People's names as lists are compared with the register. */

/**
 * The form in which names are compared: NFKC, upper-case, without spaces, dots between the parts of a name
 * and other punctuation. A key, not for display. Idempotent.
 */
export function normalisePersonName(raw: string): string {
  return raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}\p{Cc}]/gu, '');
}

/** Whether a value was masked by whoever made the list: it says too little to tell people apart. */
export const isMasked = (raw: string): boolean => /[*＊●•]{2,}|[*＊]/u.test(raw);
