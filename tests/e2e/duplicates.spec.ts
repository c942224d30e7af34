/** Duplicates side by side: against decisions that have not been sent yet, by code, by name and by person. */
import type { Page } from '@playwright/test';
import type { AttendeeItem, UnitItem } from '../../shared/protocol/feed.ts';
import { unitsOf } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { registerCopy, registerPersonAgain } from './registrant.ts';
import { shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 23 } });
test.setTimeout(150_000);

const detail = (page: Page) => page.getByRole('complementary', { name: '详情' });

/** Searches among all and waits for the one that is meant. */
async function open(page: Page, text: string, name: string): Promise<void> {
  await page.getByRole('tab', { name: /^全部/ }).click();
  await page.getByRole('searchbox').fill(text);
  await page
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .click();
  await expect(shown(page)).toHaveText(name);
}

/** Two pending units of Guangzhou with a licence and no word from the checks, each a company. */
async function twoUnits(api: GatewayApi): Promise<[UnitItem, UnitItem]> {
  const units = [...(await unitsOf(api)).values()].filter(
    ({ status, revision, images, material }) =>
      status === 'pendingReview' &&
      revision === 1 &&
      images.qualificationDocument !== undefined &&
      /有限公司$/.test(material.unitName),
  );
  const [first, second] = units;
  if (!first || !second) throw new Error('the demo has no two pending companies');
  return [first, second];
}

/** The duplicate is an error finding: a word is asked for why it is overruled. */
async function overrule(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /说明/ }).fill('两处为同一登记，已核对');
  await page.keyboard.press('Enter');
}

test('the same code as a unit approved here a moment ago, offline', async ({ page, context, gateway }) => {
  const api = await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou');
  const [first, second] = await twoUnits(api);
  const copyName = `${first.material.unitName}第一分公司`;
  await registerCopy(gateway.origin, first, {
    id: 'u-copy-1',
    unitName: copyName,
    images: second.images,
  });
  await page.goto('/');
  await signIn(page);
  // Both were looked at before the network went.
  await open(page, copyName, copyName);
  await expect(detail(page)).toContainText('该信用代码已由其他单位注册');
  await page.keyboard.press('KeyB');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: /单位资质文件/ })).toHaveCount(2, { timeout: 30_000 });
  await expect(dialog.getByRole('region', { name: '对方' })).toContainText('尚无决定');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await open(page, first.material.unitName, first.material.unitName);
  await context.setOffline(true);

  // The twin is approved here; nothing has left this machine.
  await page.keyboard.press('KeyA');
  await overrule(page);
  await expect(page.getByRole('status')).toContainText(first.material.unitName);

  await open(page, copyName, copyName);
  const finding = detail(page).getByRole('listitem').filter({ hasText: '该信用代码已由其他单位注册' });
  await expect(finding).toContainText('我的决定：通过');
  await expect(finding).toContainText('已存本机');
  await finding.getByRole('button', { name: `并排看：${first.material.unitName}` }).click();
  const other = dialog.getByRole('region', { name: '对方' });
  await expect(other).toContainText(first.material.unitName);
  await expect(other).toContainText('我的决定：通过');
  await expect(other).toContainText('已存本机');
  await expect(dialog.getByRole('region', { name: '当前' })).toContainText('尚无决定');
  await expect(dialog.getByRole('img', { name: /单位资质文件/ })).toHaveCount(2);
  const row = (field: RegExp) => dialog.getByRole('row', { name: field });
  await expect(row(/统一社会信用代码/).getByRole('img', { name: '相同' })).toBeVisible();
  await expect(row(/单位名称/).getByRole('img', { name: '不同' })).toBeVisible();
  await expect(row(/地址/)).toContainText('广州市副本路 1 号');

  // Taken back, the twin is undecided again.
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyZ');
  await expect(page.getByRole('status')).toContainText('已撤销');
  await open(page, copyName, copyName);
  await expect(finding).not.toContainText('我的决定');
});

test('a name of the same sound elsewhere is a hint', async ({ page, gateway }) => {
  const api = await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou');
  const [, second] = await twoUnits(api);
  const name = second.material.unitName
    .replace(/^(广州市|广东|广州)?/, '佛山市')
    .replace('有限公司', '股份有限公司');
  await registerCopy(
    gateway.origin,
    { ...second, material: { ...second.material, uscc: '91440101MA5XXXXX0X' } },
    { id: 'u-copy-2', unitName: name, images: second.images },
  );
  await page.goto('/');
  await signIn(page);
  await open(page, name, name);
  const finding = detail(page).getByRole('listitem').filter({ hasText: '名称与其他单位相近' });
  await expect(finding).toContainText(second.material.unitName);
});

test('one person in two units: tagged here, seen beside the other, each with the photo', async ({
  page,
  context,
  gateway,
}) => {
  const api = await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou');
  const items = [...(await api.submissions()).values()];
  const person = items.find(
    (item): item is AttendeeItem =>
      item.kind === 'attendee' &&
      item.status === 'awaitingTag' &&
      item.images.photo !== undefined &&
      item.material.documentType === 'residentId' &&
      item.revision === 1,
  );
  const other = items.find(
    (item): item is UnitItem =>
      item.kind === 'unit' && item.status === 'pendingReview' && item.id !== person?.unitId,
  );
  if (!person || !other) throw new Error('the demo has nobody to register twice');
  await registerPersonAgain(gateway.origin, person, { id: 'a-copy-1', unitId: other.id });
  await page.goto('/');
  await signIn(page);
  await page.goto('/#/attendees?id=a-copy-1');
  await expect(shown(page)).toHaveText(person.material.name);
  await expect(detail(page)).toContainText('已在其他单位登记');
  await page.keyboard.press('KeyB');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: /照片/ })).toHaveCount(2, { timeout: 30_000 });
  await expect(dialog).toContainText('同一张图片');
  await dialog.getByRole('button', { name: '转到对方' }).click();
  await expect(shown(page)).toHaveText(person.material.name);
  await expect(detail(page)).not.toContainText('采购顾问');
  await context.setOffline(true);
  await page.keyboard.press('Digit1');
  await overrule(page);
  await expect(page.getByRole('status')).toContainText('VIP');
  await page.goto('/#/attendees?id=a-copy-1');
  await expect(detail(page)).toContainText('采购顾问');
  await page.keyboard.press('KeyB');
  await expect(dialog.getByRole('region', { name: '对方' })).toContainText('我的决定：标注: VIP');
  await expect(
    dialog.getByRole('row', { name: /证件号码/ }).getByRole('img', { name: '相同' }),
  ).toBeVisible();
  await expect(dialog.getByRole('row', { name: /职务/ }).getByRole('img', { name: '不同' })).toBeVisible();
});
