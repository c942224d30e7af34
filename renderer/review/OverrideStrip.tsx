/** Deciding in favour in spite of an error finding: one line that says why, Enter confirms. */
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { TEXT_MAX } from '../../shared/domain/decision.ts';
import { useText } from '../i18n/i18n.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useKeyLayer } from '../ui/keys/KeyProvider.tsx';
import type { KeyLayer } from '../ui/keys/resolveKey.ts';
import frame from './detail/detail.module.css';
import styles from './OverrideStrip.module.css';
import { useOwnSentences } from './reasons/useOwnSentences.ts';

export function OverrideStrip({
  title,
  confirmText,
  onConfirm,
  onClose,
}: {
  /** «有错误提示，仍然通过？» */
  title: string;
  confirmText: string;
  onConfirm: (note: string) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const { all } = useOwnSentences();
  const own = all?.filter(({ use }) => use === 'override') ?? [];
  const [note, setNote] = useState('');
  const inputRef = useRef<InputRef>(null);
  const [isMissing, setIsMissing] = useState(false);
  const confirm = () => {
    const word = note.trim();
    setIsMissing(word === '');
    if (word === '') inputRef.current?.focus();
    else onConfirm(word);
  };
  const latest = useRef({ confirm, onClose });
  latest.current = { confirm, onClose };
  const layer = useMemo<KeyLayer>(
    () => ({
      id: 'strip',
      title,
      level: 2,
      covers: true,
      commands: [
        {
          id: 'send',
          chords: ['Enter', 'Ctrl+Enter'],
          label: confirmText,
          inTyping: true,
          run: () => latest.current.confirm(),
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
    [t, title, confirmText],
  );
  useKeyLayer(layer);
  useEffect(() => inputRef.current?.focus(), []);
  return (
    <section className={styles.override} aria-label={title}>
      <strong>{title}</strong>
      <Input
        ref={inputRef}
        value={note}
        maxLength={TEXT_MAX}
        status={isMissing ? 'error' : ''}
        aria-label={t('override.note')}
        aria-invalid={isMissing}
        placeholder={t('override.note')}
        onChange={({ target }) => {
          setNote(target.value);
          setIsMissing(false);
        }}
      />
      {own.map(({ id, name, text }) => (
        <Button
          key={id}
          size="small"
          title={text}
          onClick={() => {
            setNote(text);
            setIsMissing(false);
            inputRef.current?.focus();
          }}
        >
          {name}
        </Button>
      ))}
      <ActionButton type="primary" chord="Enter" onClick={confirm}>
        {confirmText}
      </ActionButton>
      <ActionButton chord="Escape" onClick={onClose}>
        {t('common.cancel')}
      </ActionButton>
      {isMissing && (
        <p role="alert" className={frame.error}>
          {t('override.missing')}
        </p>
      )}
    </section>
  );
}
