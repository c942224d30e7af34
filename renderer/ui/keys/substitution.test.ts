/** Moved keys stay reachable, never mean two things, and a bad stored value changes nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveKey } from './resolveKey.ts';
import {
  isMovable,
  moved,
  NO_SUBSTITUTION,
  parseSubstitution,
  pressedFor,
  substituted,
} from './substitution.ts';

const CATALOGUE = ['A', 'X', 'S', 'Shift+A', '1', '2', '[', '/'];
const key = fc.constantFrom(...CATALOGUE, 'Q', 'W', 'Shift+Q');

describe('substitution', () => {
  it('moves characters only', () => {
    expect(['A', 'Shift+3', '[', '?', '/'].every(isMovable)).toBe(true);
    expect(['Ctrl+A', 'Enter', 'ArrowUp', 'F5', 'Alt+1', 'Escape', 'Space', ''].some(isMovable)).toBe(false);
  });

  it('never lets two catalogue keys share one, whatever is moved where', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...CATALOGUE), fc.option(key)), { maxLength: 30 }),
        (moves) => {
          const end = moves.reduce((now, [chord, to]) => moved(now, chord, to, CATALOGUE), NO_SUBSTITUTION);
          const pressed = CATALOGUE.flatMap((chord) => pressedFor(chord, end) ?? []);
          expect(new Set(pressed).size).toBe(pressed.length);
          expect(parseSubstitution(JSON.parse(JSON.stringify(end)))).toEqual(end);
          // Only the last word on a key can have switched it off.
          const off = CATALOGUE.filter((chord) => pressedFor(chord, end) === null);
          expect(off.length).toBeLessThanOrEqual(moves.filter(([, to]) => to === null).length);
        },
      ),
    );
  });

  it('swaps with the key it takes the place of, and back again', () => {
    const swapped = moved(NO_SUBSTITUTION, 'A', 'X', CATALOGUE);
    expect(swapped).toEqual({ A: 'X', X: 'A' });
    expect(moved(swapped, 'A', 'A', CATALOGUE)).toEqual({});
  });

  it('is what the keys then do', () => {
    const ran: string[] = [];
    const command = (id: string, chord: string) => ({
      id,
      chords: [chord],
      label: id,
      run: () => ran.push(id),
    });
    const layer = {
      id: 'l',
      title: 'l',
      level: 1,
      commands: [command('approve', 'A'), command('reject', 'X')],
    };
    const press = (code: string) => {
      const stroke = { code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
      const answer = resolveKey(
        { ...stroke, isComposing: false, keyCode: 0, repeat: false },
        [substituted(layer, { A: 'Q', X: null })],
        { focus: 'page', regions: [] },
      );
      if (answer.type === 'run') answer.command.run();
    };
    for (const code of ['KeyA', 'KeyQ', 'KeyX']) press(code);
    expect(ran).toEqual(['approve']);
  });

  it.each([null, 7, 'A', { A: 3 }, { Enter: 'A' }, { A: 'Ctrl+A' }, { A: 'Q', X: 'Q' }])(
    'ignores the stored %j',
    (raw) => expect(parseSubstitution(raw)).toEqual({}),
  );
});
