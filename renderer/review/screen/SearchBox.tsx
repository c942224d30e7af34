/** The one search box: typing searches after a breath, Enter or ↓ goes to the list, Esc empties it. */
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';

const PAUSE_MS = 120;

export function SearchBox(props: {
  value: string;
  placeholder: string;
  onSearch: (text: string) => void;
  onLeave: () => void;
  ref?: Ref<InputRef>;
}) {
  const { t } = useText();
  const { value, onSearch, onLeave } = props;
  const key = usePressed('/');
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const isComposing = useRef(false);

  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    // While pinyin is being composed the box holds letters that nobody wants searched.
    if (text === sent.current || isComposing.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onSearch(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      if (text !== sent.current) {
        sent.current = text;
        onSearch(text);
      }
      onLeave();
    }
  };
  return (
    <Input
      {...(props.ref ? { ref: props.ref } : {})}
      type="search"
      value={text}
      allowClear
      aria-label={t('filter.search')}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([key]) })}
      placeholder={props.placeholder}
      suffix={text === '' && key !== undefined ? <KeyHint chord={key} /> : null}
      onCompositionStart={() => {
        isComposing.current = true;
      }}
      onCompositionEnd={({ currentTarget }) => {
        isComposing.current = false;
        setText(currentTarget.value);
      }}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
