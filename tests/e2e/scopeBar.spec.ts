/** A selection that is partly out of sight: the bar says so in amber, and batches act on what is visible alone. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { expectToUpload, REVIEWER, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 300, seed: 33 } });
test.setTimeout(180_000);

/** What the amber line's ground looks like: the token of a warning. */
async function isAmber(page: Page): Promise<boolean> {
  return page.getByText(/项不在当前筛选结果中/).evaluate((element) => {
    const probe = document.createElement('span');
    probe.style.background = 'var(--warning-soft)';
    document.body.append(probe);
    const amber = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return getComputedStyle(element.parentElement ?? element).backgroundColor === amber;
  });
}

/** Selects so many rows from the first on and answers with their names. */
async function selectFirst(page: Page, count: number): Promise<string[]> {
  const names: string[] = [];
  await page.keyboard.press('Home');
  for (let at = 0; at < count; at++) {
    names.push(await shown(page).innerText());
    await page.keyboard.press('Space');
    if (at < count - 1) {
      await page.keyboard.press('ArrowDown');
      await expect(shown(page)).not.toHaveText(names[at] ?? '');
    }
  }
  return names;
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.keyboard.press('Enter');
}

test('batch keys act on visible ∩ selected, and the rest stays selected until it is let go', async ({
  page,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page);
  await page.getByRole('combobox', { name: '机检' }).click();
  await page.getByTitle(/机检: 无提示/).click();
  const names = await selectFirst(page, 6);
  await expect(page.getByText('已选 6 项', { exact: true })).toBeVisible();

  // One of the six is left in sight.
  const [visible = ''] = names;
  await search(page, visible);
  const bar = page.getByText('已选 6 项，其中 5 项不在当前筛选结果中');
  await expect(bar).toBeVisible();
  expect(await isAmber(page)).toBe(true);

  // The selection can be looked at, by name.
  await page.getByRole('button', { name: '查看已选' }).click();
  const dialog = page.getByRole('dialog');
  for (const name of names) await expect(dialog.getByText(name, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // A batch reaches the visible one only.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/成功 1 · 失败 0/).first()).toBeVisible();
  await expectToUpload(page, 1);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const units = [
    ...(await (await GatewayApi.signIn(gateway.origin, REVIEWER)).submissions()).values(),
  ].filter((item) => item.kind === 'unit' && names.includes(item.material.unitName));
  expect(units.filter(({ status }) => status === 'approved')).toHaveLength(1);
  expect(units.filter(({ status }) => status === 'pendingReview')).toHaveLength(5);
});

test('keeping the visible lets the others go, and with nothing in sight no batch is offered', async ({
  page,
}) => {
  await page.goto('/');
  await signIn(page);
  const names = await selectFirst(page, 4);
  await search(page, names[1] ?? '');
  await page.getByRole('button', { name: '只保留可见 1 项' }).click();
  await expect(page.getByText('已选 1 项', { exact: true })).toBeVisible();
  await expect(page.getByText(/不在当前筛选结果中/)).toBeHidden();
  await search(page, 'zzzz-nothing-matches');
  await expect(page.getByText('已选 1 项，其中 1 项不在当前筛选结果中')).toBeVisible();
  const region = page.getByRole('region', { name: '单位审核' });
  await expect(region.getByRole('button', { name: /^通过/ })).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/请先选择/)).toBeVisible();
  await expect(strip(page)).toContainText(/待上传 0/);
  await search(page, '');
  await expect(page.getByText('已选 1 项', { exact: true })).toBeVisible();
});
