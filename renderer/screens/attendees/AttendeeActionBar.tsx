/** Under the person: tags with what each leads to, return, or the strip of reasons. */
import { badgeFee } from '../../../shared/domain/editionProfile.ts';
import { TAGS, type Tag } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeDetail } from '../../desk/contract/rows.ts';
import { amount } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from '../../review/detail/detail.module.css';
import { OverrideStrip } from '../../review/OverrideStrip.tsx';
import { useReview } from '../../review/ReviewProvider.tsx';
import { ReasonStrip } from '../../review/reasons/ReasonStrip.tsx';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { mayReturn, mayTag, mayWithdrawTag } from './allowed.ts';
import type { AttendeeActions } from './useAttendeeActions.ts';

const DIGITS: Record<Tag, string> = { vip: '1', staff: '2', professional: '3' };

export function AttendeeActionBar(props: {
  detail: AttendeeDetail;
  actions: AttendeeActions;
  isAmended: boolean;
  isFocusMode: boolean;
  onLeaveFocus: () => void;
}) {
  const { detail, actions, isAmended } = props;
  const { t } = useText();
  const { profile } = useReview();
  const { row, findings, arrangement } = detail;
  const { strip } = actions;
  if (strip?.type === 'override' && strip.id === row.id) {
    return (
      <OverrideStrip
        title={t('override.title.tag', { tag: t(`tag.${strip.tag}`) })}
        confirmText={t('override.confirm.tag')}
        onConfirm={actions.confirmOverride}
        onClose={actions.closeStrip}
      />
    );
  }
  if (strip?.type === 'return' && strip.id === row.id) {
    return (
      <ReasonStrip
        key={row.id}
        kind="attendee"
        findings={findings}
        onSend={actions.giveBack}
        onClose={actions.closeStrip}
      />
    );
  }
  // The tag is printed on the badge that is to be used again.
  const losesBadge = (tag: Tag) => row.previousTag !== null && row.previousTag !== tag;
  const effect = (tag: Tag) => {
    if (!profile) return '';
    return profile.payingTags.includes(tag)
      ? t('tag.effect.pays', {
          tag: t(`tag.${tag}`),
          fee: amount(badgeFee(profile, tag, arrangement.entryPeriod)),
        })
      : t('tag.effect.free', { tag: t(`tag.${tag}`) });
  };
  return (
    <div className={styles.actions}>
      {mayTag(row) &&
        TAGS.map((tag) => (
          <ActionButton
            key={tag}
            chord={DIGITS[tag]}
            type={row.tag === tag ? 'primary' : 'default'}
            disabled={isAmended}
            aria-pressed={row.tag === tag}
            title={effect(tag)}
            {...(losesBadge(tag) ? { 'aria-label': t('badgeReuse.tag', { tag: t(`tag.${tag}`) }) } : {})}
            onClick={() => actions.tag(tag)}
          >
            {t(`tag.${tag}`)}
            {losesBadge(tag) && <span aria-hidden="true"> ▲</span>}
          </ActionButton>
        ))}
      {mayWithdrawTag(row) && (
        <ActionButton chord="0" disabled={isAmended} onClick={actions.withdrawTag}>
          {t(row.status === 'returned' ? 'action.withdraw' : 'action.withdrawTag')}
        </ActionButton>
      )}
      {mayReturn(row) && (
        <ActionButton danger chord="X" disabled={isAmended} onClick={actions.openReturn}>
          {t('action.return')}
        </ActionButton>
      )}
      <ActionButton chord="S" onClick={actions.setAside}>
        {t(row.isSetAside ? 'action.takeBack' : 'action.setAside')}
      </ActionButton>
      {props.isFocusMode && (
        <ActionButton chord="Escape" onClick={props.onLeaveFocus}>
          {t('action.list')}
        </ActionButton>
      )}
      {mayTag(row) && row.previousTag !== null && (
        <p className={`${styles.effects} ${styles.warning}`}>
          {t('badgeReuse.one', { tag: t(`tag.${row.previousTag}`) })}
        </p>
      )}
      {mayTag(row) && <p className={styles.effects}>{TAGS.map(effect).join(t('list.separator'))}</p>}
    </div>
  );
}
