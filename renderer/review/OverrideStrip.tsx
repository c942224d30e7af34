/** Approving in spite of an error finding: one line with an optional note, Enter confirms. */
import { Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useKeyLayer } from '../ui/keys/KeyProvider.tsx';
import type { KeyLayer } from '../ui/keys/resolveKey.ts';
import styles from './detail/detail.module.css';

export function OverrideStrip({
  onConfirm,
  onClose,
}: {
  onConfirm: (note: string) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const inputRef = useRef<InputRef>(null);
  const latest = useRef({ note, onConfirm, onClose });
  latest.current = { note, onConfirm, onClose };
  const layer = useMemo<KeyLayer>(
    () => ({
      id: 'strip',
      title: t('override.title'),
      level: 2,
      covers: true,
      commands: [
        {
          id: 'send',
          chords: ['Enter', 'Ctrl+Enter'],
          label: t('override.confirm'),
          inTyping: true,
          run: () => latest.current.onConfirm(latest.current.note.trim()),
        },
        {
          id: 'escape',
          chords: ['Escape'],
          label: t('common.cancel'),
          inTyping: true,
          run: () => latest.current.onClose(),
        },
      ],
    }),
    [t],
  );
  useKeyLayer(layer);
  useEffect(() => inputRef.current?.focus(), []);
  return (
    <section className={styles.override} aria-label={t('override.title')}>
      <strong>{t('override.title')}</strong>
      <Input
        ref={inputRef}
        value={note}
        maxLength={2000}
        aria-label={t('override.note')}
        placeholder={t('override.note')}
        onChange={({ target }) => setNote(target.value)}
      />
      <ActionButton type="primary" chord="Enter" onClick={() => onConfirm(note.trim())}>
        {t('override.confirm')}
      </ActionButton>
      <ActionButton chord="Escape" onClick={onClose}>
        {t('common.cancel')}
      </ActionButton>
    </section>
  );
}
