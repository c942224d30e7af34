/** Every key of the desk in one table: which chords mean which command, and where they listen. */
import type { TextKey } from '../i18n/texts.ts';
import type { Chord } from '../ui/keys/chord.ts';
import type { KeyCommand, KeyLayer } from '../ui/keys/resolveKey.ts';

interface Entry {
  chords: readonly Chord[];
  text: TextKey;
  repeats?: true;
  inTyping?: true;
  always?: true;
  isHidden?: true;
}
type Entries = Readonly<Record<string, Entry>>;

export const GLOBAL_KEYS = {
  units: { chords: ['Ctrl+1', 'Alt+1'], text: 'command.go.units', inTyping: true },
  attendees: { chords: ['Ctrl+2', 'Alt+2'], text: 'command.go.attendees', inTyping: true },
  import: { chords: ['Ctrl+3', 'Alt+3'], text: 'command.go.import', inTyping: true },
  sync: { chords: ['Ctrl+4', 'Alt+4'], text: 'command.go.sync', inTyping: true },
  progress: { chords: ['Ctrl+5', 'Alt+5'], text: 'command.go.progress', inTyping: true },
  export: { chords: ['Ctrl+6', 'Alt+6'], text: 'command.go.export', inTyping: true },
  settings: { chords: ['Ctrl+7', 'Alt+7'], text: 'command.go.settings', inTyping: true },
  commands: { chords: ['Ctrl+K'], text: 'command.commands', inTyping: true },
  keys: { chords: ['F1', '?'], text: 'command.keys', inTyping: true, always: true },
  undo: { chords: ['Z', 'Ctrl+Z'], text: 'command.undo' },
  recent: { chords: ['Ctrl+H'], text: 'command.recent', inTyping: true },
  syncNow: { chords: ['F5'], text: 'command.syncNow', inTyping: true, always: true },
  region: { chords: ['F6'], text: 'command.region', inTyping: true },
  lock: { chords: ['Ctrl+L'], text: 'command.lock', inTyping: true, always: true },
} as const satisfies Entries;

export const LIST_KEYS = {
  next: { chords: ['ArrowDown', 'J'], text: 'command.next', repeats: true },
  previous: { chords: ['ArrowUp', 'K'], text: 'command.previous', repeats: true },
  pageDown: { chords: ['PageDown'], text: 'command.pageDown', repeats: true },
  pageUp: { chords: ['PageUp'], text: 'command.pageUp', repeats: true },
  first: { chords: ['Home'], text: 'command.first' },
  last: { chords: ['End'], text: 'command.last' },
  search: { chords: ['/'], text: 'command.search' },
  select: { chords: ['Space'], text: 'command.select' },
  extendDown: { chords: ['Shift+ArrowDown'], text: 'command.extendDown', repeats: true },
  extendUp: { chords: ['Shift+ArrowUp'], text: 'command.extendUp', repeats: true },
  selectAll: { chords: ['Ctrl+A'], text: 'command.selectAll' },
  focus: { chords: ['Enter'], text: 'command.focus' },
  focusNext: { chords: [']'], text: 'action.next' },
  focusPrevious: { chords: ['['], text: 'action.previous' },
  compare: { chords: ['D'], text: 'command.compare' },
  twins: { chords: ['B'], text: 'twins.open' },
  history: { chords: ['H'], text: 'history.open' },
  setAside: { chords: ['S'], text: 'command.setAside' },
  copy: { chords: ['Ctrl+C'], text: 'command.copy' },
  copyFull: { chords: ['Ctrl+Shift+C'], text: 'command.copyFull' },
  escape: { chords: ['Escape'], text: 'command.escape', inTyping: true },
} as const satisfies Entries;

/** On the photo wall, while it has the focus: the arrows go by its columns and rows. */
export const WALL_KEYS = {
  right: { chords: ['ArrowRight'], text: 'command.wall.right', repeats: true },
  left: { chords: ['ArrowLeft'], text: 'command.wall.left', repeats: true },
  down: { chords: ['ArrowDown'], text: 'command.wall.down', repeats: true },
  up: { chords: ['ArrowUp'], text: 'command.wall.up', repeats: true },
  pageDown: { chords: ['PageDown'], text: 'command.pageDown', repeats: true },
  pageUp: { chords: ['PageUp'], text: 'command.pageUp', repeats: true },
} as const satisfies Entries;

export const UNIT_KEYS = {
  approve: { chords: ['A'], text: 'command.approve' },
  reject: { chords: ['X'], text: 'command.reject' },
  approveAndTag: { chords: ['Shift+A'], text: 'command.approveAndTag' },
  batchApprove: { chords: ['Ctrl+Enter'], text: 'command.batchApprove' },
  batchReject: { chords: ['Ctrl+Delete'], text: 'command.batchReject' },
  licence: { chords: ['L'], text: 'command.licence' },
  people: { chords: ['T'], text: 'command.people' },
  withdraw: { chords: ['W'], text: 'command.withdrawUnit' },
  batchWithdraw: { chords: ['Shift+W'], text: 'command.batchWithdraw' },
  transfer: { chords: ['Shift+T'], text: 'command.transfer' },
} as const satisfies Entries;

export const ATTENDEE_KEYS = {
  tagVip: { chords: ['1'], text: 'command.tagVip' },
  tagStaff: { chords: ['2'], text: 'command.tagStaff' },
  tagProfessional: { chords: ['3'], text: 'command.tagProfessional' },
  withdrawTag: { chords: ['0'], text: 'command.withdrawTag' },
  return: { chords: ['X'], text: 'command.return' },
  batchVip: { chords: ['Shift+1'], text: 'command.batchVip' },
  batchStaff: { chords: ['Shift+2'], text: 'command.batchStaff' },
  batchProfessional: { chords: ['Shift+3'], text: 'command.batchProfessional' },
  batchWithdrawTag: { chords: ['Shift+0'], text: 'command.batchWithdrawTag' },
  batchReturn: { chords: ['Ctrl+Delete'], text: 'command.batchReturn' },
  photo: { chords: ['L'], text: 'command.photo' },
  wall: { chords: ['W'], text: 'command.wall' },
  unit: { chords: ['T'], text: 'command.unit' },
} as const satisfies Entries;

export const STRIP_KEYS = {
  reason: { chords: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], text: 'command.reason' },
  ownSentence: {
    chords: [
      'Shift+1',
      'Shift+2',
      'Shift+3',
      'Shift+4',
      'Shift+5',
      'Shift+6',
      'Shift+7',
      'Shift+8',
      'Shift+9',
    ],
    text: 'command.ownSentence',
  },
  sameReasons: { chords: ['0'], text: 'command.sameReasons' },
  note: { chords: ['N'], text: 'command.note' },
  send: { chords: ['Enter'], text: 'command.send' },
  sendFromText: { chords: ['Ctrl+Enter'], text: 'command.sendFromText', inTyping: true },
  escape: { chords: ['Escape'], text: 'common.close', inTyping: true },
} as const satisfies Entries;

const VIEWER_KEYS = {
  zoomIn: { chords: ['+'], text: 'command.zoomIn' },
  zoomOut: { chords: ['-'], text: 'command.zoomOut' },
  fit: { chords: ['0'], text: 'command.fit' },
  rotate: { chords: ['R'], text: 'command.rotate' },
  compareImages: { chords: ['C'], text: 'image.compare' },
  pan: { chords: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], text: 'command.pan' },
} as const satisfies Entries;

export const TRAY_KEYS = {
  next: { chords: ['ArrowDown', 'J'], text: 'command.next', repeats: true },
  previous: { chords: ['ArrowUp', 'K'], text: 'command.previous', repeats: true },
  first: { chords: ['Home'], text: 'command.first' },
  last: { chords: ['End'], text: 'command.last' },
  open: { chords: ['Enter'], text: 'command.tray.open' },
  select: { chords: ['Space'], text: 'command.select' },
  selectAll: { chords: ['Ctrl+A'], text: 'command.selectAll' },
  review: { chords: ['D'], text: 'tray.review' },
  asDecided: { chords: ['R'], text: 'tray.asDecided' },
  overrule: { chords: ['W'], text: 'tray.overrule' },
  accept: { chords: ['A'], text: 'tray.accept' },
  note: { chords: ['E'], text: 'tray.note' },
  discard: { chords: ['Delete'], text: 'tray.discard' },
  escape: { chords: ['Escape'], text: 'command.escape' },
} as const satisfies Entries;

/** All sections in the order the settings show them. */
export const KEY_SECTIONS: readonly { title: TextKey; entries: Entries }[] = [
  { title: 'keys.section.units', entries: UNIT_KEYS },
  { title: 'keys.section.attendees', entries: ATTENDEE_KEYS },
  { title: 'keys.section.list', entries: LIST_KEYS },
  { title: 'keys.section.wall', entries: WALL_KEYS },
  { title: 'keys.section.strip', entries: STRIP_KEYS },
  { title: 'keys.section.tray', entries: TRAY_KEYS },
  { title: 'keys.section.viewer', entries: VIEWER_KEYS },
  { title: 'keys.section.global', entries: GLOBAL_KEYS },
];

/** What a screen does for the entries of a catalogue; absent ones do not listen. */
export type Runs<E extends Entries> = Partial<Record<keyof E, (() => void) | null>>;

/** The layer of a catalogue with what its commands do. An entry whose run is null is there, but not allowed now. */
export function keyLayer<E extends Entries>(
  entries: E,
  runs: Runs<E>,
  layer: Omit<KeyLayer, 'commands' | 'title'> & { title: TextKey },
  t: (key: TextKey) => string,
): KeyLayer {
  const commands: KeyCommand[] = [];
  for (const [id, entry] of Object.entries(entries)) {
    const run = runs[id];
    if (run === undefined) continue;
    const { chords, text, ...behaviour } = entry;
    commands.push({
      id,
      chords,
      label: t(text),
      run: run ?? (() => {}),
      isEnabled: run !== null,
      ...behaviour,
    });
  }
  return { ...layer, title: t(layer.title), commands };
}
