/** What reviewers make their own: sentences, templates and views over a restart, and rows on the clipboard. */
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { expectToUpload, REVIEWER, shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 160, seed: 37 } });
test.setTimeout(180_000);

const rejected = async (api: GatewayApi, name: string) =>
  [...(await api.submissions()).values()].find(
    (item) => item.kind === 'unit' && item.material.unitName === name,
  );

const Audit = z.object({
  items: z.array(
    z.object({ action: z.string(), rowCount: z.number().optional(), purpose: z.string().optional() }),
  ),
});

async function reopen(page: Page): Promise<void> {
  await page.reload();
  await signIn(page);
}

test('a template kept in the strip rejects the next unit after a restart, pinned where it was', async ({
  page,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Digit3');
  await page.getByRole('textbox', { name: /^U-DOC-UNCLEAR/ }).fill('请重新拍摄执照，四角完整');
  await page.getByRole('combobox', { name: /^U-DOC-UNCLEAR/ }).click();
  await page.getByTitle('→ 单位名称').click();
  await page.getByRole('textbox', { name: /^备注/ }).fill('可来电咨询');
  await page.getByRole('button', { name: '存为常用语…' }).click();
  const name = page.getByRole('textbox', { name: '名称', exact: true });
  // Esc gives up the name only; what is in the strip stays.
  await page.keyboard.press('Escape');
  await expect(name).toBeHidden();
  await expect(page.getByRole('textbox', { name: /^备注/ })).toHaveValue('可来电咨询');
  await page.getByRole('button', { name: '存为常用语…' }).click();
  await name.fill('重拍执照');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /重拍执照/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await reopen(page);
  const unit = await shown(page).innerText();
  await page.keyboard.press('KeyX');
  await expect(page.getByRole('button', { name: /重拍执照/ })).toBeVisible();
  await page.keyboard.press('Shift+Digit1');
  await expect(page.getByRole('textbox', { name: /^备注/ })).toHaveValue('可来电咨询');
  await page.keyboard.press('Enter');
  await expect(shown(page)).not.toHaveText(unit);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const api = await GatewayApi.signIn(gateway.origin, REVIEWER);
  await expect.poll(async () => (await rejected(api, unit))?.status).toBe('rejected');
  expect((await rejected(api, unit))?.decision).toMatchObject({
    verdict: 'reject',
    reasons: [{ code: 'U-DOC-UNCLEAR', text: '请重新拍摄执照，四角完整', field: 'unitName' }],
    note: '可来电咨询',
  });

  // Same as last works after a restart too, and settings change and remove what was kept.
  await reopen(page);
  const next = await shown(page).innerText();
  await page.keyboard.press('KeyX');
  await expect(page.getByRole('button', { name: /同上次并发送/ })).toBeEnabled();
  await page.keyboard.press('Digit0');
  await expect(shown(page)).not.toHaveText(next);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  await expect.poll(async () => (await rejected(api, next))?.decision?.reasons?.[0]?.field).toBe('unitName');
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('textbox', { name: '「重拍执照」的名称' }).fill('请重拍');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '删除「请重拍」' }).click();
  await expect(page.getByRole('button', { name: /^删除「/ })).toBeHidden();
  await page.keyboard.press('Control+Digit1');
  await expect(shown(page)).toBeVisible();
  await reopen(page);
  await page.keyboard.press('KeyX');
  await expect(page.getByRole('button', { name: '存为常用语…' })).toBeVisible();
  await expect(page.getByRole('button', { name: /请重拍|重拍执照/ })).toBeHidden();
});

test('a view keeps queue, filter and order, over a restart, until it is removed', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await page.getByRole('tab', { name: /^全部/ }).click();
  await page.getByRole('combobox', { name: '排序' }).click();
  await page.getByTitle('排序: 风险优先').click();
  await expect(page.getByRole('row').nth(1)).toContainText('■');
  const first = await shown(page).innerText();
  const menu = page.getByRole('combobox', { name: '视图' });
  await menu.click();
  await page.getByTitle('保存或管理视图…').click();
  await page.getByRole('textbox', { name: '视图名称' }).fill('全部风险');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();

  await reopen(page);
  await expect(page.getByRole('tab', { name: /^待审/ })).toHaveAttribute('aria-selected', 'true');
  await menu.click();
  await page.getByTitle('全部风险').click();
  await expect(page.getByRole('tab', { name: /^全部/ })).toHaveAttribute('aria-selected', 'true');
  await expect(shown(page)).toHaveText(first);
  await menu.click();
  await page.getByTitle('保存或管理视图…').click();
  await page.getByRole('button', { name: '删除视图「全部风险」' }).click();
  await page.keyboard.press('Escape');
  await menu.click();
  await expect(page.getByTitle('风险优先', { exact: true })).toBeVisible();
  await expect(page.getByTitle('全部风险')).toBeHidden();
});

test('Ctrl+C copies masked rows, in clear only with a purpose, and the gateway’s log has both', async ({
  page,
  context,
  gateway,
}) => {
  const posted: string[] = [];
  context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/audit'))
      posted.push(request.postData() ?? '{}');
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: gateway.origin });
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('Control+Digit2');
  await expect(shown(page)).toBeVisible();
  const name = await shown(page).innerText();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Control+KeyC');
  await expect(page.getByText(/已复制 1 行（已脱敏/)).toBeVisible();
  const masked = await copied();
  expect(masked.split('\r\n')).toHaveLength(2);
  expect(masked).toContain('*');
  expect(masked).not.toContain(name);

  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Shift+KeyC');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '复制', exact: true })).toBeDisabled();
  expect(await copied()).toBe(masked);
  await dialog.getByRole('textbox', { name: '用途' }).fill('核对名单');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/已复制 2 行原文/)).toBeVisible();
  const clear = await copied();
  expect(clear.split('\r\n')).toHaveLength(3);
  expect(clear).toContain(name);
  expect(clear).not.toContain('***');

  // The log is handed in with the next connection: how many rows and what for, and nobody's name.
  await page.reload();
  await page.getByRole('textbox', { name: '账号', exact: true }).fill(REVIEWER);
  await page.getByLabel('口令').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect
    .poll(
      () =>
        posted
          .flatMap((body) => Audit.parse(JSON.parse(body)).items)
          .filter(({ action }) => action === 'export')
          .sort((a, b) => (a.rowCount ?? 0) - (b.rowCount ?? 0)),
      { timeout: 60_000 },
    )
    .toEqual([
      { action: 'export', rowCount: 1, purpose: expect.stringMatching(/^masked/) },
      { action: 'export', rowCount: 2, purpose: '核对名单' },
    ]);
  expect(posted.join()).not.toContain(name);
});
