/** The desk in Chromium with a profile on the disk, its page from the gateway. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type BrowserContextOptions, chromium } from '@playwright/test';
import { chromiumLaunchOptions, DESK_CONTEXT } from '../chromium.ts';
import type { DeskShell } from './shell.ts';

/** `serviceWorkers: 'block'`: where a test looks at the page's requests, which a service worker would hide. */
export function chromiumShell(options: Pick<BrowserContextOptions, 'serviceWorkers'> = {}): DeskShell {
  return {
    name: 'chromium',
    async open(profile) {
      const context = await chromium.launchPersistentContext(profile, {
        ...(await chromiumLaunchOptions()),
        ...DESK_CONTEXT,
        ...options,
      });
      return {
        context,
        page: await context.newPage(),
        close: () => context.close(),
        async kill() {
          await promisify(execFile)('pkill', ['-9', '-f', `user-data-dir=${profile}`]);
          // Playwright has to notice, too; whatever it says of a browser that is dead is no news.
          await context.close().catch(() => undefined);
        },
      };
    },
  };
}
