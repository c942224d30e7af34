/** What the secretariat does across sub-groups, as it sees it and as both reviewers do: three desks, one gateway. */
import type { Browser, Page } from '@playwright/test';
import { TransferReply } from '../../shared/protocol/reports.ts';
import { check } from './axe.ts';
import { DESK_CONTEXT } from './chromium.ts';
import { unitNamed } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { shown, signIn, strip } from './reviewer.ts';
import { watchViolations } from './violations.ts';

test.use({ gatewayOptions: { units: 120, seed: 11 } });
test.setTimeout(300_000);

/** Another desk in a profile of its own, on which decisions are uploaded as soon as they may be. */
async function openDesk(browser: Browser, origin: string, account: string): Promise<Page> {
  const context = await browser.newContext({ ...DESK_CONTEXT, baseURL: origin });
  await watchViolations(context);
  const page = await context.newPage();
  await enter(page, account);
  return page;
}

async function enter(page: Page, account: string): Promise<void> {
  await page.goto('/');
  await signIn(page, account);
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('combobox', { name: '撤销时限' }).click();
  await page.getByTitle('5 秒', { exact: true }).click();
  await page.getByRole('link', { name: /单位审核/ }).click();
  await expect(shown(page)).toBeVisible();
}

/** Finds a unit by its name in a queue and puts the cursor on it. */
async function find(page: Page, queue: string, name: string): Promise<void> {
  await page.keyboard.press('Control+Digit1');
  await page.getByRole('tab', { name: new RegExp(`^${queue}`) }).click();
  const search = page.getByRole('searchbox', { name: '搜索' });
  await search.fill(name);
  await search.press('Enter');
  await expect(shown(page)).toHaveText(name);
}

const dialog = (page: Page) => page.getByRole('dialog');
const newsBanner = (page: Page) => page.getByRole('region', { name: /^动态/ });
const detail = (page: Page) => page.getByRole('complementary', { name: '详情' });

/** Fills in the dialog that `Shift+T` opens. */
async function transferTo(page: Page, subGroup: string, reason: string): Promise<void> {
  await dialog(page).getByRole('combobox', { name: '转至' }).fill(subGroup);
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('textbox', { name: /^原因/ }).fill(reason);
}

test('a transfer and its undo, as the secretariat and both sub-groups see them', async ({
  page,
  browser,
  gateway,
}) => {
  const [guangzhou, foshan] = await Promise.all([
    openDesk(browser, gateway.origin, 'reviewer.guangzhou'),
    openDesk(browser, gateway.origin, 'reviewer.foshan'),
  ]);
  await enter(page, 'secretariat');
  const api = await GatewayApi.signIn(gateway.origin, 'secretariat');

  // The former sub-group's reviewer decides where nobody can know of it.
  await guangzhou.context().setOffline(true);
  const name = await shown(guangzhou).innerText();
  for (const key of ['KeyX', 'Digit3', 'Enter']) await guangzhou.keyboard.press(key);
  await expect(shown(guangzhou)).not.toHaveText(name);

  const facet = page.getByRole('combobox', { name: '分团' });
  await facet.fill('广州');
  await expect(page.getByRole('option', { name: /^广州市 \d+$/ })).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name: '广州市' }).first()).toBeVisible();
  await expect(page.getByRole('gridcell', { name: '佛山市' })).toHaveCount(0);
  await facet.fill('全部');
  await page.keyboard.press('Enter');
  await find(page, '待审', name);
  await page.keyboard.press('Shift+KeyT');
  await expect(dialog(page)).toContainText(/转出 1 个单位，连同 \d+ 名人员/);
  await expect(dialog(page)).toContainText('广州市 1 个');
  await expect(dialog(page)).toContainText('尚未上传的决定无从得知');
  const confirm = dialog(page).getByRole('button', { name: '转出 1 个单位' });
  await transferTo(page, '佛山', '');
  await expect(confirm).toBeDisabled();
  await dialog(page).getByRole('textbox', { name: /^原因/ }).fill('属地调整至佛山');
  await check(page, 'transfer dialog');
  await confirm.click();
  await expect(dialog(page)).toBeHidden();
  await expect(strip(page)).toContainText(`转至佛山市「${name}」`);
  expect(await unitNamed(api, name)).toMatchObject({ subGroupId: 'foshan' });

  // It arrives with where it came from and why.
  await foshan.keyboard.press('F5');
  await expect(newsBanner(foshan)).toContainText(`「${name}」由广州市转入`, { timeout: 30_000 });
  await newsBanner(foshan).getByRole('button', { name: '查看' }).click();
  await expect(
    foshan.getByRole('row', { name: new RegExp(`${name}.*秘书处.*属地调整至佛山`) }),
  ).toBeVisible();
  await foshan.getByRole('button', { name }).click();
  await expect(shown(foshan)).toHaveText(name);
  await expect(detail(foshan)).toContainText(/由广州市转入 · .*秘书处/);
  await expect(detail(foshan)).toContainText('属地调整至佛山');

  // It left, and the decision that came too late is parked with where it went and why.
  await guangzhou.context().setOffline(false);
  await guangzhou.keyboard.press('F5');
  await expect(strip(guangzhou)).toContainText('失败 1', { timeout: 60_000 });
  await expect(newsBanner(guangzhou)).toContainText(`「${name}」已转至佛山市`);
  await guangzhou.keyboard.press('Control+Digit4');
  const parked = guangzhou.getByRole('complementary', { name: '未生效决定的详情' });
  await expect(parked).toContainText(/已转至佛山市 · .*秘书处/);
  await expect(parked).toContainText('属地调整至佛山');

  // One key takes it back.
  await page.keyboard.press('KeyZ');
  await expect
    .poll(async () => (await unitNamed(api, name)).subGroupId, { timeout: 30_000 })
    .toBe('guangzhou');
  await guangzhou.keyboard.press('F5');
  await find(guangzhou, '全部', name);
  await expect(detail(guangzhou)).toContainText(/由佛山市转入/);
  await foshan.keyboard.press('F5');
  await expect(newsBanner(foshan)).toContainText(`已转至广州市`, { timeout: 30_000 });

  // A colleague at the same desk has moved it already: it stays, and the dialog says why.
  await find(page, '全部', name);
  await page.keyboard.press('Shift+KeyT');
  await transferTo(page, '珠海', '已在别处');
  const items = [{ unitId: (await unitNamed(api, name)).id, fromSubGroupId: 'guangzhou' }];
  const elsewhere = { items, toSubGroupId: 'jiangmen', reason: '先行' };
  await api.call('POST', '/editions/ciie-3/transfers', TransferReply, elsewhere);
  await confirm.click();
  await expect(dialog(page)).toContainText('没有单位被转出');
  await expect(dialog(page)).toContainText('已被转至别处');
  await check(page, 'transfer outcome');
  await dialog(page).getByRole('button', { name: '关闭' }).last().click();
  const there = [{ ...items[0], fromSubGroupId: 'jiangmen' }];
  const home = { items: there, toSubGroupId: 'guangzhou', reason: '归位' };
  await api.call('POST', '/editions/ciie-3/transfers', TransferReply, home);
  await page.keyboard.press('F5');

  // Once the new sub-group has decided, it is not taken back any more.
  await find(page, '全部', name);
  await page.keyboard.press('Shift+KeyT');
  await transferTo(page, '佛山', '再次调整');
  await confirm.click();
  await expect(dialog(page)).toBeHidden();
  const colleague = await GatewayApi.signIn(gateway.origin, 'reviewer2.foshan');
  expect(await colleague.decide([await unitNamed(colleague, name)], { verdict: 'approve' })).toEqual([
    'applied',
  ]);
  await page.keyboard.press('KeyZ');
  await expect(page.getByText('其间已有改动，转分团不能一步撤销').first()).toBeVisible();
  expect(await unitNamed(api, name)).toMatchObject({ subGroupId: 'foshan', status: 'approved' });

  // Without the gateway it says so.
  await page.context().setOffline(true);
  await expect(strip(page)).toContainText('离线', { timeout: 60_000 });
  await page.keyboard.press('Shift+KeyT');
  await expect(dialog(page)).toContainText('目前连接不到网关');
  await transferTo(page, '珠海', '试试');
  await expect(confirm).toBeDisabled();
  for (const each of [guangzhou, foshan]) await each.context().close();
});

test('a withdrawal shows what it does first, and its reviewer reads by whom and why', async ({
  page,
  browser,
  gateway,
}) => {
  const [reviewer, colleague] = await Promise.all([
    openDesk(browser, gateway.origin, 'reviewer.guangzhou'),
    openDesk(browser, gateway.origin, 'reviewer2.guangzhou'),
  ]);
  await enter(page, 'secretariat');
  const api = await GatewayApi.signIn(gateway.origin, 'secretariat');

  // A unit with people who can be tagged along.
  const along = reviewer.getByRole('button', { name: /^通过并标注 \d+ 人/ });
  while (!(await along.isVisible())) {
    const before = await shown(reviewer).innerText();
    await reviewer.keyboard.press('KeyJ');
    await expect(shown(reviewer)).not.toHaveText(before);
  }
  const name = await shown(reviewer).innerText();
  await reviewer.keyboard.press('Shift+KeyA');
  await expect(shown(reviewer)).not.toHaveText(name);
  await expect.poll(async () => (await unitNamed(api, name)).status, { timeout: 30_000 }).toBe('approved');

  await page.keyboard.press('F5');
  await find(page, '通过', name);
  await page.keyboard.press('KeyW');
  await expect(dialog(page)).toContainText('广州市分团审核员');
  await expect(dialog(page).getByRole('region', { name: '受影响的人员' })).toContainText('待支付 → 已标注');
  const confirm = dialog(page).getByRole('button', { name: '撤回', exact: true });
  await expect(confirm).toBeDisabled();
  await dialog(page).getByRole('textbox', { name: /^原因/ }).fill('执照与名称不符，请重审');
  await check(page, 'withdrawal dialog');
  await confirm.click();
  await expect
    .poll(async () => (await unitNamed(api, name)).status, { timeout: 30_000 })
    .toBe('pendingReview');

  await reviewer.keyboard.press('F5');
  await expect(newsBanner(reviewer)).toContainText(`秘书处撤回了您对「${name}」的决定`, { timeout: 30_000 });
  await newsBanner(reviewer).getByRole('button', { name: '查看' }).click();
  await expect(
    reviewer.getByRole('row', { name: new RegExp(`${name}.*您的决定：通过.*秘书处.*请重审`) }),
  ).toBeVisible();
  await check(reviewer, 'news');
  await reviewer.getByRole('button', { name }).click();
  await expect(detail(reviewer)).toContainText('待审');
  await expect(detail(reviewer)).toContainText('执照与名称不符，请重审');

  // The colleague made no decision that was taken back: the unit is simply pending again, and says why.
  await colleague.keyboard.press('F5');
  await find(colleague, '待审', name);
  await expect(detail(colleague)).toContainText('执照与名称不符，请重审');
  await expect(newsBanner(colleague)).toHaveCount(0);
  for (const each of [reviewer, colleague]) await each.context().close();
});

test('the dialogs in English', async ({ page }) => {
  await enter(page, 'secretariat');
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Shift+KeyT');
  await expect(dialog(page)).toContainText(/\d+ units go, with their \d+ people/);
  await check(page, 'transfer dialog (en)');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Approved/ }).click();
  await expect(page.getByRole('button', { name: /^Withdraw/ })).toBeVisible();
  await page.keyboard.press('KeyW');
  await expect(dialog(page)).toContainText('The decision that is withdrawn');
  await check(page, 'withdrawal dialog (en)');
});
