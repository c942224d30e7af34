/** What a key draws: React's renders are counted, never timed. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 400, seed: 23 } });
test.setTimeout(120_000);

/** Before the list closes up behind decided rows; an answer of the desk comes long before. */
const AT_REST_MS = 1_000;
/** A decision draws the next unit's details, its row and the tabs' counts: about 110 components. The frame is 110 more. */
const RENDERS_MAX = 180;

/**
 * Counts components that React has run. It tells every commit to whatever stands where its developer tools
 * would be, in a production build too; of a fibre that was run it sets the lowest flag.
 */
async function countRenders(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    interface Fiber {
      type: unknown;
      flags: number;
      child: Fiber | null;
      sibling: Fiber | null;
      alternate: Fiber | null;
    }
    const PERFORMED_WORK = 1;
    let renders = 0;
    const look = (fiber: Fiber): void => {
      const isComponent =
        typeof fiber.type === 'function' || (typeof fiber.type === 'object' && fiber.type !== null);
      if (isComponent && fiber.flags & PERFORMED_WORK) renders++;
      // Below here nothing was looked at in this commit.
      if (fiber.alternate && fiber.child === fiber.alternate.child) return;
      for (let child = fiber.child; child; child = child.sibling) look(child);
    };
    Reflect.set(globalThis, 'rendersSoFar', () => renders);
    Reflect.set(globalThis, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: (_renderer: number, root: { current: Fiber }) => look(root.current),
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    });
  });
  return () => page.evaluate(() => (Reflect.get(globalThis, 'rendersSoFar') as () => number)());
}

test('a decision draws the next unit and what it counts in, and not the frame around them', async ({
  page,
}) => {
  const renders = await countRenders(page);
  await page.goto('/');
  await signIn(page);
  await expect(shown(page)).toBeVisible();
  expect(await renders(), 'React tells its commits no longer').toBeGreaterThan(200);
  await page.waitForTimeout(2 * AT_REST_MS);
  const drawn: number[] = [];
  for (let decision = 0; decision < 3; decision++) {
    const name = await shown(page).innerText();
    const before = await renders();
    await page.keyboard.press('KeyA');
    await expect(shown(page)).not.toHaveText(name);
    await page.waitForTimeout(AT_REST_MS);
    drawn.push((await renders()) - before);
    // The list closes up meanwhile.
    await page.waitForTimeout(2 * AT_REST_MS);
  }
  // The least of three: a status that happens to come between is no fault of the key's.
  expect(Math.min(...drawn), String(drawn)).toBeLessThanOrEqual(RENDERS_MAX);
});
