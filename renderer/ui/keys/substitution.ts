/**
 * Moving keys: which key a person presses for what the catalogue calls by another, or that it is switched
 * off (WCAG 2.1.4). By key and not by command, so that one choice holds on every screen and every button
 * shows it. Pure.
 */
import { type Chord, chordLabel } from './chord.ts';
import type { KeyLayer } from './resolveKey.ts';

/** The catalogue's key → the key in its place; null: switched off. Absent ones stay as they are. */
export type Substitution = Readonly<Record<Chord, Chord | null>>;

export const NO_SUBSTITUTION: Substitution = {};

/** Keys that type a character, with or without Shift: the ones that can be moved or switched off. */
const CHARACTER = /^(?:Shift\+)?[A-Z0-9/[\]+\-?]$/;

/** True for a key that a person may move or switch off; Ctrl, Enter, arrows and function keys stay. */
export function isMovable(chord: Chord): boolean {
  return CHARACTER.test(chord);
}

/** The key to press for a catalogue's key; null if it is switched off. */
export function pressedFor(chord: Chord, substitution: Substitution): Chord | null {
  const moved = substitution[chord];
  return moved === undefined ? chord : moved;
}

/** A stored substitution; whatever is not understood is left out, so that a key is never lost to a bad file. */
export function parseSubstitution(raw: unknown): Substitution {
  if (typeof raw !== 'object' || raw === null) return NO_SUBSTITUTION;
  const entries = Object.entries(raw).filter(
    (entry): entry is [Chord, Chord | null] =>
      isMovable(entry[0]) && (entry[1] === null || (typeof entry[1] === 'string' && isMovable(entry[1]))),
  );
  const pressed = entries.flatMap(([, to]) => (to === null ? [] : [to]));
  // Two meanings on one key: neither is known to be the one that was meant.
  return new Set(pressed).size === pressed.length ? Object.fromEntries(entries) : NO_SUBSTITUTION;
}

/**
 * The substitution after `chord` was given the key `to` (null: off). The catalogue's key that was on `to`
 * gets the one that comes free, so that nothing becomes unreachable.
 */
export function moved(
  substitution: Substitution,
  chord: Chord,
  to: Chord | null,
  catalogue: readonly Chord[],
): Substitution {
  const freed = pressedFor(chord, substitution);
  const next: Record<Chord, Chord | null> = { ...substitution, [chord]: to };
  const holder = to === null ? undefined : catalogue.find((key) => pressedFor(key, substitution) === to);
  if (holder !== undefined && holder !== chord) {
    const isOwnFree = !catalogue.some((key) => key !== holder && pressedFor(key, next) === holder);
    // Turned on again where another had moved in: that one goes home, if nobody lives there.
    next[holder] = freed ?? (isOwnFree ? holder : null);
  }
  return Object.fromEntries(Object.entries(next).filter(([key, value]) => key !== value));
}

/** The layer with the keys people press; its commands stay, those switched off without a key. */
export function substituted(layer: KeyLayer, substitution: Substitution): KeyLayer {
  if (Object.keys(substitution).length === 0) return layer;
  return {
    ...layer,
    commands: layer.commands.map((command) => ({
      ...command,
      chords: command.chords.flatMap((chord) => pressedFor(chord, substitution) ?? []),
    })),
  };
}

/** How a key in use is written: `Q`, or a dash where it is switched off. */
export function pressedLabel(chord: Chord, substitution: Substitution): string {
  const pressed = pressedFor(chord, substitution);
  return pressed === null ? '—' : chordLabel(pressed);
}
