/** Batches looked into and come back to, many decisions withdrawn as one act, older acts taken back, a selection exported. */
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { unitsOf } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { countOf, expectToUpload, REVIEWER, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 300, seed: 33 } });
test.setTimeout(240_000);

const dialog = (page: Page) => page.getByRole('dialog');
const tab = (page: Page, queue: string) => page.getByRole('tab', { name: new RegExp(`^${queue}`) });

/** Selects so many rows from the first on. */
async function select(page: Page, count: number): Promise<void> {
  await page.keyboard.press('Home');
  for (let at = 0; at < count; at++) {
    const name = await shown(page).innerText();
    await page.keyboard.press('Space');
    if (at === count - 1) continue;
    await page.keyboard.press('ArrowDown');
    await expect(shown(page)).not.toHaveText(name);
  }
}

test('a spot check leads to a row and back to the batch, with what was filled in', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page)).toContainText(/抽查 5 项/);
  const along = dialog(page).getByRole('checkbox', { name: /同时将其未标注/ });
  await along.check();
  await expect(dialog(page)).toContainText(/抽查 5 项/);
  const looked = dialog(page)
    .getByRole('button', { name: /^打开 / })
    .first();
  const name = (await looked.innerText()).trim();
  await looked.click();
  await expect(dialog(page)).toBeHidden();
  await expect(shown(page)).toHaveText(name);
  const bar = page.getByRole('region', { name: /正在查看批量中的一项/ });
  await expect(bar).toBeVisible();
  await check(page, 'looking at one of a batch');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toContainText(/抽查 5 项/);
  await expect(along).toBeChecked();

  // A rejection keeps its reasons and its text meanwhile.
  await dialog(page).getByRole('button', { name: '取消' }).click();
  await page.keyboard.press('Control+Delete');
  await expect(dialog(page)).toContainText('从未打开过详情');
  await page.keyboard.press('Digit3');
  const preview = dialog(page).locator('h3:has-text("单位将看到") + p');
  await expect(preview).not.toHaveText('选择原因后显示');
  const text = await preview.innerText();
  await dialog(page)
    .getByRole('button', { name: /^打开 / })
    .first()
    .click();
  await expect(dialog(page)).toBeHidden();
  // The digits are the reviewer's own again while they look.
  await page.keyboard.press('Digit4');
  await bar.getByRole('button', { name: /^返回批量/ }).click();
  await expect(preview).toHaveText(text);
  await dialog(page).getByRole('button', { name: '取消' }).click();
  await expect(bar).toBeHidden();
  await page.keyboard.press('Escape');
});

test('decisions of one’s own and of a colleague go back as one act, looked at first', async ({
  page,
  gateway,
}) => {
  const mine = await GatewayApi.signIn(gateway.origin, REVIEWER);
  const colleague = await GatewayApi.signIn(gateway.origin, 'reviewer2.guangzhou');
  const open = [...(await unitsOf(mine)).values()].filter(({ status }) => status === 'pendingReview');
  const [first, second, third] = open;
  if (!first || !second || !third) throw new Error('too few pending units');
  expect(await mine.decide([first, second], { verdict: 'approve' })).toEqual(['applied', 'applied']);
  expect(await colleague.decide([third], { verdict: 'approve' })).toEqual(['applied']);

  await page.goto('/');
  await signIn(page);
  await tab(page, '通过').click();
  const search = page.getByRole('searchbox', { name: '搜索' });
  for (const unit of [first, second, third]) {
    await search.fill(unit.material.unitName);
    await search.press('Enter');
    await expect(shown(page)).toHaveText(unit.material.unitName);
    await page.keyboard.press('Space');
  }
  await search.fill('');
  await search.press('Enter');
  await expect(page.getByText('已选 3 项', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^撤回/ }).first().click();
  await expect(dialog(page)).toContainText('将处理 3 项');
  await expect(dialog(page)).toContainText('其中 1 项由他人作出');
  await expect(dialog(page).getByRole('region', { name: '受影响的人员' })).toContainText('这些单位回到待审');
  await check(page, 'withdrawing a batch');
  const confirm = dialog(page).getByRole('button', { name: '撤回 3 项决定' });
  await expect(confirm).toBeDisabled();
  await dialog(page).getByRole('textbox', { name: /^原因/ }).fill('名单有误，请重审');
  await confirm.click();
  await expect(dialog(page)).toBeHidden();
  await expectToUpload(page, 3);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const after = await unitsOf(colleague);
  for (const { material } of [first, second, third]) {
    const unit = after.get(material.unitName);
    expect(unit).toMatchObject({ status: 'pendingReview', decision: { note: '名单有误，请重审' } });
  }
});

test('an older act is taken back from the last ten, and the selection goes to the export', async ({
  page,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page);
  const reviewer = await GatewayApi.signIn(gateway.origin, REVIEWER);
  await page.getByRole('combobox', { name: '机检' }).click();
  await page.getByTitle(/机检: 无提示/).click();
  await select(page, 4);
  // The numbers on the tabs are those of the filter.
  const pending = await countOf(page, '待审');
  await page.keyboard.press('Control+Enter');
  await expectToUpload(page, 4);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const decided = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(shown(page)).not.toHaveText(decided);
  await expect(strip(page)).toContainText(decided);

  await page.keyboard.press('Control+KeyH');
  await expect(dialog(page).getByRole('listitem')).toHaveCount(2);
  const batch = dialog(page).getByRole('listitem').nth(1);
  await expect(batch).toContainText('等 4 项');
  await check(page, 'the last ten acts');
  await batch.getByRole('button', { name: /^撤销/ }).click();
  await expect(dialog(page)).toContainText('4 项已上传，改为撤回');
  await check(page, 'taking an act back');
  await dialog(page).getByRole('button', { name: '撤销 4 项' }).click();
  await expect(page.getByText('已上传，改为撤回 4 项').first()).toBeVisible();
  await expect(dialog(page).getByRole('listitem').nth(0)).toContainText('撤回');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const units = await unitsOf(reviewer);
  // The single decision that came later stands.
  expect(units.get(decided)).toMatchObject({ status: 'approved' });
  await tab(page, '待审').click();
  await expect.poll(() => countOf(page, '待审')).toBe(pending - 1);

  await select(page, 3);
  await page.getByRole('button', { name: '导出所选' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '导出' })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^已选的行/ })).toBeChecked();
  await expect(page.getByText('3 行', { exact: true })).toBeVisible();
});
