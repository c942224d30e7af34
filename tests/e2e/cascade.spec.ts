/** What an approval does to people is said before it is made, by name, and is what the gateway then holds. */
import type { Page } from '@playwright/test';
import type { AttendeeItem, UnitItem } from '../../shared/protocol/feed.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { expectToUpload, REVIEWER, shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 300, seed: 31 } });
test.setTimeout(180_000);

/** Statuses as the previews word them. */
const ENDS = { awaitingPayment: '待支付', inPersonReview: '免费', awaitingTag: '仍未标注' } as const;
type Ends = Record<string, string[]>;

interface Register {
  units: UnitItem[];
  people: (unitId: string) => AttendeeItem[];
}

async function register(api: GatewayApi): Promise<Register> {
  const items = [...(await api.submissions()).values()];
  return {
    units: items.filter((item) => item.kind === 'unit'),
    people: (unitId) =>
      items.filter((item) => item.kind === 'attendee').filter((item) => item.unitId === unitId),
  };
}

/** Who stands where at the gateway, by name and in the previews' words. */
function endsAt({ people }: Register, unitIds: readonly string[]): Ends {
  const ends: Ends = {};
  for (const { status, material } of unitIds.flatMap(people)) {
    const end = ENDS[status as keyof typeof ENDS];
    if (end) ends[end] = [...(ends[end] ?? []), material.name].sort();
  }
  return ends;
}

/** «2 人待支付（甲、乙）；1 人免费…（丙）» as names by end. */
function endsIn(preview: string): Ends {
  const ends: Ends = {};
  for (const [, count, end = '', names = ''] of preview.matchAll(
    /(\d+) 人(待支付|免费|仍未标注)[^（；]*（([^）]*)）/g,
  )) {
    ends[end] = names.split('、').sort();
    expect(ends[end]).toHaveLength(Number(count));
  }
  return ends;
}

async function showUnit(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox').fill(name);
  await page.keyboard.press('Enter');
  await expect(shown(page)).toHaveText(name);
}

/** Pending units of two to eight people without an error on the unit, first those with most untagged. */
function candidates({ units, people }: Register): UnitItem[] {
  return units
    .filter(
      ({ status, id }) => status === 'pendingReview' && people(id).length >= 3 && people(id).length <= 8,
    )
    .filter(({ id }) => people(id).every(({ status }) => status === 'awaitingTag'));
}

test('one unit: who pays and who goes free is said by name, with and without tagging along', async ({
  page,
  gateway,
}) => {
  const reviewer = await GatewayApi.signIn(gateway.origin, REVIEWER);
  const [first, second] = candidates(await register(reviewer));
  if (!first || !second) throw new Error('too few units to try');
  // A colleague has tagged one as VIP and one as professional visitor in each; the others are untagged.
  const colleague = await GatewayApi.signIn(gateway.origin, 'reviewer2.guangzhou');
  for (const unit of [first, second]) {
    const [vip, professional] = (await register(colleague)).people(unit.id);
    if (!vip || !professional) throw new Error('too few people');
    expect(await colleague.decide([vip], { verdict: 'tag', tag: 'vip' })).toEqual(['applied']);
    expect(await colleague.decide([professional], { verdict: 'tag', tag: 'professional' })).toEqual([
      'applied',
    ]);
  }
  await page.goto('/');
  await signIn(page);
  for (const [unit, key, line] of [
    [first, 'KeyA', 0],
    [second, 'Shift+KeyA', 1],
  ] as const) {
    await showUnit(page, unit.material.unitName);
    const preview = page.getByLabel('对人员的影响').getByRole('definition').nth(line);
    await expect(preview).toBeVisible();
    const said = endsIn(await preview.innerText());
    expect(Object.keys(said)).toEqual(expect.arrayContaining([ENDS.awaitingPayment, ENDS.inPersonReview]));
    await page.keyboard.press(key);
    const override = page.getByRole('textbox', { name: /说明/ });
    if (await override.isVisible()) {
      await override.fill('与执照核对一致');
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('F5');
    await expectToUpload(page, 0);
    await expect
      .poll(async () => (await register(reviewer)).units.find(({ id }) => id === unit.id)?.status)
      .toBe('approved');
    expect(said).toEqual(endsAt(await register(reviewer), [unit.id]));
  }
});

test('a batch: the dialog names them all, those included after all among them', async ({ page, gateway }) => {
  const reviewer = await GatewayApi.signIn(gateway.origin, REVIEWER);
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: /^通过 \d+ 个单位/ })).toBeVisible();
  await dialog.getByRole('checkbox', { name: /同时将其未标注/ }).check();
  await expect(dialog.getByText(/同时标注 \d+ 人为专业观众/)).toBeVisible();
  const without = await dialog.getByText(/^通过 \d+ 个单位：/).innerText();
  // One that was left out with an error goes all the same, with a word why.
  await dialog
    .getByRole('listitem')
    .filter({ hasText: '有机检提示' })
    .getByRole('button', { name: '查看' })
    .click();
  await dialog
    .getByRole('checkbox', { name: /^仍包括/ })
    .first()
    .check();
  await expect(dialog.getByText(/^通过 \d+ 个单位：/)).not.toHaveText(without);
  const note = dialog.getByRole('textbox', { name: /所包括的行有错误提示/ });
  if (await note.isVisible()) {
    await expect(dialog.getByRole('button', { name: /^通过 \d+ 个单位/ })).toBeDisabled();
    await note.fill('已电话核实');
  }
  const sentence = await dialog.getByText(/^通过 \d+ 个单位：/).innerText();
  const numberOf = (end: string) => Number(sentence.match(new RegExp(`(\\d+) 人${end}`))?.[1] ?? 0);
  const before = await register(reviewer);
  await dialog.getByRole('button', { name: /^通过 \d+ 个单位/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/成功 \d+ · 失败 0/).first()).toBeVisible();
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const units = Number(sentence.match(/通过 (\d+) 个单位/)?.[1]);
  const approvedNow = async () => {
    const after = await register(reviewer);
    const pending = new Set(
      before.units.filter(({ status }) => status === 'pendingReview').map(({ id }) => id),
    );
    return after.units
      .filter(({ id, status }) => status === 'approved' && pending.has(id))
      .map(({ id }) => id);
  };
  await expect.poll(async () => (await approvedNow()).length, { timeout: 60_000 }).toBe(units);
  const ends = endsAt(await register(reviewer), await approvedNow());
  for (const end of Object.values(ENDS)) expect(ends[end] ?? [], end).toHaveLength(numberOf(end));
});
