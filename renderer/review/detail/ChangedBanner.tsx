/** The row was amended while it was on screen: decide only after having looked. */
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import styles from './detail.module.css';
import { fieldText } from './findingText.ts';

export function ChangedBanner({
  kind,
  changed,
  onSeen,
}: {
  kind: 'unit' | 'attendee';
  changed: readonly string[];
  onSeen: () => void;
}) {
  const { t } = useText();
  const names = changed.map((field) => fieldText(t, field)).join(t('common.separator'));
  return (
    <div className={styles.changedBanner} role="alert">
      <span>
        {t('detail.changed', { kind: t(`kind.${kind}`) })}
        {names !== '' && `: ${names}`}
      </span>
      <ActionButton size="small" chord="D" onClick={onSeen}>
        {t('detail.changed.seen')}
      </ActionButton>
    </div>
  );
}
