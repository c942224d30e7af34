/** What a batch does to people, as one sentence. */
import type { BatchAction, BatchPreview } from '../../desk/contract/decisions.ts';
import type { Translate } from '../../i18n/i18n.ts';

/** «通过 3 个单位：11 人待支付，2 人免费，直接进入人员信息审核»; null for acts that move nobody on. */
export function cascadeText(
  t: Translate,
  action: BatchAction,
  cascade: BatchPreview['cascade'],
  size: number,
): string | null {
  if (action.verdict !== 'approve' && action.verdict !== 'tag') return null;
  const parts: string[] = [];
  if (action.alsoTag !== undefined && cascade.byTag[action.alsoTag] > 0) {
    parts.push(
      t('batch.cascade.tagged', { count: cascade.byTag[action.alsoTag], tag: t(`tag.${action.alsoTag}`) }),
    );
  }
  if (cascade.awaitingPayment > 0)
    parts.push(t('batch.cascade.awaitingPayment', { count: cascade.awaitingPayment }));
  if (cascade.inPersonReview > 0)
    parts.push(t('batch.cascade.inPersonReview', { count: cascade.inPersonReview }));
  if (action.verdict === 'approve' && cascade.untagged > 0) {
    parts.push(t('batch.cascade.untagged', { count: cascade.untagged }));
  }
  const later = size - cascade.awaitingPayment - cascade.inPersonReview;
  if (action.verdict === 'tag' && later > 0) parts.push(t('batch.cascade.later', { count: later }));
  if (parts.length === 0) parts.push(t('batch.cascade.nobody'));
  const key = action.verdict === 'approve' ? 'batch.cascade.units' : 'batch.cascade.people';
  return t(key, { count: size, parts: parts.join(t('common.separator')) });
}
