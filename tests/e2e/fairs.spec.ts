/** The main story on the fairs beside CIIE: by their profiles alone, with what each of them has of its own. */
import { test as base, expect } from '@playwright/test';
import { findFair } from '../../shared/domain/profiles/fairs.ts';
import { DESK_CONTEXT } from './chromium.ts';
import { GatewayProcess } from './gatewayProcess.ts';
import { type DayDone, reviewersDay } from './reviewersDay.ts';
import { watchViolations } from './violations.ts';

base.setTimeout(300_000);

interface Played {
  fair: string;
  reviewer: string;
  units: number;
  check: (day: DayDone) => Promise<void>;
}

const PLAYED: Played[] = [
  {
    fair: 'canton-import',
    reviewer: 'reviewer.guangzhou',
    units: 420,
    async check({ page, approved, outcomes, submissions }) {
      // Each approval has a code of its own, told to the registration side and shown to the reviewer.
      const codes = outcomes.flatMap(({ invitationCode }) => invitationCode ?? []);
      expect(codes).toHaveLength(approved.length);
      expect(new Set(codes).size).toBe(approved.length);
      await page.keyboard.press('Control+Digit1');
      await page.getByRole('tab', { name: /^通过/ }).click();
      await page.getByRole('searchbox').fill(approved[0] ?? '');
      await page.getByRole('row', { name: new RegExp(approved[0] ?? '') }).click();
      const detail = page.getByRole('complementary', { name: '详情' });
      await expect(detail.getByText(/^CF[2-9A-Z]{10}$/)).toBeVisible();
      expect(codes).toContain(await detail.getByText(/^CF[2-9A-Z]{10}$/).innerText());
      // A cap, no target: nothing to be behind of.
      await page.keyboard.press('Control+Digit5');
      await expect(page.getByText('通过 / 上限')).toBeVisible();
      await expect(page.getByRole('heading', { name: '各分团通过数与上限' })).toBeVisible();
      await expect(page.getByText('登记期已过的比例', { exact: false })).toHaveCount(0);
      const tagged = [...submissions.values()].filter(
        (item) => item.kind === 'attendee' && item.status === 'awaitingPayment',
      );
      expect(tagged.length).toBeGreaterThan(0);
    },
  },
  {
    fair: 'kunshan-cie',
    reviewer: 'reviewer.suzhou',
    units: 340,
    async check({ page, outcomes, submissions }) {
      expect(outcomes.some(({ invitationCode }) => invitationCode !== undefined)).toBe(false);
      // Nobody pays here.
      const people = [...submissions.values()].filter(({ kind }) => kind === 'attendee');
      expect(people.some(({ status }) => status === 'awaitingPayment')).toBe(false);
      expect(people.some(({ status }) => status === 'inPersonReview')).toBe(true);
      await page.keyboard.press('Control+Digit5');
      await expect(page.getByText('通过 / 任务')).toBeVisible();
      await expect(page.getByText('0.00 元', { exact: true })).toBeVisible();
      // Against past editions, as the profile has them.
      await expect(page.getByRole('heading', { name: '与往届比较' })).toBeVisible();
      await expect(page.getByText('上届（演示数据）', { exact: true })).toBeVisible();
    },
  },
];

for (const { fair, reviewer, units, check } of PLAYED) {
  base(`a reviewer’s day at ${fair}`, async ({ browser }) => {
    const gateway = await GatewayProcess.start({ fair, units, seed: 17 });
    try {
      await gateway.waitUntilSeeded();
      const context = await browser.newContext({ ...DESK_CONTEXT, baseURL: gateway.origin });
      const violations = await watchViolations(context);
      const page = await context.newPage();
      const day = await reviewersDay({ page, context, gateway, browser }, { reviewer, fair });
      await expect(day.page.getByRole('banner')).toContainText(findFair(fair)?.name.zh ?? '-');
      await check(day);
      expect(violations, 'policy violations and uncaught errors').toEqual([]);
      await context.close();
    } finally {
      await gateway.dispose();
    }
  });
}
