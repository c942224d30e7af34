/** A key as printed beside a label. On a button it is hidden from assistive software, which reads `aria-keyshortcuts`. */
import { type Chord, chordLabel } from './chord.ts';
import styles from './keys.module.css';

export function KeyHint({ chord, isSpoken = false }: { chord: Chord; isSpoken?: boolean }) {
  return isSpoken ? (
    <kbd className={styles.key}>{chordLabel(chord)}</kbd>
  ) : (
    <span className={styles.key} aria-hidden="true">
      {chordLabel(chord)}
    </span>
  );
}
