/** axe finds nothing on any screen, in both languages, light and dark: normal, empty, dialog and error states. */
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { amend, unitNamed } from './colleague.ts';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 5 } });
test.setTimeout(360_000);

/** The name in the detail pane, whatever its language. */
const shown = (page: Page) => page.getByRole('complementary').getByRole('heading', { level: 2 });
/** The landing screen is there, whatever its language. */
const landed = (page: Page) => expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();

const LOOKS = [
  { language: 'zh', appearance: { theme: 'light', isRoomy: false } },
  { language: 'en', appearance: { theme: 'light', isRoomy: false } },
  { language: 'zh', appearance: { theme: 'dark', isRoomy: true } },
] as const;
type Look = (typeof LOOKS)[number];

/** Opens the page in a look; the language is chosen once somebody has signed in. */
async function open(page: Page, { appearance }: Look): Promise<void> {
  await page.addInitScript(
    (chosen) => localStorage.setItem('desk.appearance', JSON.stringify(chosen)),
    appearance,
  );
  await page.goto('/');
}
async function speak(page: Page, { language }: Look): Promise<void> {
  if (language === 'en') {
    await page.getByRole('button', { name: /English/ }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  }
  await landed(page);
}

/** One decision that a colleague forestalled, one on material that was amended: tray, summary, comparison. */
async function conflicts(page: Page, origin: string, address: string): Promise<void> {
  await page.context().setOffline(true);
  const names: string[] = [];
  for (let unit = 0; unit < 2; unit++) {
    names.push(await shown(page).innerText());
    for (const key of ['KeyX', 'Digit3', 'Enter']) await page.keyboard.press(key);
    await expect(shown(page)).not.toHaveText(names[unit] ?? '');
  }
  const [amended = '', decided = ''] = names;
  await amend(origin, amended, address);
  const colleague = await GatewayApi.signIn(origin, 'reviewer2.guangzhou');
  await colleague.decide([await unitNamed(colleague, decided)], { verdict: 'approve' });
  await page.context().setOffline(false);
  await page.keyboard.press('F5');
  await page.keyboard.press('Control+Digit4');
  const detail = page.getByRole('complementary');
  const conflictsTab = page.getByRole('tab', { name: /^(冲突|Conflicts) 2/ });
  await expect(conflictsTab).toBeVisible({ timeout: 60_000 });
  await conflictsTab.click();
  await expect(detail.getByRole('heading', { level: 2 })).toBeVisible();
  await check(page, 'conflicts');
  await page.keyboard.press('End');
  await expect(detail.getByRole('row', { name: new RegExp(address) })).toBeVisible();
  await check(page, 'conflicts, amended');
  await page.keyboard.press('Control+KeyA');
  await page.getByRole('button', { name: /^(仍按原决定|Decide as before)$/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check(page, 'conflicts, summary');
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await expect(detail.getByRole('row', { name: new RegExp(address) })).toBeVisible();
  await page.keyboard.press('KeyD');
  await expect(page.getByRole('dialog')).toContainText(address);
  await check(page, 'comparison');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Fills in account and password, whatever the language. */
async function enter(page: Page, account: string): Promise<void> {
  await page.getByRole('textbox', { name: /^(账号|Account)$/ }).fill(account);
  await page.getByLabel(/^(口令|Password)$/).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
}

/** What stands between a reviewer and the desk: the dialog to wipe, the desk elsewhere, and taken over. */
async function wipingAndTakingOver(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('button', { name: /^(清除本机数据|Wipe local data)…$/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check(page, 'wipe dialog');
  await page.keyboard.press('Escape');
  const second = await page.context().newPage();
  await second.goto('/');
  await enter(second, 'reviewer.guangzhou');
  const takeOver = second.getByRole('button', { name: /^(在这里接管|Take over here)$/ });
  await expect(takeOver).toBeVisible();
  await check(second, 'elsewhere');
  await takeOver.click();
  await landed(second);
  await expect(page.getByRole('form')).toBeVisible();
  await check(page, 'taken over');
  await second.close();
}

/** An account without a scope: all workstations, and the dialog that revokes one. */
async function administration(page: Page): Promise<void> {
  await enter(page, 'admin');
  const table = page.getByRole('table');
  await expect(table).toBeVisible();
  await check(page, 'administration');
  await table.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check(page, 'administration, revoking');
}

for (const look of LOOKS) {
  test(`every screen in ${look.language}, ${look.appearance.theme}`, async ({ page }) => {
    await open(page, look);
    await check(page, 'sign-in (zh)');
    await page.getByLabel('口令').fill('not-the-password');
    await page.getByRole('textbox', { name: '账号', exact: true }).fill('reviewer.guangzhou');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
    await check(page, 'sign-in refused (zh)');
    await signIn(page);
    await speak(page, look);
    await check(page, 'units');
    await page.keyboard.press('KeyX');
    await check(page, 'units, rejecting');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await check(page, 'units, focus mode');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('zzzz-nothing-matches');
    await check(page, 'units, no match');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').press('Escape');
    await landed(page);
    await page.keyboard.press('Control+KeyA');
    await expect(page.getByRole('button', { name: /Ctrl\+Delete|^驳回|^Reject/ }).last()).toBeVisible();
    await page.keyboard.press('Control+Delete');
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'units, batch dialog');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Digit2');
    await landed(page);
    await check(page, 'attendees');
    await page.keyboard.press('KeyX');
    await check(page, 'attendees, returning');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Digit3');
    await page.keyboard.press('Control+Digit4');
    await check(page, 'sync centre');
    await page.keyboard.press('Control+Digit7');
    await check(page, 'settings');
    await page.keyboard.press('F1');
    await check(page, 'keys of the screen');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyK');
    await check(page, 'commands');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyL');
    await expect(page.getByRole('form')).toBeVisible();
    await check(page, 'locked');
  });
}

// Light in English and dark in Chinese: each language and each set of colours once.
for (const look of LOOKS.slice(1)) {
  test(`conflicts, other windows and administration in ${look.language}, ${look.appearance.theme}`, async ({
    page,
    gateway,
  }) => {
    await open(page, look);
    await signIn(page);
    await speak(page, look);
    // The looks share a gateway, and the unit amended before comes first again.
    await conflicts(page, gateway.origin, `新址路 ${LOOKS.indexOf(look)} 号`);
    await wipingAndTakingOver(page);
    await administration(page);
  });
}
