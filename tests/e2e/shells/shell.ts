/** What the desk runs in during a test, a browser or Electron, and which of them this machine can give. */
import type { BrowserContext, Page } from '@playwright/test';

/** One run of the desk on a profile. */
export interface DeskRun {
  context: BrowserContext;
  page: Page;
  /** as its user closes it */
  close(): Promise<void>;
  /** kill -9 of all its processes */
  kill(): Promise<void>;
}

export interface DeskShell {
  readonly name: ShellName;
  /** Opens the desk on a profile's folder with `gateway` as its origin; the same folder again is its next start. */
  open(profile: string, gateway: string): Promise<DeskRun>;
}

export const SHELLS = ['chromium', 'electron'] as const;
export type ShellName = (typeof SHELLS)[number];

/** Which shell is asked for; the browser unless `E2E_SHELL` says otherwise. */
export function shellOf(env: NodeJS.ProcessEnv): ShellName {
  const asked = env.E2E_SHELL ?? 'chromium';
  const shell = SHELLS.find((name) => name === asked);
  if (!shell) throw new Error(`E2E_SHELL is one of ${SHELLS.join(', ')}, not ${asked}`);
  return shell;
}

/** What there is for running Electron here. */
export interface Machine {
  /** path of its binary, null if there is none */
  electron: string | null;
  hasDisplay: boolean;
  hasXvfb: boolean;
}

/** How Electron's specs can be run here: on a display, under xvfb, or not at all and what is missing. */
export type ElectronChoice =
  | { can: true; under: 'display' | 'xvfb' }
  | { can: false; missing: 'binary' | 'display' };

export function chooseElectron({ electron, hasDisplay, hasXvfb }: Machine): ElectronChoice {
  if (electron === null) return { can: false, missing: 'binary' };
  if (hasDisplay) return { can: true, under: 'display' };
  return hasXvfb ? { can: true, under: 'xvfb' } : { can: false, missing: 'display' };
}
