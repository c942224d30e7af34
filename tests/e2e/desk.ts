/**
 * The base of all end-to-end specs: `test` with a gateway of its own worker, `/` as its page, and a context
 * that fails the test on any policy violation or uncaught error. In Electron, where that is asked for, context
 * and page are those of the program.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { findElectron } from '../../build/findElectron.ts';
import { type GatewayOptions, GatewayProcess } from './gatewayProcess.ts';
import { browserOnly } from './shells/browserOnly.ts';
import { chromiumShell } from './shells/chromiumShell.ts';
import { electronShell } from './shells/electronShell.ts';
import { type DeskRun, type DeskShell, shellOf } from './shells/shell.ts';
import { watchViolations } from './violations.ts';

export { expect };

interface DeskFixtures {
  /** what the context's pages did that they may not; checked to be empty after the test */
  violations: readonly string[];
  /** for specs that close and open the desk on a profile of their own */
  shell: DeskShell;
}
interface DeskWorkerFixtures {
  /** `test.use({ gatewayOptions: { units: 300 } })` at a file's top asks for another gateway */
  gatewayOptions: GatewayOptions;
  /** started at first use, fully seeded; shared by the tests of a file */
  gateway: GatewayProcess;
}

const isElectron = shellOf(process.env) === 'electron';

const inBrowser = base.extend<DeskFixtures, DeskWorkerFixtures>({
  gatewayOptions: [{}, { scope: 'worker', option: true }],
  gateway: [
    async ({ gatewayOptions }, use) => {
      const gateway = await GatewayProcess.start(gatewayOptions);
      try {
        await gateway.waitUntilSeeded();
        await use(gateway);
      } finally {
        await gateway.dispose();
      }
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  shell: async ({ serviceWorkers }, use, testInfo) => {
    const why = isElectron ? browserOnly(testInfo.file, testInfo.title) : null;
    testInfo.skip(why !== null, why ?? '');
    await use(isElectron ? electronShell(electronBinary()) : chromiumShell({ serviceWorkers }));
  },
  baseURL: async ({ gateway }, use) => {
    await use(gateway.origin);
  },
  violations: async ({ context }, use) => {
    const violations = await watchViolations(context);
    await use(violations);
    expect(violations, 'policy violations and uncaught errors').toEqual([]);
  },
  page: async ({ page, violations }, use) => {
    // Named so that every page of a test is watched.
    void violations;
    await use(page);
  },
});

function electronBinary(): string {
  const binary = findElectron(join(import.meta.dirname, '../..'));
  if (binary === null) throw new Error('no Electron binary on this machine');
  return binary;
}

interface ElectronFixtures {
  /** the program on a fresh data folder */
  run: DeskRun;
}

const inElectron = inBrowser.extend<ElectronFixtures>({
  run: async ({ shell, gateway }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'desk-electron-'));
    const run = await shell.open(profile, gateway.origin);
    try {
      await use(run);
    } finally {
      await run.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    }
  },
  context: async ({ run }, use) => {
    await use(run.context);
  },
  page: async ({ run, violations }, use) => {
    void violations;
    await use(run.page);
  },
});

export const test = isElectron ? (inElectron as unknown as typeof inBrowser) : inBrowser;
