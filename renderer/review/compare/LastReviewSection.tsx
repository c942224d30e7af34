/** The last rejection or return, each reason ticked as mended or not, and in a line what was changed since. */
import { useMemo } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { LastReview } from '../../../shared/protocol/feed.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from '../detail/detail.module.css';
import { fieldText } from '../detail/findingText.ts';
import { PastDecision } from '../detail/PastDecision.tsx';
import { sinceReview } from './compareTarget.ts';
import { useComparison } from './useComparison.ts';

export function LastReviewSection(props: {
  kind: SubmissionKind;
  id: string;
  version: string;
  lastReview: LastReview;
  /** on screen */
  revision: number;
}) {
  const { kind, id, version, lastReview, revision } = props;
  const { t } = useText();
  const target = useMemo(() => sinceReview(lastReview, revision), [lastReview, revision]);
  const reply = useComparison(kind, id, target, version);
  const isRejection = lastReview.verdict === 'reject';
  const comparison = target && reply?.ok ? reply.comparison : null;
  const changed = comparison
    ? [
        ...comparison.changes.map(({ field }) => field),
        ...comparison.images.filter(({ before, after }) => before !== after).map(({ slot }) => slot),
      ]
    : [];
  return (
    <section className={styles.section}>
      <h3>{t(isRejection ? 'detail.lastReject' : 'detail.decision')}</h3>
      <PastDecision
        decision={lastReview}
        isTitled={isRejection}
        {...(comparison ? { outlooks: comparison.reasons } : {})}
      />
      {comparison && (
        <p className={styles.soft}>
          {changed.length === 0
            ? t('compare.none')
            : t('compare.summary', {
                count: changed.length,
                fields: changed.map((field) => fieldText(t, field)).join(t('common.separator')),
              })}
        </p>
      )}
      {target && reply?.ok === false && <p className={styles.soft}>{t(`compare.why.${reply.why}`)}</p>}
    </section>
  );
}
