/** Which command a key stroke means, given the layers that listen and where the focus is. Pure. */
import { type Chord, chordOf, type KeyStroke } from './chord.ts';

export interface KeyCommand {
  id: string;
  chords: readonly Chord[];
  /** as the sheet of keys says it */
  label: string;
  run: () => void;
  isEnabled?: boolean;
  /** holding the key repeats it: moves and zoom only, never a decision */
  repeats?: boolean;
  /** works while typing in a text box too */
  inTyping?: boolean;
  /** stays reachable under a layer that covers the others */
  always?: boolean;
  /** left out of the sheet and the command list */
  isHidden?: boolean;
}

export interface KeyLayer {
  id: string;
  /** heading in the sheet */
  title: string;
  /** higher listens first: 0 everywhere, 1 screen, 2 strip, 3 dialog */
  level: number;
  commands: readonly KeyCommand[];
  /** only while the focus is inside this region */
  region?: string;
  /** nothing below is reached, but what is `always` */
  covers?: boolean;
}

/** What has the focus: an open list takes all keys, a text box letters, a control Enter, Space and arrows. */
export type FocusKind = 'popup' | 'typing' | 'control' | 'page';

export interface KeyContext {
  focus: FocusKind;
  /** names of the regions around the focus, innermost first */
  regions: readonly string[];
}

export interface Stroke extends KeyStroke {
  isComposing: boolean;
  keyCode: number;
  repeat: boolean;
}

const CONTROL_KEYS = /^(?:Shift\+)?(?:Enter|Space|Arrow(?:Up|Down|Left|Right)|Home|End|PageUp|PageDown)$/;
/** What a reader of a screen or an input method owns: never ours. */
const NEVER = new Set<Chord>(['Ctrl+Space', 'Shift+Space', 'Ctrl+Period']);

export type Resolution =
  | { type: 'run'; command: KeyCommand }
  /** ours, but not now (held down or not allowed): swallowed, so that nobody else acts on it */
  | { type: 'swallow' }
  | { type: 'ignore' };

/**
 * The command of a stroke. Strokes of an input method (`isComposing`, keyCode 229) mean nothing; a repeated
 * stroke runs only what may repeat; later layers of the same level listen before earlier ones.
 */
export function resolveKey(stroke: Stroke, layers: readonly KeyLayer[], context: KeyContext): Resolution {
  if (stroke.isComposing || stroke.keyCode === 229) return { type: 'ignore' };
  const chord = chordOf(stroke);
  if (chord === null || NEVER.has(chord)) return { type: 'ignore' };
  const isTaken = context.focus === 'control' && CONTROL_KEYS.test(chord);
  let isCovered = false;
  for (const layer of listeningOrder(layers)) {
    const hears = layer.region === undefined || context.regions.includes(layer.region);
    if (hears) {
      const command = layer.commands.find(
        (each) =>
          each.chords.includes(chord) &&
          (!isCovered || each.always === true) &&
          (context.focus !== 'typing' || each.inTyping === true) &&
          (context.focus !== 'popup' || each.always === true) &&
          !(isTaken && layer.region === undefined),
      );
      if (command) {
        if (command.isEnabled === false || (stroke.repeat && command.repeats !== true))
          return { type: 'swallow' };
        return { type: 'run', command };
      }
    }
    if (layer.covers && hears) isCovered = true;
  }
  return { type: 'ignore' };
}

/** Layers in the order they listen: regions under the focus first, then by level, newest first. */
export function listeningOrder(layers: readonly KeyLayer[]): KeyLayer[] {
  return layers
    .map((layer, index) => ({ layer, index }))
    .sort(
      (a, b) =>
        b.layer.level - a.layer.level ||
        Number(b.layer.region !== undefined) - Number(a.layer.region !== undefined) ||
        b.index - a.index,
    )
    .map(({ layer }) => layer);
}

/** Chords that two commands of one level would both answer to; must be empty. */
export function collisions(layers: readonly KeyLayer[]): string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const layer of layers) {
    for (const command of layer.commands) {
      for (const chord of command.chords) {
        const place = `${layer.level} ${layer.region ?? ''} ${chord}`;
        const other = seen.get(place);
        if (other !== undefined && other !== command.id) found.push(`${chord}: ${other}, ${command.id}`);
        seen.set(place, command.id);
      }
    }
  }
  return found;
}
