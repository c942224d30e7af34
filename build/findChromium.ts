/** Finds a Chromium that Playwright can drive: `CHROMIUM`, the usual places, Playwright's own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What a machine without one is told. */
export const HOW_TO_GET_CHROMIUM =
  'No Chromium found. Set CHROMIUM=/path/to/chrome, install one (Debian: apt-get install chromium fonts-noto-cjk), or run: npx playwright install chromium';

const USUAL_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
};

function windowsPlaces(env: NodeJS.ProcessEnv): string[] {
  const bases = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
  const programs = ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe'];
  return bases.flatMap((base) => (base ? programs.map((program) => join(base, program)) : []));
}

/** The places to look at, best first; `own` is where Playwright would keep its own. */
function chromiumCandidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, own: string): string[] {
  // A named browser is meant: another one in its stead would hide that it is not there.
  if (env.CHROMIUM) return [env.CHROMIUM];
  const usual = platform === 'win32' ? windowsPlaces(env) : (USUAL_PLACES[platform] ?? []);
  return [...usual, own].filter((path) => path !== '');
}

async function playwrightsOwn(): Promise<string> {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    // Not installed, or none for this platform: then it is no candidate.
    return '';
  }
}

/** The path of a Chromium, or null if this machine has none. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const candidates = chromiumCandidates(env, process.platform, await playwrightsOwn());
  return candidates.find((path) => existsSync(path)) ?? null;
}
