/** What happened to a parked decision, and why something cannot be done about it, as sentences. */
import type { ActionRefusal, ParkedWords } from '../../desk/contract/tray.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { hasText } from '../../i18n/texts.ts';
import { refusalText } from '../../review/refusalText.ts';

/** The rule in our words where it has some, else the gateway's; null where neither said anything. */
export function wordsOf(t: Translate, { why, detail }: Pick<ParkedWords, 'why' | 'detail'>): string | null {
  for (const key of [`tray.rule.${why}`, `lifeCycle.${why}`]) if (hasText(key)) return t(key);
  return detail ?? why ?? null;
}

/** Why an action is not open. */
export function whyNot(t: Translate, refusal: NonNullable<ActionRefusal>): string {
  const { why, detail } = refusal;
  if (why === 'notFor' || why === 'notWithdrawable') return t(`tray.why.${why}`);
  return refusalText(t, why, detail);
}
