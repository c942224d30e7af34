/**
 * `npm run screenshots -- [origin]`: takes the guide's pictures again, of a demo gateway that is running and
 * seeded (`npm start -- --seed 1`). What is decided for them is never uploaded.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { ROOT } from './ensureBuilt.ts';
import { findChromium, HOW_TO_GET_CHROMIUM } from './findChromium.ts';

const FOLDER = join(ROOT, 'docs/images');
const PASSWORD = process.env.DEMO_PASSWORD || 'demo-desk-2020';
const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Requests and transitions end within this; a picture taken earlier shows grey boxes. */
const REST_MS = 1200;

type Language = 'zh-CN' | 'en';

const origin = process.argv[2] ?? 'http://127.0.0.1:4810';
const executablePath = await findChromium();
if (executablePath === null) throw new Error(HOW_TO_GET_CHROMIUM);
const isRoot = process.getuid?.() === 0;
const browser = await chromium.launch({
  executablePath,
  args: [...FLAGS, ...(isRoot ? ['--no-sandbox'] : [])],
});
try {
  await mkdir(FOLDER, { recursive: true });
  await tour(browser, 'zh-CN');
  await tour(browser, 'en');
} finally {
  await browser.close();
}

/** One reviewer's tour in a fresh profile, a picture of each screen. */
async function tour(from: Browser, language: Language): Promise<void> {
  const context = await from.newContext({
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  // Nothing of the tour reaches the gateway: both languages find the same state, and so does the next run.
  await context.route('**/api/v1/editions/*/decisions', (route) => route.abort());
  const page = await context.newPage();
  const keys = async (...chords: string[]): Promise<void> => {
    for (const chord of chords) {
      await page.keyboard.press(chord);
      await page.waitForTimeout(150);
    }
  };
  const picture = async (name: string): Promise<void> => {
    await page.mouse.move(640, 790);
    await page.waitForTimeout(REST_MS);
    await page.screenshot({ path: join(FOLDER, `${name}.${language}.png`) });
  };

  await page.goto(origin);
  await page.getByRole('form').waitFor();
  await picture('sign-in');
  await signIn(page);
  // A fresh profile has been promised nothing yet; the notice is in the guide's words, not in its pictures.
  const notices = page.getByRole('region', { name: /^(通知|Notices)$/ }).getByRole('button');
  if (await notices.count()) await notices.first().click();
  await picture('units');
  await keys('KeyX', 'Digit3');
  await picture('reject');
  await keys('Escape', 'Enter');
  await picture('focus');
  await keys('Escape', 'Control+KeyA', 'Control+Enter');
  await page.getByRole('dialog').waitFor();
  await picture('batch');
  await keys('Escape', 'Escape', 'Control+Digit2');
  await page.getByRole('grid').waitFor();
  await picture('attendees');
  await keys('Digit3', 'Digit1', 'Control+Digit1');
  await page.getByRole('grid').waitFor();
  await keys('KeyA', 'KeyA', 'KeyX', 'Digit3', 'Enter', 'Control+Digit4');
  await picture('sync');
  await keys('Control+Digit7');
  await picture('settings');
  await keys('Control+KeyL');
  await page.getByRole('form').waitFor();
  await picture('locked');
  await context.close();
}

async function signIn(page: Page): Promise<void> {
  const [account, password] = [
    page.locator('input[autocomplete=username]'),
    page.locator('input[type=password]'),
  ];
  await account.fill('reviewer.guangzhou');
  await password.fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('row').nth(1).waitFor({ timeout: 60_000 });
}
