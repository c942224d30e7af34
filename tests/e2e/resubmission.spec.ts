/** A unit comes back: what changed since it was rejected, field by field, picture by picture, reason by reason. */
import type { Locator, Page } from '@playwright/test';
import { unitNamed, unitsOf } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { resubmit } from './registrant.ts';
import { expectToUpload, shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 17 } });
test.setTimeout(150_000);

const detail = (page: Page) => page.getByRole('complementary', { name: '详情' });
const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) }).first();
const NEW_PHONE = '13912345678';

async function uploadBriskly(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('combobox', { name: '撤销时限' }).click();
  await page.getByTitle('5 秒', { exact: true }).click();
  await page.keyboard.press('Control+Digit1');
  await expect(shown(page)).toBeVisible();
}

/** The pixels of a picture, to tell one from another. */
const pixelsOf = (picture: Locator) =>
  picture.evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    let sum = 0;
    for (let i = 0; data && i < data.length; i += 97) sum = (sum * 31 + (data[i] ?? 0)) % 1_000_000_007;
    return sum;
  });

test('what changed since my rejection is told exactly', async ({ page, gateway }) => {
  await page.goto('/');
  await signIn(page);
  await uploadBriskly(page);
  const name = await shown(page).innerText();
  await page.keyboard.press('KeyX');
  for (const reason of ['资质文件不清晰或不完整', '统一社会信用代码与证照不一致'])
    await detail(page)
      .getByRole('button', { name: new RegExp(reason) })
      .first()
      .click();
  await detail(page).getByRole('button', { name: /^驳回/ }).last().click();
  await expect(shown(page)).not.toHaveText(name);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);

  const api = await GatewayApi.signIn(gateway.origin, 'secretariat');
  await expect.poll(async () => (await unitNamed(api, name)).status, { timeout: 30_000 }).toBe('rejected');
  const rejected = await unitNamed(api, name);
  const other = [...(await unitsOf(api)).values()].find(
    ({ images: { qualificationDocument: licence } }) =>
      licence !== undefined && licence !== rejected.images.qualificationDocument,
  );
  await resubmit(gateway.origin, rejected, {
    material: {
      address: '广州市补正路 8 号',
      registeredCapital: '4321',
      contact: { ...rejected.material.contact, phone: NEW_PHONE },
    },
    images: other?.images ?? {},
  });
  await page.keyboard.press('F5');
  // It returns to the top of what is pending: nothing stands before it but what came back as well.
  await expect(async () => {
    await page.getByRole('tab', { name: /^待审/ }).click();
    await page.getByRole('tab', { name: /^已补正/ }).click();
    await expect(rowOf(page, name)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 45_000 });
  await page.getByRole('tab', { name: /^待审/ }).click();
  await expect(rowOf(page, name)).toBeVisible();
  const rows = await page.getByRole('grid').getByRole('row').allInnerTexts();
  const place = rows.findIndex((text) => text.includes(name));
  const aboveIt = rows.slice(0, place).filter((text) => !text.includes('单位名称') && !text.includes('↻'));
  expect(aboveIt).toEqual([]);
  await rowOf(page, name).click();
  await expect(shown(page)).toHaveText(name);

  // Already in the detail: each old reason, and what was changed in a line.
  await expect(detail(page)).toContainText(/✓ 已改\s*U-DOC-UNCLEAR/, { timeout: 30_000 });
  await expect(detail(page)).toContainText(/✕ 未改\s*U-USCC-MISMATCH/);
  await expect(detail(page)).toContainText('改动 4 项');

  await page.keyboard.press('KeyD');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table').getByRole('row')).toHaveCount(4);
  await expect(dialog.getByRole('row', { name: /地址/ })).toContainText(rejected.material.address);
  await expect(dialog.getByRole('row', { name: /地址/ })).toContainText('广州市补正路 8 号');
  await expect(dialog.getByRole('row', { name: /注册资本/ })).toContainText('4,321');
  const phone = dialog.getByRole('row', { name: /联系电话/ });
  await expect(phone).toContainText('139****5678');
  await expect(page.locator('body')).not.toContainText(NEW_PHONE);
  await expect(dialog).toContainText(/未变化：.*统一社会信用代码/);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'U-DOC-UNCLEAR' })).toContainText('✓ 已改');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'U-USCC-MISMATCH' })).toContainText('✕ 未改');

  const [was, is] = [
    dialog.getByRole('img', { name: /单位资质文件，上次决定时/ }),
    dialog.getByRole('img', { name: /单位资质文件，现在/ }),
  ];
  await expect(was).toBeVisible({ timeout: 30_000 });
  await expect(is).toBeVisible();
  expect(await pixelsOf(was)).not.toBe(await pixelsOf(is));

  // Who changed and decided what is in its history as well.
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyH');
  const amended = page.getByRole('dialog').getByRole('row', { name: /补正为第 2 版/ });
  await expect(amended).toContainText('地址');
  await expect(page.getByRole('dialog').getByRole('row', { name: /驳回.*U-DOC-UNCLEAR/ })).toContainText(
    '第 1 版',
  );
});
