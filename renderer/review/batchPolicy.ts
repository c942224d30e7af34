/** How much a batch asks before it goes: by what it does and how many it touches (approve lightly, reject with care). */

export type BatchKind =
  /** approve, tag and remove a tag: undone as one step */
  | 'approve'
  /** reject and return: a text goes out to people */
  | 'reject'
  /** take units' decisions back: others' work and people's places, so it is always looked at first */
  | 'withdraw';

export type BatchAsk =
  /** nothing to do */
  | 'none'
  /** act at once on the one row */
  | 'single'
  /** the inline strip of reasons on the one row */
  | 'strip'
  /** act at once, undo as one step */
  | 'straight'
  /** a dialog with summary; for rejections with reasons and the text a registrant will see */
  | 'dialog'
  /** the same, and the number has to be typed */
  | 'dialogWithNumber';

const STRAIGHT_MAX = 20;
export const UNTYPED_MAX = 200;

/** What to ask for a batch of `size`. */
export function batchAsk(kind: BatchKind, size: number): BatchAsk {
  if (size <= 0) return 'none';
  if (kind === 'withdraw') return size > UNTYPED_MAX ? 'dialogWithNumber' : 'dialog';
  if (size === 1) return kind === 'approve' ? 'single' : 'strip';
  if (size > UNTYPED_MAX) return 'dialogWithNumber';
  return kind === 'approve' && size <= STRAIGHT_MAX ? 'straight' : 'dialog';
}

/** Whether the typed number confirms a batch of `size`; separators and full-width digits are forgiven. */
export function confirmsNumber(typed: string, size: number): boolean {
  const digits = typed.normalize('NFKC').replace(/[\s,，]/g, '');
  return digits !== '' && Number(digits) === size;
}
