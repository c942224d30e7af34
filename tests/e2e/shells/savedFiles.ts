/** The system's dialogs in Electron: answered in its main process, so that a saved file is had like a download. */
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

const LIMIT_MS = 30_000;
/** In the main process: where files were saved, oldest first. */
const SAVED = 'deskSavedFiles';

/** A file that was saved by the desktop, as far as specs ask a browser's download. */
export interface SavedFile {
  suggestedFilename(): string;
  path(): Promise<string>;
  createReadStream(): Promise<Readable>;
  saveAs(path: string): Promise<void>;
}

/** From now on questions are answered with their last button, and files saved under the profile. */
export async function answerDialogs(app: ElectronApplication, profile: string): Promise<void> {
  const folder = join(profile, 'saved');
  await mkdir(folder, { recursive: true });
  await app.evaluate(
    ({ dialog }, { into, list }) => {
      const saved: string[] = [];
      Reflect.set(globalThis, list, saved);
      const optionsOf = (args: unknown[]) => args.at(-1) as { buttons?: string[]; defaultPath?: string };
      Object.assign(dialog, {
        showMessageBox: async (...args: unknown[]) => ({
          response: Math.max(0, (optionsOf(args).buttons?.length ?? 1) - 1),
          checkboxChecked: false,
        }),
        showSaveDialog: async (...args: unknown[]) => {
          const name = (optionsOf(args).defaultPath ?? 'file').split(/[\\/]/).at(-1);
          const filePath = `${into}/${saved.length}/${name}`;
          await process.getBuiltinModule('node:fs/promises').mkdir(`${into}/${saved.length}`, {
            recursive: true,
          });
          saved.push(filePath);
          return { canceled: false, filePath };
        },
      });
    },
    { into: folder, list: SAVED },
  );
}

const savedFiles = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate((_, list) => [...(Reflect.get(globalThis, list) as string[])], SAVED);

/** The next file that is saved, once all of it is there. */
export async function nextSavedFile(app: ElectronApplication): Promise<SavedFile> {
  const before = (await savedFiles(app)).length;
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const path = (await savedFiles(app))[before];
    // Written beside and renamed: what stands under its name is whole.
    if (path !== undefined && existsSync(path)) return savedFile(path);
    if (Date.now() > until) throw new Error('no file was saved');
    await sleep(100);
  }
}

const savedFile = (path: string): SavedFile => ({
  suggestedFilename: () => basename(path),
  path: async () => path,
  createReadStream: async () => createReadStream(path),
  saveAs: (to) => copyFile(path, to),
});
