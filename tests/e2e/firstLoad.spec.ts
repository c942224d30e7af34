/** The way in stands before the grid's code has come, and needs none of it. */
import { expect, test } from './desk.ts';
import { shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60, seed: 3 } });

test('signing in is painted while the code of the lists is still on its way', async ({ page }) => {
  const early: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) early.push(response.url());
  });
  await page.route('**/assets/OpenDesk-*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: '账号' })).toBeVisible();
  const scripts = await Promise.all(early.map(async (url) => (await page.request.get(url)).text()));
  const bytes = scripts.reduce((sum, script) => sum + script.length, 0);
  test
    .info()
    .annotations.push({ type: 'measured', description: `${scripts.length} scripts, ${bytes} bytes` });
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => script.includes('ag-root-wrapper'))).toEqual([]);

  // Signing in meanwhile works too; the lists are drawn as soon as their code is there.
  const listed = signIn(page);
  await expect(page.getByText('正在载入…')).toBeVisible();
  await expect(shown(page)).toBeHidden();
  release();
  await listed;
  await expect(shown(page)).toBeVisible();
});
