/** Opens electron-updater behind the port of updates.ts, with the feed the package and the office allow. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { HostLog } from './hostLog.ts';
import { type HostShell, tellPage } from './hostShell.ts';
import type { OfficePolicy } from './officePolicy.ts';
import { type Installation, updateSource } from './updatePolicy.ts';
import { createUpdates, type UpdaterPort, type Updates } from './updates.ts';

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 6 * 3_600_000;
const Manifest = z.object({ updateFeed: z.string().optional() });

/** The feed that the build wrote into the package; null without one. */
async function packagedFeed(manifestPath: string): Promise<string | null> {
  try {
    return Manifest.parse(JSON.parse(await readFile(manifestPath, 'utf8'))).updateFeed ?? null;
  } catch {
    // Run from the sources: there is no package and no feed.
    return null;
  }
}

/** A deb carries this file; an AppImage, which replaces itself, does not. */
function installation(): Installation {
  const { isPackaged } = app;
  return {
    isPackaged,
    isSystemPackage: isPackaged && existsSync(join(process.resourcesPath, 'package-type')),
  };
}

async function openUpdater(): Promise<UpdaterPort> {
  // Only now: it reads the installation's configuration, and most offices may have switched it off.
  const updater = await import('electron-updater');
  // Its events are typed one overload each; the port asks for those few that are used.
  return updater.autoUpdater as unknown as UpdaterPort;
}

/** Updates of this installation, looked for at intervals. */
export async function openUpdates(
  policy: OfficePolicy,
  manifestPath: string,
  shell: HostShell,
  log: HostLog,
): Promise<Updates> {
  const source = updateSource(installation(), policy, await packagedFeed(manifestPath));
  const updates = createUpdates(source, {
    openUpdater,
    currentVersion: app.getVersion(),
    tell: (update) => tellPage({ type: 'update', update }),
    log: log.event,
    askRestart: (version) => shell.askRestart(version),
    prepareRestart: () => shell.leave(),
  });
  const look = async (): Promise<void> => {
    if (updates.state().state === 'ready') return;
    const { state } = await updates.check();
    if (state === 'ready') await updates.install();
  };
  /** Asked for by a person: one that is ready is offered again, and nothing new is an answer, too. */
  const lookForSomebody = async (): Promise<void> => {
    const update = updates.state().state === 'ready' ? updates.state() : await updates.check();
    if (update.state === 'ready') await updates.install();
    else await shell.tellUpdate(update);
  };
  shell.checkForUpdate = () => void lookForSomebody();
  if (!source.isOn) {
    log.event('updates-off', { why: source.why });
    return updates;
  }
  setTimeout(() => void look(), FIRST_LOOK_MS).unref();
  setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return updates;
}
