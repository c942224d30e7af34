/** Control of the other specs' watch: a page that breaks the policy in each way must be seen to do so. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from '@playwright/test';
import { pageHeaders } from '../../shared/web/securityHeaders.ts';
import { watchViolations } from './violations.ts';

const FILES: Record<string, [type: string, body: string]> = {
  '/': [
    'text/html; charset=utf-8',
    '<!doctype html><title>control</title><style>b{color:red}</style><script>window.ran = true</script><script src="/page.js"></script>',
  ],
  '/page.js': [
    'text/javascript',
    `try { new Function('window.ran = true')(); } catch {}
     new Worker('/worker.js');
     const image = new Image(); image.src = 'https://elsewhere.example/x.png';
     fetch('https://elsewhere.example/').catch(() => {});
     setTimeout(() => { throw new Error('thrown on purpose'); });`,
  ],
  '/worker.js': [
    'text/javascript',
    `setTimeout(() => fetch('https://elsewhere.example/from-worker').catch(() => {}), 500);`,
  ],
  '/clean': ['text/html; charset=utf-8', '<!doctype html><title>clean</title><p>nothing to see'],
};

const test = base.extend<{ origin: string }>({
  origin: async ({ browserName }, use) => {
    void browserName;
    const server: Server = createServer((request, response) => {
      const [type, body] = FILES[request.url ?? ''] ?? ['text/plain', ''];
      response.writeHead(200, { ...pageHeaders('control'), 'Content-Type': type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use(`http://127.0.0.1:${port}`);
    server.closeAllConnections();
    server.close();
  },
});

test('a page that breaks its policy is caught', async ({ context, origin }) => {
  const violations = await watchViolations(context);
  const page = await context.newPage();
  await page.goto(origin);
  for (const sign of [
    /policy: style-src/,
    /policy: script-src-elem inline/,
    /policy: script-src eval/,
    /policy: img-src/,
    /policy: connect-src/,
    /console: .*from-worker/,
    /page error: thrown on purpose/,
  ]) {
    await expect.poll(() => violations.join('\n')).toMatch(sign);
  }
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

test('a page that keeps it is not', async ({ context, origin }) => {
  const violations = await watchViolations(context);
  const page = await context.newPage();
  await page.goto(`${origin}/clean`);
  await expect(page.getByText('nothing to see')).toBeVisible();
  expect(violations).toEqual([]);
});
