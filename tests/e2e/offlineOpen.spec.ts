/** The page opens while its gateway is gone, with its policy; the API is never answered from a cache. */
import { expect, test } from './desk.ts';

test.use({ gatewayOptions: { units: 20 } });

test('the page opens from a cold start with the gateway stopped', async ({ page, context, gateway }) => {
  await page.goto('/');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const cached = await page.evaluate(async () => {
    const [name = ''] = (await caches.keys()).filter((key) => key.startsWith('desk-page-'));
    return (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
  });
  expect(cached).toContain('/');
  expect(cached.filter((path) => path.startsWith('/api'))).toEqual([]);
  await page.close();

  await gateway.stop();
  const later = await context.newPage();
  const reply = await later.goto('/');
  expect(reply?.fromServiceWorker()).toBe(true);
  expect(reply?.headers()['content-security-policy']).toContain("'nonce-");
  await expect(later).toHaveTitle(/展审台/);
  await expect(later.locator('#root')).not.toBeEmpty();
  const api = await later.evaluate(() => fetch('/api/v1/session').then(String, (fault: Error) => fault.name));
  expect(api).toBe('TypeError');
  // The worker and every other asset come from the store too, under their own names.
  const missing = await later.evaluate(
    async (paths) => {
      const replies = await Promise.all(
        paths.map((path) => fetch(path).then((one) => [path, one.ok] as const)),
      );
      return replies.filter(([, isThere]) => !isThere).map(([path]) => path);
    },
    cached.filter((path) => path.startsWith('/assets/')),
  );
  expect(missing).toEqual([]);
  await gateway.run();
});
