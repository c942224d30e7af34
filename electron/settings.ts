/** The desktop's own settings, a small JSON file in userData: which gateway, and whether it may notify. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type GatewayAddress, normaliseGateway } from './policy.ts';

const SettingsFile = z.object({
  gateway: z.string().max(500).optional(),
  notifications: z.boolean().optional(),
});
type SettingsFile = z.infer<typeof SettingsFile>;

export interface Settings {
  /** the gateway's origin; null until one was set */
  gateway(): string | null;
  /** normalises, refuses or stores an address; it counts from the next request on */
  setGateway(rawAddress: string): Promise<GatewayAddress>;
  hasNotifications(): boolean;
  setNotifications(isOn: boolean): Promise<void>;
}

/** Addresses besides the stored one. */
export interface GatewayHints {
  /** for this run only, stored nowhere */
  given?: string | undefined;
  /** the office's, for an installation that has none yet */
  proposed?: string | undefined;
}

/**
 * Opens the settings at `path`. A file that is missing, broken or names an address that the rules refuse is
 * as if empty: the page asks for the gateway again.
 */
export async function openSettings(path: string, hints: GatewayHints = {}): Promise<Settings> {
  let stored = await readStored(path);
  let gateway = accepted(hints.given) ?? accepted(stored.gateway) ?? accepted(hints.proposed);
  const store = async (change: SettingsFile): Promise<void> => {
    const next = { ...stored, ...change };
    await replaceFile(path, `${JSON.stringify(next, null, 2)}\n`);
    stored = next;
  };
  return {
    gateway: () => gateway,
    async setGateway(rawAddress) {
      const address = normaliseGateway(rawAddress);
      if (address.ok) {
        await store({ gateway: address.gateway });
        gateway = address.gateway;
      }
      return address;
    },
    hasNotifications: () => stored.notifications ?? true,
    setNotifications: (notifications) => store({ notifications }),
  };
}

function accepted(rawAddress: string | undefined): string | null {
  if (rawAddress === undefined) return null;
  // SECURITY: the file can be edited by hand; its address obeys the same rules as one that is typed in.
  const address = normaliseGateway(rawAddress);
  return address.ok ? address.gateway : null;
}

async function readStored(path: string): Promise<SettingsFile> {
  try {
    return SettingsFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Missing at first start, or broken: either way the reviewer is asked.
    return {};
  }
}

/** Writes beside, syncs and renames: a crash leaves the old file or the new one, never half of one. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, path);
}
