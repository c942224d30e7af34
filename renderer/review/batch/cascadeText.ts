/** What a batch does to people, as one sentence. Pure. */
import { CASCADE_ENDS, type CascadeCount } from '../../../shared/domain/cascade.ts';
import type { BatchAction } from '../../desk/contract/decisions.ts';
import type { Translate } from '../../i18n/i18n.ts';

/** «通过 3 个单位：11 人待支付，2 人免费，直接进入人员信息审核»; null for acts that move nobody on. */
export function cascadeText(
  t: Translate,
  action: BatchAction,
  cascade: CascadeCount,
  size: number,
  taggedAlong: number,
): string | null {
  if (action.verdict !== 'approve' && action.verdict !== 'tag') return null;
  const parts: string[] = [];
  if (action.alsoTag !== undefined && taggedAlong > 0)
    parts.push(t('batch.cascade.tagged', { count: taggedAlong, tag: t(`tag.${action.alsoTag}`) }));
  parts.push(...endsText(t, cascade));
  if (parts.length === 0) parts.push(t('batch.cascade.nobody'));
  const key = action.verdict === 'approve' ? 'batch.cascade.units' : 'batch.cascade.people';
  return t(key, { count: size, parts: parts.join(t('common.separator')) });
}

/** «11 人待支付», «2 人免费…», … – only those that somebody ends at. */
function endsText(t: Translate, cascade: CascadeCount): string[] {
  return CASCADE_ENDS.filter((end) => cascade[end] > 0).map((end) =>
    t(`batch.cascade.${end}`, { count: cascade[end] }),
  );
}
