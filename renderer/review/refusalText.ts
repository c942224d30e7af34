/** Why something was refused or left out, as a sentence. */
import type { LeftOut } from '../desk/contract/decisions.ts';
import type { Translate } from '../i18n/i18n.ts';
import { hasText } from '../i18n/texts.ts';

/** The life cycle's own reason where there is one, else the general one. */
export function refusalText(t: Translate, why: LeftOut['why'], detail?: string): string {
  const lifeCycle = `lifeCycle.${detail ?? ''}`;
  return why === 'lifeCycle' && hasText(lifeCycle) ? t(lifeCycle) : t(`refused.${why}`);
}
