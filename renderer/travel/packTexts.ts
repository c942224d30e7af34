/** What is said of packs: refusals as sentences, and how far something has come. */
import type { PackProgress, PackRefused } from '../desk/contract/packs.ts';
import { bytes, count } from '../i18n/format.ts';
import type { Translate } from '../i18n/i18n.ts';

export function packRefusalText(t: Translate, { why, count: how }: PackRefused): string {
  return t(`travel.why.${why}`, { count: how ?? 0 });
}

/** `inBytes`: making counts images by their bytes, taking in by their number. */
export function packProgressText(t: Translate, { stage, done, total }: PackProgress): string {
  const figure = stage === 'images' && total !== null ? bytes : count;
  return t(`travel.stage.${stage}`, { done: figure(done), total: total === null ? '' : figure(total) });
}
