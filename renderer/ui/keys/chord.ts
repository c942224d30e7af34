/** Chords: which physical key with which modifiers, how they are written, and how assistive software reads them. */

/** `A`, `Shift+1`, `Ctrl+Enter`, `/`, `?`, `ArrowDown`: modifiers in the order Ctrl, Alt, Shift. */
export type Chord = string;

/** The part of a keyboard event that a chord is made of. */
export interface KeyStroke {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** what the key types; only asked whether it is a question mark, which layouts put elsewhere */
  key?: string;
}

const NAMES: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Slash: '/',
  Minus: '-',
  NumpadSubtract: '-',
  Equal: '+',
  NumpadAdd: '+',
  NumpadEnter: 'Enter',
};
const MODIFIER_CODES = /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$/;

function keyName(code: string): string {
  const known = NAMES[code];
  if (known !== undefined) return known;
  return code.replace(/^Key(?=[A-Z]$)/, '').replace(/^(?:Digit|Numpad)(?=\d$)/, '');
}

/**
 * The chord of a key stroke, by its physical key (`event.code`), so that an input method or a layout cannot
 * change it; null for a bare modifier. `?` stands for Shift+/, and `+` needs no Shift.
 */
export function chordOf(stroke: KeyStroke): Chord | null {
  if (stroke.code === '' || MODIFIER_CODES.test(stroke.code)) return null;
  const name = keyName(stroke.code);
  const isQuestion = stroke.key === '?' || (name === '/' && stroke.shiftKey);
  const hasShift = stroke.shiftKey && !isQuestion && name !== '+';
  const modifiers = [
    // On a Mac the command key plays the part of Ctrl.
    stroke.ctrlKey || stroke.metaKey ? 'Ctrl' : '',
    stroke.altKey ? 'Alt' : '',
    hasShift ? 'Shift' : '',
  ].filter((modifier) => modifier !== '');
  return [...modifiers, isQuestion ? '?' : name].join('+');
}

const ARROWS: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};

/** Splits at `+`, but keeps the plus key itself. */
const partsOf = (chord: Chord) => (chord === '+' ? ['+'] : chord.split('+'));

/** The chord as printed on a button: `Ctrl+Enter`, `↓`. */
export function chordLabel(chord: Chord): string {
  return partsOf(chord)
    .map((part) => ARROWS[part] ?? part)
    .join('+');
}

/** Chords as `aria-keyshortcuts` wants them: `Control+Enter Shift+A`. */
export function ariaKeyShortcuts(chords: readonly Chord[]): string {
  return chords
    .map((chord) =>
      partsOf(chord)
        .map((part) =>
          part === 'Ctrl' ? 'Control' : part === '?' ? 'Shift+/' : part === '+' ? 'Plus' : part,
        )
        .join('+'),
    )
    .join(' ');
}
