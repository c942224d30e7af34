/** All that can be done now, by name, each with its key. */
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { Dialog } from '../ui/dialogs/Dialog.tsx';
import { KeyHint } from '../ui/keys/KeyHint.tsx';
import { useCurrentKeyLayers } from '../ui/keys/KeyProvider.tsx';
import styles from './CommandPalette.module.css';

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const layers = useCurrentKeyLayers();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const inputRef = useRef<InputRef>(null);
  useEffect(() => inputRef.current?.focus(), []);
  const commands = useMemo(
    () =>
      layers
        .filter(({ region, id }) => region === undefined && id !== 'dialog')
        .flatMap(({ id, commands: own }) =>
          own
            .filter(({ isEnabled, isHidden }) => isEnabled !== false && !isHidden)
            .map((command) => ({ ...command, key: `${id} ${command.id}` })),
        )
        .filter(({ id }) => id !== 'commands' && id !== 'escape'),
    [layers],
  );
  const wanted = search.trim().toLowerCase();
  const found = commands.filter(({ label }) => label.toLowerCase().includes(wanted));
  const current = Math.min(at, found.length - 1);
  const run = (index: number) => {
    const command = found[index];
    if (!command) return;
    onClose();
    // After the dialog has given the focus back, so that the command acts on the page.
    setTimeout(() => command.run(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt(Math.min(found.length - 1, Math.max(0, current + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(current);
    }
  };
  useEffect(() => {
    document.getElementById(`command-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <Dialog title={t('commands.title')} onClose={onClose} width={520} keysTitle={t('keys.section.dialog')}>
      <Input
        ref={inputRef}
        value={search}
        role="combobox"
        aria-expanded
        aria-controls="commands"
        aria-activedescendant={found.length > 0 ? `command-${current}` : undefined}
        aria-label={t('commands.search')}
        placeholder={t('commands.search')}
        onChange={({ target }) => {
          setSearch(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id="commands"
        role="listbox"
        aria-label={t('commands.title')}
        className={styles.commands}
        tabIndex={-1}
      >
        {found.map(({ key, label, chords }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys
          <div
            key={key}
            id={`command-${index}`}
            role="option"
            aria-selected={index === current}
            tabIndex={-1}
            onClick={() => run(index)}
          >
            <span>{label}</span>
            <span>
              {chords.slice(0, 2).map((chord) => (
                <KeyHint key={chord} chord={chord} isSpoken />
              ))}
            </span>
          </div>
        ))}
        {found.length === 0 && <p>{t('commands.none')}</p>}
      </div>
    </Dialog>
  );
}
