/** Keys: chords by physical key, input methods, holding, focus, layers. */
import { describe, expect, it } from 'vitest';
import { ariaKeyShortcuts, chordLabel, chordOf } from './chord.ts';
import {
  collisions,
  type KeyCommand,
  type KeyContext,
  type KeyLayer,
  resolveKey,
  type Stroke,
} from './resolveKey.ts';

const stroke = (code: string, change: Partial<Stroke> = {}): Stroke => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 65,
  repeat: false,
  ...change,
});
const command = (id: string, chords: string[], change: Partial<KeyCommand> = {}): KeyCommand => ({
  id,
  chords,
  label: id,
  run: () => {},
  ...change,
});
const layer = (
  id: string,
  level: number,
  commands: KeyCommand[],
  change: Partial<KeyLayer> = {},
): KeyLayer => ({
  id,
  title: id,
  level,
  commands,
  ...change,
});
const PAGE: KeyContext = { focus: 'page', regions: [] };
const run = (event: Stroke, layers: KeyLayer[], context = PAGE) => {
  const resolution = resolveKey(event, layers, context);
  return resolution.type === 'run' ? resolution.command.id : resolution.type;
};

describe('chords', () => {
  it('come from the physical key', () => {
    expect(chordOf(stroke('KeyA'))).toBe('A');
    expect(chordOf(stroke('KeyA', { shiftKey: true }))).toBe('Shift+A');
    expect(chordOf(stroke('Numpad1'))).toBe('1');
    expect(chordOf(stroke('Digit3', { shiftKey: true }))).toBe('Shift+3');
    expect(chordOf(stroke('Slash', { shiftKey: true }))).toBe('?');
    expect(chordOf(stroke('Equal', { shiftKey: true }))).toBe('+');
    expect(chordOf(stroke('Enter', { metaKey: true }))).toBe('Ctrl+Enter');
    expect(chordOf(stroke('ShiftLeft', { shiftKey: true }))).toBeNull();
  });

  it('have a printed and a spoken form', () => {
    expect(chordLabel('Shift+ArrowDown')).toBe('Shift+↓');
    expect(chordLabel('+')).toBe('+');
    expect(ariaKeyShortcuts(['Ctrl+Enter', 'Shift+A'])).toBe('Control+Enter Shift+A');
  });
});

describe('resolveKey', () => {
  const screen = layer('screen', 1, [
    command('approve', ['A']),
    command('next', ['J', 'ArrowDown'], { repeats: true }),
    command('focus', ['Enter']),
    command('search', ['/']),
    command('keys', ['F1'], { inTyping: true, always: true }),
  ]);

  it('lets an input method have its keys', () => {
    expect(run(stroke('KeyA', { isComposing: true }), [screen])).toBe('ignore');
    expect(run(stroke('KeyA', { keyCode: 229 }), [screen])).toBe('ignore');
    expect(run(stroke('Space', { ctrlKey: true }), [layer('x', 1, [command('x', ['Ctrl+Space'])])])).toBe(
      'ignore',
    );
  });

  it('decides nothing while a key is held, but moves', () => {
    expect(run(stroke('KeyA', { repeat: true }), [screen])).toBe('swallow');
    expect(run(stroke('KeyJ', { repeat: true }), [screen])).toBe('next');
  });

  it('leaves letters to a text box and Enter to a button', () => {
    expect(run(stroke('KeyA'), [screen], { focus: 'typing', regions: [] })).toBe('ignore');
    expect(run(stroke('F1'), [screen], { focus: 'typing', regions: [] })).toBe('keys');
    expect(run(stroke('Enter'), [screen], { focus: 'control', regions: [] })).toBe('ignore');
    expect(run(stroke('KeyA'), [screen], { focus: 'control', regions: [] })).toBe('approve');
  });

  it('leaves an open list or menu its keys', () => {
    const popup: KeyContext = { focus: 'popup', regions: [] };
    const closing = layer('list', 1, [command('escape', ['Escape'], { inTyping: true })]);
    expect(run(stroke('Escape'), [closing], popup)).toBe('ignore');
    expect(run(stroke('KeyA'), [screen], popup)).toBe('ignore');
    expect(run(stroke('F1'), [screen], popup)).toBe('keys');
  });

  it('swallows what is not allowed now', () => {
    const closed = layer('screen', 1, [command('approve', ['A'], { isEnabled: false })]);
    expect(run(stroke('KeyA'), [closed])).toBe('swallow');
  });

  it('listens from the top, and a covering layer hides the rest but what is always there', () => {
    const strip = layer('strip', 2, [command('reason1', ['1'])], { covers: true });
    const tags = layer('tags', 1, [command('vip', ['1'])]);
    expect(run(stroke('Digit1'), [tags, strip])).toBe('reason1');
    expect(run(stroke('KeyA'), [screen, strip])).toBe('ignore');
    expect(run(stroke('F1'), [screen, strip])).toBe('keys');
  });

  it('hears a region only while the focus is inside it, and then first', () => {
    const viewer = layer('viewer', 1, [command('zoomIn', ['+']), command('pan', ['ArrowDown'])], {
      region: 'viewer',
    });
    expect(run(stroke('Equal'), [viewer, screen])).toBe('ignore');
    const inside: KeyContext = { focus: 'page', regions: ['viewer'] };
    expect(run(stroke('ArrowDown'), [viewer, screen], inside)).toBe('pan');
    expect(run(stroke('ArrowDown'), [viewer, screen])).toBe('next');
  });

  it('finds chords that mean two things', () => {
    expect(collisions([screen])).toEqual([]);
    expect(collisions([screen, layer('other', 1, [command('all', ['A'])])])).toEqual(['A: approve, all']);
  });
});
