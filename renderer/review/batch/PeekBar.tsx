/** While a row out of a batch is looked at: the batch waits, and this is the way back to it. */
import { Button } from 'antd';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import type { KeyLayer } from '../../ui/keys/resolveKey.ts';
import styles from './batch.module.css';

export function PeekBar({ onBack, onGiveUp }: { onBack: () => void; onGiveUp: () => void }) {
  const { t } = useText();
  const layer = useMemo<KeyLayer>(
    () => ({
      id: 'peek',
      level: 2,
      title: t('keys.section.dialog'),
      commands: [
        { id: 'peekBack', chords: ['Escape'], label: t('batch.peek.back'), run: onBack, inTyping: true },
      ],
    }),
    [t, onBack],
  );
  useKeyLayer(layer);
  return (
    <section className={styles.peek} aria-label={t('batch.peek')}>
      <span>{t('batch.peek')}</span>
      <ActionButton type="primary" size="small" chord="Escape" onClick={onBack}>
        {t('batch.peek.back')}
      </ActionButton>
      <Button size="small" onClick={onGiveUp}>
        {t('batch.peek.giveUp')}
      </Button>
    </section>
  );
}
