/** The page's commands as a menu that the bridge takes, and back from a menu's id to the command. */
import { expect, it, vi } from 'vitest';
import { MenuRequest } from '../../shared/protocol/desktop.ts';
import type { KeyLayer } from '../ui/keys/resolveKey.ts';
import { commandOf, desktopMenu } from './desktopMenu.ts';

const run = vi.fn();
const command = (id: string, change = {}) => ({ id, chords: ['A'], label: `label ${id}`, run, ...change });
const layers: KeyLayer[] = [
  {
    id: 'global',
    title: '全局',
    level: 0,
    commands: [
      command('lock', { chords: ['Ctrl+L'] }),
      command('escape'),
      command('secret', { isHidden: true }),
    ],
  },
  {
    id: 'units',
    title: '单位',
    level: 1,
    commands: [command('approve'), command('undo', { isEnabled: false, chords: [] })],
  },
  { id: 'viewer', title: '图像', level: 1, region: 'viewer', commands: [command('rotate')] },
  { id: 'dialog', title: '对话框', level: 3, commands: [command('ok')] },
];

it('shows what the list of commands shows, with the first key of each', () => {
  const menu = desktopMenu(layers);
  expect(MenuRequest.parse(menu)).toEqual(menu);
  expect(menu.sections).toEqual([
    {
      label: '全局',
      commands: [{ id: 'global lock', label: 'label lock', chord: 'Ctrl+L', isEnabled: true }],
    },
    {
      label: '单位',
      commands: [
        { id: 'units approve', label: 'label approve', chord: 'A', isEnabled: true },
        { id: 'units undo', label: 'label undo', chord: null, isEnabled: false },
      ],
    },
  ]);
});

it('finds what was chosen, if it can still be given', () => {
  expect(commandOf(layers, 'units approve')?.run).toBe(run);
  for (const id of ['units undo', 'viewer rotate', 'dialog ok', 'global secret', 'approve', ''])
    expect(commandOf(layers, id)).toBeNull();
});

it('stays within what the bridge takes', () => {
  const many = Array.from({ length: 12 }, (_, at) => ({
    id: `layer${at}`,
    title: '长'.repeat(100),
    level: 1,
    commands: Array.from({ length: 90 }, (_, n) => command(`c${n}`, { label: '名'.repeat(200) })),
  }));
  expect(MenuRequest.safeParse(desktopMenu(many)).success).toBe(true);
});
