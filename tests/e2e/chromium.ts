/** How every end-to-end test starts its browser, persistent profiles included. */
import type { LaunchOptions } from '@playwright/test';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../build/findChromium.ts';

const QUIET_FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A reviewer's office PC. */
export const DESK_CONTEXT = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1440, height: 900 },
} as const;

/** Options for `launch` and `launchPersistentContext`; throws with what to do if there is no Chromium. */
export async function chromiumLaunchOptions(): Promise<LaunchOptions & { executablePath: string }> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error(HOW_TO_GET_CHROMIUM);
  const isRoot = process.getuid?.() === 0;
  return { executablePath, args: [...QUIET_FLAGS, ...(isRoot ? ['--no-sandbox'] : [])] };
}
