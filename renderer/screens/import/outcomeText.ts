/** What became of a row of a list, as the preview and the file handed back say it. */
import type { ImportOutcome, ImportRow } from '../../desk/contract/imports.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { refusalText } from '../../review/refusalText.ts';

export const FILTERS = {
  go: ['change', 'changesUnsent'],
  doubtful: ['doubtful'],
  flagged: ['flagged'],
  cannot: ['unusable', 'blocked', 'contradicted'],
  none: ['none'],
  already: ['already', 'repeated'],
} as const satisfies Record<string, readonly ImportOutcome[]>;
export type ImportFilter = keyof typeof FILTERS | 'all';

/** Outcomes whose rows are not applied and may be handed back. */
export const NOT_APPLIED: readonly ImportOutcome[] = [
  'doubtful',
  'unusable',
  'blocked',
  'contradicted',
  'none',
];

export function outcomeText(t: Translate, row: ImportRow): string {
  if (row.outcome === 'unusable' && row.unusable !== null) {
    return t(`import.unusable.${row.unusable}`, { tag: row.tagText });
  }
  if (row.outcome === 'blocked' && row.refusal) return refusalText(t, row.refusal.why, row.refusal.detail);
  if (row.outcome === 'doubtful' && row.doubt !== null) return t(`import.doubt.${row.doubt}`);
  return t(`import.outcome.${row.outcome}`);
}
