/** One reason to toggle, with the digit that does it. */
import type { Reason } from '../../../shared/domain/editionProfile.ts';
import { inLanguage } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';
import styles from './ReasonStrip.module.css';

export function ReasonChip({
  reason,
  digit,
  isChosen,
  onToggle,
}: {
  reason: Reason;
  /** as in the catalogue of keys; absent for reasons without one */
  digit?: number;
  isChosen: boolean;
  onToggle: (reason: Reason) => void;
}) {
  const { language } = useText();
  const key = usePressed(digit === undefined ? undefined : String(digit));
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={isChosen}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([key]) })}
      onClick={() => onToggle(reason)}
    >
      {key !== undefined && <KeyHint chord={key} />}
      {inLanguage(reason.text, language)}
    </button>
  );
}
