/** What does not run in Electron, and why: whole specs, and single tests by a part of their titles. */

export interface BrowserOnly {
  /** a spec's file name */
  spec: string;
  /** a part of the title; absent: all of the spec */
  title?: string;
  why: string;
}

const HOSTED = 'plays the desktop host under a browser’s page; in Electron there is the real one';
const OWN_BROWSER = 'starts browsers of its own for what it looks at';
const SECOND_WINDOW = 'the desktop has one window, and a second instance gives way to it';

export const BROWSER_ONLY: readonly BrowserOnly[] = [
  { spec: 'desktopHost.spec.ts', why: HOSTED },
  { spec: 'desktopSettings.spec.ts', why: HOSTED },
  { spec: 'nothingOpens.spec.ts', why: HOSTED },
  { spec: 'electronShell.spec.ts', why: 'plays Electron’s binary; here is the real one' },
  { spec: 'endurance.spec.ts', why: OWN_BROWSER },
  { spec: 'exactlyOnce.spec.ts', why: OWN_BROWSER },
  { spec: 'fairs.spec.ts', why: OWN_BROWSER },
  { spec: 'helpers.spec.ts', why: OWN_BROWSER },
  { spec: 'policyControl.spec.ts', why: OWN_BROWSER },
  { spec: 'start.spec.ts', why: 'runs `npm start`, which opens Electron by itself' },
  { spec: 'twoWindows.spec.ts', why: SECOND_WINDOW },
  { spec: 'offlineOpen.spec.ts', why: 'about the service worker; the desktop brings its page along' },
  { spec: 'evicted.spec.ts', why: 'a browser clears an origin; the desktop’s journal is a file' },
  {
    spec: 'storageFault.spec.ts',
    why: 'asks whether the browser was closed as a whole; the desktop knows',
  },
  { spec: 'firstLoad.spec.ts', why: 'holds a file of the page up on its way from the gateway' },
  { spec: 'narrow.spec.ts', why: 'windows below the smallest size the desktop’s has' },
  { spec: 'accessibility.spec.ts', title: 'other windows', why: SECOND_WINDOW },
  { spec: 'submissionsImport.spec.ts', title: 'whoever may not', why: SECOND_WINDOW },
  { spec: 'revoke.spec.ts', why: 'looks for what is left in the browser’s own file system' },
  { spec: 'paper.spec.ts', why: 'prints by the page itself; the desktop by its host' },
  { spec: 'progress.spec.ts', title: 'paper', why: 'prints by the page itself; the desktop by its host' },
];

/** Specs that are left out as a whole. */
export const browserOnlySpecs = (): string[] =>
  BROWSER_ONLY.filter(({ title }) => title === undefined).map(({ spec }) => `**/${spec}`);

/** Why a test runs in a browser only; null if it does not. */
export function browserOnly(file: string, title: string): string | null {
  const name = file.split(/[\\/]/).at(-1);
  const entry = BROWSER_ONLY.find((each) => each.spec === name && title.includes(each.title ?? ''));
  return entry?.why ?? null;
}
