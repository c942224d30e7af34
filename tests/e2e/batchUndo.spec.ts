/** A batch is taken back as one step: after the browser was closed and opened, and after upload by withdrawals. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { countOf, expectToUpload, openableOffline, REVIEWER, signIn, strip } from './reviewer.ts';
import { watchViolations } from './violations.ts';

test.use({ gatewayOptions: { units: 900, seed: 35 } });
test.setTimeout(240_000);

/** Approves every pending unit without findings; answers with how many went. */
async function approveClean(page: Page): Promise<number> {
  await page.getByRole('combobox', { name: '机检' }).click();
  await page.getByTitle(/机检: 无提示/).click();
  await expect(page.getByRole('combobox', { name: '机检' })).toBeVisible();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: /^通过 \d+ 个单位/ });
  await expect(confirm).toBeVisible();
  const count = Number((await confirm.innerText()).replace(/[^\d]/g, ''));
  await confirm.click();
  await expect(dialog).toBeHidden();
  return count;
}

/** Statuses of the reviewer's units at the gateway, by id, as far as they are approved. */
async function approvedAt(api: GatewayApi): Promise<Map<string, number>> {
  const units = [...(await api.submissions()).values()].filter((item) => item.kind === 'unit');
  return new Map(units.filter(({ status }) => status === 'approved').map(({ id, seq }) => [id, seq]));
}

test('undone as one step after the browser was restarted, before anything was sent', async ({
  gateway,
  shell,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'desk-undo-'));
  const reviewer = await GatewayApi.signIn(gateway.origin, REVIEWER);
  const before = await approvedAt(reviewer);
  try {
    const first = await shell.open(profile, gateway.origin);
    const violations = await watchViolations(first.context);
    const { page } = first;
    await page.goto(gateway.origin);
    await signIn(page);
    await openableOffline(page);
    await gateway.stop();
    const pending = await countOf(page, '待审');
    const count = await approveClean(page);
    expect(count).toBeGreaterThan(20);
    await expectToUpload(page, count);
    await expect(strip(page)).toContainText('已存本机');
    await first.close();
    expect(violations).toEqual([]);

    const second = await shell.open(profile, gateway.origin);
    const laterViolations = await watchViolations(second.context);
    const later = second.page;
    await later.goto(gateway.origin);
    await expect(later.getByText(new RegExp(`${count} 条未上传`))).toBeVisible();
    await signIn(later);
    await expectToUpload(later, count);
    await expect.poll(() => countOf(later, '待审')).toBe(pending - count);
    await later.keyboard.press('KeyZ');
    await expectToUpload(later, 0);
    await expect.poll(() => countOf(later, '待审')).toBe(pending);
    await gateway.run();
    await later.keyboard.press('F5');
    await expect(strip(later)).toContainText('在线', { timeout: 40_000 });
    await second.close();
    expect(laterViolations).toEqual([]);
    expect(await approvedAt(await GatewayApi.signIn(gateway.origin, REVIEWER))).toEqual(before);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('after upload one key withdraws the whole batch, and people go back where they were', async ({
  page,
  gateway,
}) => {
  const reviewer = await GatewayApi.signIn(gateway.origin, REVIEWER);
  const statuses = async () =>
    new Map(
      [...(await reviewer.submissions()).values()].map((item) => [`${item.kind}:${item.id}`, item.status]),
    );
  const before = await statuses();
  await page.goto('/');
  await signIn(page);
  const count = await approveClean(page);
  await expectToUpload(page, count);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  await expect.poll(async () => (await statuses()) as unknown).not.toEqual(before);
  const approved = [...(await statuses())].filter(
    ([key, status]) => status === 'approved' && before.get(key) === 'pendingReview',
  );
  expect(approved).toHaveLength(count);

  await page.keyboard.press('KeyZ');
  await expect(page.getByText(new RegExp(`改为撤回 ${count} 项`)).first()).toBeVisible();
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  await expect.poll(statuses, { timeout: 60_000 }).toEqual(before);
  // Nothing is left of that step: the next Z does not take back the withdrawals.
  await page.keyboard.press('KeyZ');
  await expectToUpload(page, 0);
  expect(await statuses()).toEqual(before);
});
