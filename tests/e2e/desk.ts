/**
 * The base of all end-to-end specs: `test` with a gateway of its own worker, `/` as its page, and a context
 * that fails the test on any policy violation or uncaught error.
 */
import { test as base, expect } from '@playwright/test';
import { type GatewayOptions, GatewayProcess } from './gatewayProcess.ts';
import { watchViolations } from './violations.ts';

export { expect };

interface DeskFixtures {
  /** what the context's pages did that they may not; checked to be empty after the test */
  violations: readonly string[];
}
interface DeskWorkerFixtures {
  /** `test.use({ gatewayOptions: { units: 300 } })` at a file's top asks for another gateway */
  gatewayOptions: GatewayOptions;
  /** started at first use, fully seeded; shared by the tests of a file */
  gateway: GatewayProcess;
}

export const test = base.extend<DeskFixtures, DeskWorkerFixtures>({
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
