/** The words asked for before something is done to another's work; Ctrl+Enter does it. */
import { Input } from 'antd';
import { useId } from 'react';
import { TEXT_MAX } from '../../shared/domain/decision.ts';

export function NoteField(props: {
  label: string;
  value: string;
  isFocused?: boolean;
  onChange: (value: string) => void;
  onSubmit: () => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{props.label}</label>
      <Input.TextArea
        id={id}
        autoFocus={props.isFocused ?? false}
        value={props.value}
        maxLength={TEXT_MAX}
        rows={3}
        onChange={({ target }) => props.onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) props.onSubmit();
        }}
      />
    </>
  );
}
