/** axe finds nothing where a reviewer looks closely: evidence, pictures side by side, twins, comparison, history. */
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { amend, unitsOf } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { registerCopy } from './registrant.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 23 } });
test.setTimeout(240_000);

const LOOKS = [
  { language: 'zh', appearance: { theme: 'light', isRoomy: false } },
  { language: 'en', appearance: { theme: 'light', isRoomy: false } },
  { language: 'en', appearance: { theme: 'dark', isRoomy: true } },
] as const;

const detail = (page: Page) => page.getByRole('complementary', { name: /^(详情|Details)$/ });
const shown = (page: Page) => detail(page).getByRole('heading', { level: 2 });

/** Searches among all and waits for the one that is meant. */
async function find(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: /^(全部|All) / }).click();
  await page.getByRole('searchbox').fill(name);
  await page
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .click();
  await expect(shown(page)).toHaveText(name);
}

for (const look of LOOKS) {
  const round = LOOKS.indexOf(look);
  test(`looking closely in ${look.language}, ${look.appearance.theme}`, async ({
    page,
    context,
    gateway,
  }) => {
    const api = await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou');
    const pending = [...(await unitsOf(api)).values()].filter(
      ({ status, images, material }) =>
        status === 'pendingReview' && images.qualificationDocument && material.unitName.endsWith('有限公司'),
    );
    // Each look has units of its own: the gateway is shared.
    const [source, amended] = [pending[round * 2], pending[round * 2 + 1]];
    if (!source || !amended) throw new Error('the demo has too few pending companies');
    const copyName = `${source.material.unitName}第一分公司`;
    const copy = { ...source, material: { ...source.material, uscc: source.material.uscc } };
    await registerCopy(gateway.origin, copy, {
      id: `u-copy-${round}`,
      unitName: copyName,
      images: amended.images,
    });
    await amend(gateway.origin, amended.material.unitName, `近看路 ${round} 号`);

    await page.addInitScript(
      (chosen) => localStorage.setItem('desk.appearance', JSON.stringify(chosen)),
      look.appearance,
    );
    await page.goto('/');
    await signIn(page);
    if (look.language === 'en') {
      await page.getByRole('button', { name: /English/ }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    }
    const dialog = page.getByRole('dialog');

    await find(page, copyName);
    await expect(
      detail(page)
        .getByRole('button', { name: /^(并排看|Side by side with)/ })
        .first(),
    ).toBeVisible();
    await check(page, 'findings with duplicates');
    await page.keyboard.press('KeyB');
    await expect(dialog.getByRole('img', { name: /^(单位资质文件|Qualification document)/ })).toHaveCount(2, {
      timeout: 30_000,
    });
    await check(page, 'twins');
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyL');
    await page.keyboard.press('KeyC');
    await expect(detail(page).locator('canvas')).toHaveCount(2, { timeout: 30_000 });
    await check(page, 'pictures side by side');
    await page.keyboard.press('Escape');

    await find(page, amended.material.unitName);
    await expect(detail(page)).toContainText(/改动 2 项|2 changes/, { timeout: 30_000 });
    await check(page, 'resubmitted, reasons ticked');
    await page.keyboard.press('KeyD');
    await expect(dialog).toContainText(`近看路 ${round} 号`);
    await expect(dialog.locator('canvas')).toHaveCount(2, { timeout: 30_000 });
    await check(page, 'comparison with pictures');
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyH');
    await expect(dialog.getByRole('row', { name: /补正为第 2 版|Amended: revision 2/ })).toBeVisible();
    await check(page, 'history');
    await page.keyboard.press('Escape');

    await context.setOffline(true);
    await expect(page.getByRole('status')).toContainText(/离线|Offline/, { timeout: 60_000 });
    await page.keyboard.press('KeyH');
    await expect(dialog.getByRole('note')).toBeVisible({ timeout: 30_000 });
    await check(page, 'history without a network');
    await page.keyboard.press('Escape');
  });
}
