/** «Open at login»: off unless the reviewer says so; each system keeps it in a place of its own. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from 'electron';

export interface OpenAtLogin {
  isOn(): Promise<boolean>;
  set(isOn: boolean): Promise<void>;
}

/** A path in an Exec line of the desktop-entry specification: quoted, with its four characters escaped. */
function execPath(path: string): string {
  return `"${path.replace(/[\\"`$]/g, '\\$&').replace(/%/g, '%%')}"`;
}

/** The entry that starts the desk with a Linux desktop session. */
export function autostartEntry(executable: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Expo Review Desk',
    'Name[zh_CN]=展审台',
    `Exec=${execPath(executable)}`,
    'Icon=expo-review-desk',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** On Linux a file below the user's configuration; elsewhere the system's own list. */
export function createOpenAtLogin(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  platform: NodeJS.Platform,
  configFolder: string,
  executable: string,
): OpenAtLogin {
  if (platform !== 'linux') {
    return {
      isOn: async () => app.getLoginItemSettings().openAtLogin,
      set: async (isOn) => app.setLoginItemSettings({ openAtLogin: isOn }),
    };
  }
  const path = join(configFolder, 'autostart', 'expo-review-desk.desktop');
  return {
    isOn: () =>
      readFile(path, 'utf8').then(
        (entry) => !/^Hidden=true$/m.test(entry),
        () => false,
      ),
    async set(isOn) {
      if (!isOn) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, autostartEntry(executable));
    },
  };
}
