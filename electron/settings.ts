/** The desktop's own settings, a small JSON file in userData: which gateway this installation talks to. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type GatewayAddress, normaliseGateway } from './policy.ts';

const SettingsFile = z.object({ gateway: z.string().max(500).optional() });

export interface Settings {
  /** the gateway's origin; null until one was set */
  gateway(): string | null;
  /** normalises, refuses or stores an address; it counts from the next request on */
  setGateway(rawAddress: string): Promise<GatewayAddress>;
}

/**
 * Opens the settings at `path`. A file that is missing, broken or names an address that the rules refuse is
 * as if empty: the page asks for the gateway again. `givenGateway` is for this run only and stored nowhere.
 */
export async function openSettings(path: string, givenGateway?: string): Promise<Settings> {
  let gateway = accepted(givenGateway) ?? accepted(await storedGateway(path));
  return {
    gateway: () => gateway,
    async setGateway(rawAddress) {
      const address = normaliseGateway(rawAddress);
      if (address.ok) {
        await replaceFile(path, `${JSON.stringify({ gateway: address.gateway }, null, 2)}\n`);
        gateway = address.gateway;
      }
      return address;
    },
  };
}

function accepted(rawAddress: string | undefined): string | null {
  if (rawAddress === undefined) return null;
  // SECURITY: the file can be edited by hand; its address obeys the same rules as one that is typed in.
  const address = normaliseGateway(rawAddress);
  return address.ok ? address.gateway : null;
}

async function storedGateway(path: string): Promise<string | undefined> {
  try {
    return SettingsFile.parse(JSON.parse(await readFile(path, 'utf8'))).gateway;
  } catch {
    // Missing at first start, or broken: either way the reviewer is asked.
    return undefined;
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
