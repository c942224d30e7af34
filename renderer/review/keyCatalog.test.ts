/** No key means two things in one place, and what a screen does not offer does not listen. */
import { describe, expect, it } from 'vitest';
import { collisions } from '../ui/keys/resolveKey.ts';
import {
  ATTENDEE_KEYS,
  GLOBAL_KEYS,
  KEY_SECTIONS,
  keyLayer,
  LIST_KEYS,
  STRIP_KEYS,
  UNIT_KEYS,
} from './keyCatalog.ts';

const t = (key: string) => key;
const noop = () => {};
const all = <E extends Record<string, unknown>>(entries: E) =>
  Object.fromEntries(Object.keys(entries).map((id) => [id, noop]));

describe('key catalogue', () => {
  it('has no collisions on either screen, nor with the global keys', () => {
    const base = [
      keyLayer(GLOBAL_KEYS, all(GLOBAL_KEYS), { id: 'global', level: 1, title: 'keys.section.global' }, t),
      keyLayer(LIST_KEYS, all(LIST_KEYS), { id: 'list', level: 1, title: 'keys.section.list' }, t),
    ];
    const units = keyLayer(
      UNIT_KEYS,
      all(UNIT_KEYS),
      { id: 'units', level: 1, title: 'keys.section.units' },
      t,
    );
    const people = keyLayer(
      ATTENDEE_KEYS,
      all(ATTENDEE_KEYS),
      { id: 'people', level: 1, title: 'keys.section.attendees' },
      t,
    );
    const strip = keyLayer(
      STRIP_KEYS,
      all(STRIP_KEYS),
      { id: 'strip', level: 1, title: 'keys.section.strip' },
      t,
    );
    expect(collisions([...base, units])).toEqual([]);
    expect(collisions([...base, people])).toEqual([]);
    expect(collisions([strip])).toEqual([]);
  });

  it('never binds what an input method or a screen reader owns', () => {
    const chords = KEY_SECTIONS.flatMap(({ entries }) =>
      Object.values(entries).flatMap((entry) => [...entry.chords]),
    );
    for (const owned of ['Ctrl+Space', 'Shift+Space', 'Ctrl+Period']) expect(chords).not.toContain(owned);
  });

  it('keeps a command that is not allowed now, and leaves out what is not offered', () => {
    const layer = keyLayer(
      UNIT_KEYS,
      { approve: null, reject: noop },
      { id: 'u', level: 1, title: 'keys.title' },
      t,
    );
    expect(layer.commands.map(({ id, isEnabled }) => [id, isEnabled])).toEqual([
      ['approve', false],
      ['reject', true],
    ]);
  });
});
