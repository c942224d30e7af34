/** A decision in words: «通过「…」», «标注为 VIP「…」». */
import type { Tag, Verdict } from '../../shared/domain/vocabulary.ts';
import type { LastAct } from '../desk/contract/status.ts';
import type { Translate } from '../i18n/i18n.ts';

/** The verdict alone: «通过», «标注: VIP». */
export function verdictText(t: Translate, verdict: Verdict, tag: Tag | undefined): string {
  return verdict === 'tag' && tag !== undefined
    ? `${t('verdict.tag')}: ${t(`tag.${tag}`)}`
    : t(`verdict.${verdict}`);
}

/** The act with its subject; `count` above one says how many. */
export function actText(
  t: Translate,
  act: Pick<LastAct, 'verdict' | 'tag' | 'name' | 'count' | 'resolution' | 'transferredTo'>,
  subGroupName: (id: string) => string = (id) => id,
): string {
  if (act.verdict === 'transfer') {
    const to = subGroupName(act.transferredTo ?? '');
    return t(act.count > 1 ? 'transfer.actMany' : 'transfer.act', { to, name: act.name, count: act.count });
  }
  if (act.resolution) {
    const taken = t(`strip.resolved.${act.resolution}`, { name: act.name });
    return act.count > 1 ? t('strip.resolvedMany', { act: taken, count: act.count }) : taken;
  }
  const verdict = verdictText(t, act.verdict, act.tag);
  return act.count > 1
    ? t('strip.actMany', { verdict, name: act.name, count: act.count })
    : t('strip.act', { verdict, name: act.name });
}
