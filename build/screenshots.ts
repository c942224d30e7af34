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
  for (const language of ['zh-CN', 'en'] as const) {
    await tour(browser, language);
    await practiceTour(browser, language);
    await secretariatTour(browser, language);
    await darkTour(browser, language);
  }
} finally {
  await browser.close();
}

interface Camera {
  page: Page;
  keys(...chords: string[]): Promise<void>;
  picture(name: string): Promise<void>;
  end(): Promise<void>;
}

/** A fresh profile at the sign-in screen. */
async function camera(from: Browser, language: Language, appearance?: object): Promise<Camera> {
  const context = await from.newContext({
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  if (appearance) {
    const stored = JSON.stringify(appearance);
    await context.addInitScript((value) => localStorage.setItem('desk.appearance', value), stored);
  }
  // Nothing of the tour reaches the gateway: both languages find the same state, and so does the next run.
  await context.route('**/api/v1/editions/*/decisions', (route) => route.abort());
  // Nor that somebody looks: the next tour would show it.
  await context.route('**/api/v1/editions/*/presence', (route) => route.abort());
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
  return { page, keys, picture, end: () => context.close() };
}

/** One reviewer's tour, a picture of each screen. */
async function tour(from: Browser, language: Language): Promise<void> {
  const { page, keys, picture, end } = await camera(from, language);
  await picture('sign-in');
  await signIn(page);
  await picture('units');
  await keys('KeyX', 'Digit3');
  await picture('reject');
  await keys('Escape', 'Enter');
  await picture('focus');
  // The unit on top was resubmitted: what changed since, and what befell it.
  await keys('Escape', 'KeyD');
  await page.getByRole('dialog').waitFor();
  await picture('compare');
  await keys('Escape', 'KeyH');
  await page.getByRole('dialog').waitFor();
  await picture('history');
  await keys('Escape');
  await search(page, '第一分公司');
  await keys('KeyB');
  await page.getByRole('dialog').waitFor();
  await picture('twins');
  await keys('Escape');
  await search(page, '');
  await keys('Control+KeyA', 'Control+Enter');
  await page.getByRole('dialog').waitFor();
  await picture('batch');
  await keys('Escape', 'Escape', 'Control+Digit2');
  await page.getByRole('grid').waitFor();
  await quiet(page);
  await picture('attendees');
  await keys('KeyL', 'KeyC');
  await picture('beside');
  await keys('KeyC', 'Escape');
  await keys('Digit3', 'Digit1', 'Control+Digit1');
  await page.getByRole('grid').waitFor();
  await keys('KeyA', 'KeyA', 'KeyX', 'Digit3', 'Enter', 'Control+Digit3');
  await picture('import');
  await keys('Control+KeyH');
  await page.getByRole('dialog').waitFor();
  await picture('recent');
  await keys('Escape', 'Control+Digit4');
  await quiet(page);
  await picture('sync');
  await keys('Control+Digit5');
  await picture('progress');
  await keys('Control+Digit6');
  await picture('export');
  await keys('Control+Digit7');
  await picture('settings');
  await keys('Control+KeyL');
  await page.getByRole('form').waitFor();
  await picture('locked');
  await end();
}

/** The practice, two of its tasks done. */
async function practiceTour(from: Browser, language: Language): Promise<void> {
  const { page, keys, picture, end } = await camera(from, language);
  await page.getByRole('button', { name: /^(练习五分钟|Practise for five minutes)$/ }).click();
  await page.getByRole('row').nth(2).waitFor({ timeout: 60_000 });
  await keys('KeyA', 'KeyX', 'Digit3', 'Enter');
  await picture('practice');
  await end();
}

/** All sub-groups, and the two dialogs of the secretariat. */
async function secretariatTour(from: Browser, language: Language): Promise<void> {
  const { page, keys, picture, end } = await camera(from, language);
  await signIn(page, 'secretariat');
  await picture('secretariat');
  await keys('Space', 'KeyJ', 'Space', 'Shift+KeyT');
  await page.getByRole('dialog').waitFor();
  await picture('transfer');
  await keys('Escape', 'Escape');
  await page.getByRole('tab', { name: /^(通过|Approved)/ }).click();
  await page.getByRole('button', { name: /^(撤回决定|Withdraw)/ }).waitFor();
  await keys('KeyW');
  await page.getByRole('dialog').waitFor();
  await picture('withdraw');
  await keys('Escape', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+KeyW');
  await page.getByRole('dialog').getByRole('textbox').waitFor();
  await picture('withdraw-many');
  await end();
}

/** The dark appearance. */
async function darkTour(from: Browser, language: Language): Promise<void> {
  const { page, picture, end } = await camera(from, language, { theme: 'dark', isRoomy: false });
  await signIn(page);
  await picture('dark');
  await end();
}

/** What a fresh profile says once – nothing promised yet, first hints – is in the guide's words, not in its pictures. */
async function quiet(page: Page): Promise<void> {
  const close = page
    .getByRole('region', { name: /^(通知|Notices)$/ })
    .getByRole('button', { name: /^(关闭|Close)$/ });
  const hint = page.getByRole('button', { name: /^(知道了|Got it)$/ });
  for (const button of [close, hint]) if (await button.count()) await button.first().click();
}

/** Searches among all, or with an empty text goes back to what is pending. */
async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('tab', { name: text === '' ? /^(待审|Pending) / : /^(全部|All) / }).click();
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('searchbox').press('Escape');
  await page.waitForTimeout(REST_MS);
}

async function signIn(page: Page, name = 'reviewer.guangzhou'): Promise<void> {
  const [account, password] = [
    page.locator('input[autocomplete=username]'),
    page.locator('input[type=password]'),
  ];
  await account.fill(name);
  await password.fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('row').nth(1).waitFor({ timeout: 180_000 });
  await quiet(page);
}
