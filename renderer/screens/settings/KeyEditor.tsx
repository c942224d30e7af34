/** Keys as they are, and moving them: press a key's button, then the key that shall take its place. */
import { App, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../../app/Announcer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { KEY_SECTIONS } from '../../review/keyCatalog.ts';
import { type Chord, chordLabel } from '../../ui/keys/chord.ts';
import { useTakeNextKey } from '../../ui/keys/KeyProvider.tsx';
import {
  isMovable,
  moved,
  NO_SUBSTITUTION,
  pressedFor,
  pressedLabel,
  type Substitution,
} from '../../ui/keys/substitution.ts';
import styles from './KeyEditor.module.css';
import settings from './SettingsScreen.module.css';

interface MovableKey {
  chord: Chord;
  /** what it does, screen by screen */
  labels: string[];
}

/** Every key of the catalogue that may be moved, with all it does. */
function useMovableKeys(): MovableKey[] {
  const { t } = useText();
  return useMemo(() => {
    const keys = new Map<Chord, string[]>();
    for (const { entries } of KEY_SECTIONS) {
      for (const { chords, text } of Object.values(entries)) {
        for (const chord of chords.filter(isMovable)) {
          const labels = keys.get(chord) ?? [];
          const label = t(text);
          if (!labels.includes(label)) labels.push(label);
          keys.set(chord, labels);
        }
      }
    }
    return [...keys].map(([chord, labels]) => ({ chord, labels }));
  }, [t]);
}

export function KeyEditor({
  substitution,
  onChange,
}: {
  substitution: Substitution;
  onChange: (next: Substitution) => void;
}) {
  const { t } = useText();
  const { message } = App.useApp();
  const announce = useAnnounce();
  const keys = useMovableKeys();
  const catalogue = useMemo(() => keys.map(({ chord }) => chord), [keys]);
  const takeNext = useTakeNextKey();
  const [waiting, setWaiting] = useState<Chord | null>(null);
  const giveUp = useRef<() => void>(() => {});
  useEffect(() => () => giveUp.current(), []);

  const wait = (chord: Chord) => {
    setWaiting(chord);
    announce(t('settings.keys.press'));
    giveUp.current = takeNext((pressed) => {
      setWaiting(null);
      if (pressed === 'Escape') return;
      if (!isMovable(pressed)) {
        void message.warning(t('settings.keys.refused', { key: chordLabel(pressed) }));
        return;
      }
      onChange(moved(substitution, chord, pressed, catalogue));
      announce(t('settings.keys.moved', { key: chordLabel(pressed) }));
    });
  };
  const stop = () => {
    giveUp.current();
    setWaiting(null);
  };
  return (
    <div>
      <p className={settings.hint}>{t('settings.keys.help')}</p>
      <ul className={styles.keys}>
        {keys.map(({ chord, labels }) => {
          const isOff = pressedFor(chord, substitution) === null;
          const isWaiting = waiting === chord;
          return (
            <li key={chord} className={styles.line}>
              <span className={styles.labels}>{labels.join(t('list.separator'))}</span>
              <Button
                size="small"
                style={{ minWidth: 64, fontFamily: 'var(--font-mono)' }}
                type={isWaiting ? 'primary' : 'default'}
                aria-label={t('settings.keys.change', {
                  key: isOff ? t('settings.keys.isOff') : pressedLabel(chord, substitution),
                  labels: labels.join(t('list.separator')),
                })}
                onClick={() => (isWaiting ? stop() : wait(chord))}
                onBlur={() => isWaiting && stop()}
              >
                {isWaiting ? t('settings.keys.waiting') : pressedLabel(chord, substitution)}
              </Button>
              <Button
                size="small"
                type="text"
                onClick={() => onChange(moved(substitution, chord, isOff ? chord : null, catalogue))}
              >
                {t(isOff ? 'settings.keys.on' : 'settings.keys.off')}
              </Button>
            </li>
          );
        })}
      </ul>
      <Button disabled={Object.keys(substitution).length === 0} onClick={() => onChange(NO_SUBSTITUTION)}>
        {t('settings.keys.reset')}
      </Button>
    </div>
  );
}
