/** The name under which a sentence is kept: Enter keeps it, Esc gives it up, and the strip below hears neither. */
import { Button, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { OWN_NAME_MAX } from '../../desk/contract/settings.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import type { KeyLayer } from '../../ui/keys/resolveKey.ts';
import styles from './ReasonStrip.module.css';

export function OwnNameBox(props: {
  suggestion: string;
  onKeep: (name: string) => void;
  onGiveUp: () => void;
}) {
  const { t } = useText();
  const [name, setName] = useState(props.suggestion);
  const keep = () => {
    if (name.trim() !== '') props.onKeep(name.trim());
  };
  const latest = useRef({ keep, giveUp: props.onGiveUp });
  latest.current = { keep, giveUp: props.onGiveUp };
  const layer = useMemo<KeyLayer>(
    () => ({
      id: 'ownName',
      title: t('own.title'),
      // Above the strip, which would send or close, be it in a dialog.
      level: 5,
      covers: true,
      commands: [
        {
          id: 'keep',
          chords: ['Enter'],
          label: t('own.keep.do'),
          inTyping: true,
          run: () => latest.current.keep(),
        },
        {
          id: 'escape',
          chords: ['Escape'],
          label: t('common.cancel'),
          inTyping: true,
          run: () => latest.current.giveUp(),
        },
      ],
    }),
    [t],
  );
  useKeyLayer(layer);
  return (
    <>
      <Input
        autoFocus
        size="small"
        className={styles.ownName ?? ''}
        value={name}
        maxLength={OWN_NAME_MAX}
        aria-label={t('own.name')}
        onChange={({ target }) => setName(target.value)}
      />
      <Button size="small" type="primary" disabled={name.trim() === ''} onClick={keep}>
        {t('own.keep.do')}
      </Button>
      <Button size="small" onClick={props.onGiveUp}>
        {t('common.cancel')}
      </Button>
    </>
  );
}
