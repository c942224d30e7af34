/** The menu as data: the page's own commands in its own language, and the few things only a host can do. */
import type { MenuItemConstructorOptions } from 'electron';
import type { Language, MenuRequest } from '../shared/protocol/desktop.ts';
import { text } from './texts.ts';

export interface MenuInput {
  language: Language;
  /** null until the page has told its commands, and while the desk is locked */
  menu: MenuRequest | null;
  version: string;
  isPackaged: boolean;
  platform: NodeJS.Platform;
}

export interface MenuActions {
  command(id: string): void;
  print(): void;
  checkForUpdate(): void;
}

/** A chord as Electron names it, or null for one it could only steal from the page. */
export function accelerator(chord: string | null, platform: NodeJS.Platform): string | null {
  // macOS takes every shown key for the menu; elsewhere they are shown only and the page listens.
  if (chord === null || platform === 'darwin') return null;
  const parts = chord.split('+').map((part) => part.trim());
  const key = parts.pop() ?? '';
  const isKnown = /^(?:[A-Za-z0-9]|F\d{1,2}|Enter|Delete|Space|Escape|Tab|[/?[\]])$/.test(key);
  const isPlain = parts.every((part) => ['Ctrl', 'Shift', 'Alt'].includes(part));
  return isKnown && isPlain ? [...parts, key].join('+') : null;
}

function pageMenus({ menu, platform }: MenuInput, { command }: MenuActions): MenuItemConstructorOptions[] {
  return (menu?.sections ?? [])
    .filter(({ commands }) => commands.length > 0)
    .map(({ label, commands }) => ({
      label,
      submenu: commands.map(({ id, label: name, chord, isEnabled }): MenuItemConstructorOptions => {
        const shown = accelerator(chord, platform);
        return {
          label: name,
          enabled: isEnabled,
          click: () => command(id),
          // The page owns the keys: it knows when a letter is being typed into a field.
          ...(shown === null ? {} : { accelerator: shown, registerAccelerator: false }),
        };
      }),
    }));
}

/** The whole menu. */
export function menuTemplate(input: MenuInput, actions: MenuActions): MenuItemConstructorOptions[] {
  const { language, version, isPackaged } = input;
  const t = (name: Parameters<typeof text>[1]) => text(language, name);
  const separator = { type: 'separator' } as const;
  return [
    {
      label: t('menu.file'),
      submenu: [
        { label: t('menu.print'), enabled: input.menu !== null, click: actions.print },
        separator,
        { label: t('menu.quit'), role: 'quit' },
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        { label: t('menu.undo'), role: 'undo', registerAccelerator: false },
        { label: t('menu.redo'), role: 'redo', registerAccelerator: false },
        separator,
        { label: t('menu.cut'), role: 'cut' },
        { label: t('menu.copy'), role: 'copy', registerAccelerator: false },
        { label: t('menu.paste'), role: 'paste' },
        { label: t('menu.selectAll'), role: 'selectAll', registerAccelerator: false },
      ],
    },
    ...pageMenus(input, actions),
    {
      label: t('menu.view'),
      submenu: [
        { label: t('menu.zoomIn'), role: 'zoomIn' },
        { label: t('menu.zoomOut'), role: 'zoomOut' },
        { label: t('menu.zoomReset'), role: 'resetZoom', registerAccelerator: false },
        { label: t('menu.fullScreen'), role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ label: t('menu.developer'), role: 'toggleDevTools' as const }]),
      ],
    },
    {
      label: t('menu.help'),
      submenu: [
        { label: text(language, 'menu.version', { version }), enabled: false },
        { label: t('menu.checkForUpdate'), click: actions.checkForUpdate },
      ],
    },
  ];
}
