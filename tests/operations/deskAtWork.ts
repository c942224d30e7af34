/** A reviewer at the desk of a gateway that was just set up: through a backup, a restore and an upgrade. */
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, expect, type Page } from '@playwright/test';
import { newUnit } from '../../gateway/testing/samples.ts';
import { IntakeReply } from '../../shared/protocol/intake.ts';
import { chromiumLaunchOptions, DESK_CONTEXT } from '../e2e/chromium.ts';
import { GatewayApi } from '../e2e/gatewayApi.ts';
import { signIn, strip } from '../e2e/reviewer.ts';

/** Past the proxy: the registration system of this story stands on the gateway's machine. */
const DIRECT = 'http://127.0.0.1:4810';
const WAIT_MS = 180_000;

export interface Operations {
  backup(): Promise<void>;
  restore(): Promise<void>;
  upgrade(): Promise<void>;
}

async function register(): Promise<void> {
  const intake = await GatewayApi.signIn(DIRECT, 'registration');
  const items = ['u1', 'u2', 'u3'].map((id) => newUnit(id));
  const path = `${intake.edition}/submissions`;
  const reply = await intake.call('POST', path, IntakeReply, { items });
  expect(reply.items).toMatchObject(items.map(() => ({ result: 'accepted' })));
}

/** Waits until the registration side reads so many decisions; signed in anew, for sessions may have been lost. */
async function outcomesToBe(count: number): Promise<void> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const registration = await GatewayApi.signIn(DIRECT, 'registration').catch(() => null);
    const found = registration ? (await registration.outcomes()).length : 0;
    if (found === count) return;
    if (Date.now() > until) throw new Error(`${found} decisions at the gateway, not ${count}`);
    await pause(3_000);
  }
}

/** Rejects the unit on screen: the samples' codes are wrong, so that approving would ask for a word. */
async function rejectOne(page: Page, countAfter: number): Promise<void> {
  for (const key of ['x', '3', 'Enter']) await page.keyboard.press(key);
  await expect(strip(page)).toContainText(/待上传 1(?!\d)/, { timeout: 60_000 });
  await outcomesToBe(countAfter);
}

/** Signs in over TLS, decides, loses what came after the backup, and has it again. */
export async function workAtDesk(domain: string, operations: Operations): Promise<void> {
  await register();
  const options = await chromiumLaunchOptions();
  const resolver = `--host-resolver-rules=MAP ${domain} 127.0.0.1`;
  const browser = await chromium.launch({ ...options, args: [...(options.args ?? []), resolver] });
  try {
    const context = await browser.newContext({ ...DESK_CONTEXT, ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`http://${domain}/`);
    expect(page.url()).toBe(`https://${domain}/`);
    await signIn(page, 'li.na');
    await expect(page.getByRole('tab', { name: /^待审/ })).toContainText('3');
    await rejectOne(page, 1);
    await operations.backup();
    await rejectOne(page, 2);
    await operations.restore();
    // The restored gateway knows one; the desk sends the other again.
    await outcomesToBe(2);
    await operations.upgrade();
    await rejectOne(page, 3);
    console.log('\nSigned in over TLS; three decisions, each once, through backup, restore and upgrade.');
  } finally {
    await browser.close();
  }
}
