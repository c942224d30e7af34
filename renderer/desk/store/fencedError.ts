/** Says that another window has claimed the workstation. */

/** Another window has claimed this workstation since: nothing of this one is written any more. */
export class FencedError extends Error {
  override name = 'FencedError';
}
