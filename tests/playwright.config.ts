/** End-to-end tests: the built page and gateway in a real Chromium, or in Electron, one after another. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions, DESK_CONTEXT } from './e2e/chromium.ts';
import { browserOnlySpecs } from './e2e/shells/browserOnly.ts';
import { shellOf } from './e2e/shells/shell.ts';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // What runs in a browser only; `npm run e2e:electron` names each with its reason.
  testIgnore: shellOf(process.env) === 'electron' ? browserOnlySpecs() : [],
  outputDir: join(root, 'test-results'),
  workers: 1,
  // Ninety tests with real time in them on a busy machine: a second attempt, named in the summary, never silent.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: join(root, '.cache/tests/e2e.json') }]],
  use: {
    ...DESK_CONTEXT,
    launchOptions: await chromiumLaunchOptions(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
