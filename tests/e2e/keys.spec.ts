/** Keys: what each act costs, moved keys, held keys, input methods. Inputs are counted, not promised. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { countOf, expectToUpload, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 400, seed: 23 } });
test.setTimeout(120_000);

/** Presses keys and counts them, as the reviewer's hands would. */
function counted(page: Page) {
  let inputs = 0;
  return {
    async press(...keys: string[]) {
      for (const key of keys) {
        inputs++;
        await page.keyboard.press(key);
      }
    },
    take(): number {
      const taken = inputs;
      inputs = 0;
      return taken;
    },
  };
}

test('approve costs one key, reject with a reason three, undo one, a filtered list of up to 200 three', async ({
  page,
}) => {
  await page.goto('/');
  await signIn(page);
  const keys = counted(page);
  const pending = await countOf(page, '待审');
  await keys.press('KeyA');
  await expectToUpload(page, 1);
  expect(keys.take()).toBe(1);
  await keys.press('KeyX', 'Digit3', 'Enter');
  await expectToUpload(page, 2);
  expect(keys.take()).toBeLessThanOrEqual(3);
  await keys.press('KeyZ');
  await expectToUpload(page, 1);
  expect(keys.take()).toBe(1);
  await keys.press('KeyZ');
  await expectToUpload(page, 0);
  keys.take();

  // Select all that match, ask for the batch, say yes.
  expect(pending).toBeGreaterThan(20);
  expect(pending).toBeLessThanOrEqual(200);
  await keys.press('Control+KeyA', 'Control+Enter');
  await expect(page.getByRole('button', { name: /^通过 \d+ 个单位/ })).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(keys.take()).toBeLessThanOrEqual(3);
  await expect
    .poll(async () => Number((await strip(page).innerText()).match(/待上传 (\d+)/)?.[1]))
    .toBeGreaterThan(20);
  await page.keyboard.press('KeyZ');
  await expectToUpload(page, 0);
});

test('a moved key decides in its new place only, a switched-off one nowhere, also after unlocking', async ({
  page,
}) => {
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('button', { name: /^通过；.*：A，/ }).click();
  await page.keyboard.press('KeyQ');
  await expect(page.getByRole('button', { name: /^通过；.*：Q，/ })).toBeVisible();
  // A key that is used already changes places; a combination is refused with a sentence.
  await page.getByRole('button', { name: /^暂缓.*：S，/ }).click();
  await page.keyboard.press('Control+KeyB');
  await expect(page.getByText(/Ctrl\+B 不能使用/)).toBeVisible();
  await page
    .getByRole('listitem')
    .filter({ hasText: '撤销上一个决定' })
    .getByRole('button', { name: '停用' })
    .click();

  await page.keyboard.press('Control+Digit1');
  await page.keyboard.press('Control+KeyL');
  await signIn(page);
  const first = await shown(page).innerText();
  await expect(page.getByRole('button', { name: '通过', exact: false }).first()).toHaveAttribute(
    'aria-keyshortcuts',
    'Q',
  );
  await page.keyboard.press('KeyA');
  await expect(shown(page)).toHaveText(first);
  await page.keyboard.press('KeyQ');
  await expect(shown(page)).not.toHaveText(first);
  await expectToUpload(page, 1);
  await page.keyboard.press('KeyZ');
  await expectToUpload(page, 1);
  await page.keyboard.press('Control+KeyZ');
  await expectToUpload(page, 0);
});

test('an input method and a held key decide nothing', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  const first = await shown(page).innerText();
  const composing = (init: { isComposing?: boolean; key?: string; keyCode?: number; repeat?: boolean }) =>
    page.evaluate((given) => {
      const event = new KeyboardEvent('keydown', {
        bubbles: true,
        cancelable: true,
        code: 'KeyA',
        key: 'a',
        ...given,
      });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }, init);
  await composing({ isComposing: true });
  await composing({ key: 'Process', keyCode: 229 });
  await composing({ repeat: true });
  await expect(shown(page)).toHaveText(first);
  await expectToUpload(page, 0);

  // Held down for a while: the first stroke decides, its repetitions do not.
  await page.keyboard.down('KeyA');
  for (let repetition = 0; repetition < 5; repetition++) await page.keyboard.down('KeyA');
  await page.keyboard.up('KeyA');
  await expectToUpload(page, 1);

  // Pinyin in the search box is searched once it has become characters.
  const box = page.getByRole('searchbox');
  await box.focus();
  const all = await page.getByText(/筛选后 \d+/).innerText();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'gz', selectionStart: 2, selectionEnd: 2 });
  await expect(page.getByText(all)).toBeVisible();
  await session.send('Input.insertText', { text: '汽车' });
  await expect(page.getByText(all)).toBeHidden();
  await expectToUpload(page, 1);
});
