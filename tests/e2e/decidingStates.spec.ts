/** axe finds nothing in the states of deciding and finding: strips, cascade, views, wall, copying – in both languages. */
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { expect, test } from './desk.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 320, seed: 31 } });
test.setTimeout(240_000);

const landed = (page: Page) => expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
const heading = (page: Page) => page.getByRole('complementary').getByRole('heading', { level: 2 });

/** Looks at a state with axe, and keeps a picture of it where `DESK_PICTURES` names a folder. */
async function look(page: Page, language: string, state: string): Promise<void> {
  await check(page, state);
  const folder = process.env.DESK_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${state.replace(/\W+/g, '-')}.${language}.png` });
}

/** Shows rows with an error finding. */
async function showErrors(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: /^(机检|Findings)$/ }).click();
  await page.getByTitle(/机检: 有错误|Findings: errors/).click();
  await landed(page);
}
async function clearFindings(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: /^(机检|Findings)$/ }).click();
  await page.getByTitle(/机检: 全部|Findings: all/).click();
  await landed(page);
}

async function strips(page: Page, language: string): Promise<void> {
  await look(page, language, 'units');
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Digit1');
  await page.keyboard.press('Digit2');
  await page.getByRole('textbox', { name: /^(备注|Note)/ }).fill('请于本周内补正');
  await page.getByRole('button', { name: /^(存为常用语|Keep as my sentence)/ }).click();
  await look(page, language, 'strip, naming a sentence');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /请于本周内补正/ })).toBeVisible();
  await look(page, language, 'strip, own sentences');
  await page.getByRole('button', { name: /^(管理|Edit)…$/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, language, 'own sentences, editing');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Escape');
  await showErrors(page);
  await page.keyboard.press('KeyA');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
  await look(page, language, 'override without a word');
  await page.keyboard.press('Escape');
  await clearFindings(page);
}

async function batches(page: Page, language: string): Promise<void> {
  await page.keyboard.press('Control+KeyA');
  await expect(page.getByRole('button', { name: /^(清空|Clear)$/ })).toBeVisible();
  await look(page, language, 'all selected');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByRole('button', { name: /^(查看受影响的人员|See who is affected)$/ }).click();
  await dialog
    .getByRole('listitem')
    .filter({ hasText: /有机检提示|flagged by the checks/ })
    .getByRole('button', { name: /^(查看|View)$/ })
    .click();
  await dialog
    .getByRole('checkbox', { name: /^(仍包括|Include)/ })
    .first()
    .check();
  await look(page, language, 'batch, who is affected');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Escape');
  // Something selected, then out of sight.
  await page.keyboard.press('Space');
  await page.getByRole('searchbox').fill('zzzz-nothing-matches');
  await expect(page.getByText(/不在当前筛选结果中|not in the current list/)).toBeVisible();
  await look(page, language, 'selection out of sight');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('searchbox').press('Enter');
  await landed(page);
  await page.keyboard.press('Escape');
}

async function views(page: Page, language: string): Promise<void> {
  const menu = page.getByRole('combobox', { name: /^(视图|View)$/ });
  await menu.click();
  await look(page, language, 'views');
  await page.getByTitle(/^(保存或管理视图|Keep or manage views)/).click();
  await page.getByRole('textbox', { name: /^(视图名称|Name of the view)$/ }).fill(`视图 ${language}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await menu.click();
  await page.getByTitle(/^(保存或管理视图|Keep or manage views)/).click();
  await expect(page.getByRole('dialog').getByText(`视图 ${language}`)).toBeVisible();
  await look(page, language, 'views, managing');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function people(page: Page, language: string): Promise<void> {
  await page.keyboard.press('Control+Digit2');
  await landed(page);
  await look(page, language, 'people');
  await page.getByRole('combobox', { name: /^(单位|Unit)$/ }).click();
  await expect(page.getByRole('option').first()).toBeAttached();
  await look(page, language, 'people, choosing a unit');
  await page.keyboard.press('Escape');
  await page.getByRole('grid').click({ position: { x: 200, y: 60 } });
  await page.keyboard.press('KeyW');
  await expect(page.getByRole('gridcell').nth(17)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await look(page, language, 'photo wall');
  await page.keyboard.press('Escape');
  await showErrors(page);
  await page.keyboard.press('Digit3');
  await expect(page.getByRole('textbox', { name: /^(说明|Why)/ })).toBeVisible();
  await look(page, language, 'photo wall, overriding');
  await page.keyboard.press('Escape');
  await clearFindings(page);
  await page.keyboard.press('KeyW');
  await page.keyboard.press('Control+Shift+KeyC');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, language, 'copying in clear');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(heading(page)).toBeVisible();
}

async function open(page: Page, language: string): Promise<void> {
  await page.goto('/');
  await signIn(page);
  if (language === 'en') {
    await page.getByRole('button', { name: /English/ }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  }
  await landed(page);
}

for (const language of ['zh', 'en']) {
  test(`deciding in ${language}`, async ({ page }) => {
    await open(page, language);
    await strips(page, language);
    await batches(page, language);
  });

  test(`finding in ${language}`, async ({ page }) => {
    await open(page, language);
    await views(page, language);
    await people(page, language);
    await page.keyboard.press('Control+Digit7');
    const own = page.getByRole('heading', { name: /^(我的常用语|My sentences)$/ });
    await own.scrollIntoViewIfNeeded();
    await look(page, language, 'settings, own sentences');
  });
}
