/** A button that shows its key: every letter has a visible twin with `aria-keyshortcuts`. */
import { Button, type ButtonProps } from 'antd';
import { memo } from 'react';
import { ariaKeyShortcuts, type Chord } from './keys/chord.ts';
import { KeyHint } from './keys/KeyHint.tsx';
import { usePressed } from './keys/KeyProvider.tsx';

/** Remembered: the buttons under a detail stay the same while the rows pass by. */
export const ActionButton = memo(function ActionButton({
  chord,
  children,
  ...button
}: Omit<ButtonProps, 'icon'> & { chord?: Chord }) {
  const pressed = usePressed(chord);
  return (
    <Button
      {...button}
      {...(pressed === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([pressed]) })}
    >
      {children}
      {pressed !== undefined && <KeyHint chord={pressed} />}
    </Button>
  );
});
