/** A reviewer's hands: reads the list as it is on screen, decides by keys, tells the witness before each. */
import type { Page } from '@playwright/test';
import { DEMO_PASSWORD } from '../e2e/gatewayApi.ts';
import { pendingTab } from '../e2e/reviewer.ts';
import type { Random } from './random.ts';
import type { Act, Kind, Verdict, Witness } from './witness.ts';

const MOVE_LIMIT_MS = 1_500;
const BATCH_MAX = 6;
/** After so many rows that do not suit, the reviewer turns to the other screen. */
const LOOKED_AT_MAX = 12;
/** A hint, no refusal. */
const OFFLINE = /离线|无法连接|断网/;
const TAG_WEIGHTS = { vip: 1, staff: 1, professional: 2 } as const;
const TAG_DIGITS = { vip: 'Digit1', staff: 'Digit2', professional: 'Digit3' } as const;

interface Rows {
  kind: Kind;
  /** the row under the cursor first, then those below it while they can be decided without a question */
  run: string[];
}

export interface HandsPorts {
  witness: Witness;
  random: Random;
  /** only subjects with a name of their own are decided, so that the screen says which it was */
  isUnique(kind: Kind, name: string): boolean;
  /** the key that confirms is about to be pressed */
  onConfirm(what: 'decision' | 'batch' | 'undo'): void;
}

export class Hands {
  constructor(
    private readonly page: Page,
    private readonly ports: HandsPorts,
  ) {}

  /** Fills the form and presses Enter; what follows is the caller's to wait for. */
  async submitPassword(account: string): Promise<void> {
    const { page } = this;
    const name = page.getByRole('textbox', { name: '账号', exact: true });
    await name.waitFor({ timeout: 30_000 });
    await name.fill(account);
    await page.getByLabel('口令').fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
  }

  /** Resolves null once the first screen stands, or with the sentence that refuses. */
  async waitUntilOpen(): Promise<string | null> {
    const { page } = this;
    const alert = page.getByRole('form').getByRole('alert').filter({ hasNotText: OFFLINE });
    const open = pendingTab(page);
    await open.or(alert).first().waitFor({ timeout: 60_000 });
    return (await open.isVisible()) ? null : await alert.first().innerText();
  }

  /** After a storage fault the desk wants to hear that the whole browser was closed since. */
  async confirmRestartIfAsked(): Promise<boolean> {
    const button = this.page.getByRole('button', { name: '浏览器已完全关闭过' });
    if (!(await button.isVisible())) return false;
    await button.click();
    await button.waitFor({ state: 'hidden', timeout: 20_000 });
    await pendingTab(this.page).waitFor({ timeout: 20_000 });
    return true;
  }

  async goTo(kind: Kind): Promise<void> {
    await this.page.keyboard.press(kind === 'unit' ? 'Control+Digit1' : 'Control+Digit2');
    await this.page.locator('.ag-row.desk-cursor').first().waitFor({ timeout: 10_000 });
  }

  /** One decision or batch; null if nothing on screen can be decided. */
  async decide(): Promise<Act | null> {
    const rows = await this.#findRows();
    if (!rows) return null;
    const { random } = this.ports;
    if (rows.run.length >= 3 && random.chance(0.15)) return this.#decideBatch(rows);
    const [name = ''] = rows.run;
    if (rows.kind === 'unit') {
      return random.chance(0.7)
        ? this.#press('unit', 'approve', name, ['KeyA'])
        : this.#press('unit', 'reject', name, ['KeyX', `Digit${random.int(1, 3)}`, 'Enter']);
    }
    const tag = random.weighted(TAG_WEIGHTS);
    return this.#press('attendee', `tag:${tag}`, name, [TAG_DIGITS[tag]]);
  }

  /** Presses Z on the newest act. */
  async undo(): Promise<void> {
    this.ports.witness.askUndo();
    this.ports.onConfirm('undo');
    await this.page.keyboard.press('KeyZ');
  }

  async #press(kind: Kind, verdict: Verdict, name: string, keys: readonly string[]): Promise<Act> {
    const act = this.ports.witness.ask(kind, verdict, [name]);
    for (const [index, key] of keys.entries()) {
      if (index === keys.length - 1) this.ports.onConfirm('decision');
      await this.page.keyboard.press(key);
    }
    await this.#hasMovedFrom(name);
    return act;
  }

  async #decideBatch({ kind, run }: Rows): Promise<Act> {
    const { page } = this;
    const { random, witness } = this.ports;
    const names = run.slice(0, random.int(2, Math.min(BATCH_MAX, run.length)));
    await page.keyboard.press('Space');
    for (let row = 1; row < names.length; row++) await page.keyboard.press('Shift+ArrowDown');
    await page.getByText(`已选 ${names.length} 项`).waitFor({ timeout: 5_000 });
    const tag = random.weighted(TAG_WEIGHTS);
    const act = witness.ask(kind, kind === 'unit' ? 'approve' : `tag:${tag}`, names);
    this.ports.onConfirm('batch');
    // So few go without a dialog, undone as one step.
    await page.keyboard.press(kind === 'unit' ? 'Control+Enter' : `Shift+${TAG_DIGITS[tag]}`);
    await this.#hasMovedFrom(names[0] ?? '');
    return act;
  }

  /** A decided row is left at once; one that was not decided after all is left by hand. */
  async #hasMovedFrom(name: string): Promise<void> {
    const { page } = this;
    // No handle is asked for: one that belongs to a page that has just died ends the harness itself.
    const hasMoved = await page.evaluate(
      ([former, limitMs]) =>
        new Promise<boolean>((resolve) => {
          const until = performance.now() + limitMs;
          const look = () => {
            const marked = document.querySelector('.ag-row.desk-cursor [col-id="name"]')?.textContent?.trim();
            if (marked !== former) resolve(true);
            else if (performance.now() > until) resolve(false);
            else requestAnimationFrame(look);
          };
          look();
        }),
      [name, MOVE_LIMIT_MS] as const,
    );
    if (hasMoved) return;
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
  }

  /**
   * A key means what the desk's cursor is on, and the list is painted after it: nobody decides before the
   * marked row and the heading beside it have said the same for a few frames.
   */
  async #isPainted(): Promise<boolean> {
    return this.page.evaluate(
      (limitMs) =>
        new Promise<boolean>((resolve) => {
          const until = performance.now() + limitMs;
          let agreed = '';
          let frames = 0;
          const look = () => {
            const marked =
              document.querySelector('.ag-row.desk-cursor [col-id="name"]')?.textContent?.trim() ?? '';
            const isAgreed =
              marked !== '' &&
              Array.from(document.querySelectorAll('h2')).some((each) => each.textContent?.trim() === marked);
            frames = isAgreed && agreed === marked ? frames + 1 : 0;
            agreed = marked;
            if (frames >= 3) resolve(true);
            else if (performance.now() > until) resolve(false);
            else requestAnimationFrame(look);
          };
          look();
        }),
      MOVE_LIMIT_MS,
    );
  }

  async #findRows(): Promise<Rows | null> {
    const { page } = this;
    const { witness } = this.ports;
    for (let looked = 0; looked < LOOKED_AT_MAX; looked++) {
      const { kind, rows } = (await this.#isPainted())
        ? await page.evaluate(readRows)
        : { kind: 'unit' as const, rows: [] };
      const isUsable = rows.map(
        ({ name, isReady }) =>
          isReady && this.ports.isUnique(kind, name) && !witness.isUndoUnderWay(kind, name),
      );
      const first = isUsable.indexOf(true);
      if (first === 0) {
        const end = isUsable.indexOf(false);
        return { kind, run: rows.slice(0, end < 0 ? rows.length : end).map(({ name }) => name) };
      }
      // Down to the next one that suits, or to the end of what is drawn.
      const steps = first < 0 ? Math.max(1, rows.length - 1) : first;
      for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowDown');
    }
    return null;
  }
}

/** Runs in the page: the cursor's row and those below it that are drawn. */
function readRows(): { kind: 'unit' | 'attendee'; rows: { name: string; isReady: boolean }[] } {
  const kind = location.hash.startsWith('#/attendees') ? ('attendee' as const) : ('unit' as const);
  const all = Array.from(document.querySelectorAll('.ag-row[row-index]'), (row) => ({
    index: Number(row.getAttribute('row-index')),
    isCursor: row.classList.contains('desk-cursor'),
    row,
  })).sort((a, b) => a.index - b.index);
  const from = all.findIndex(({ isCursor }) => isCursor);
  const label = (row: Element, column: string) =>
    row.querySelector(`[col-id="${column}"] [role="img"]`)?.getAttribute('aria-label') ?? '';
  const rows = (from < 0 ? [] : all.slice(from)).map(({ row }) => ({
    name: row.querySelector('[col-id="name"]')?.textContent?.trim() ?? '',
    isReady:
      label(row, 'findings') === '无提示' &&
      ['待审', '已补正', '待标注'].includes(label(row, 'status')) &&
      label(row, 'sync') === '未改动',
  }));
  return { kind, rows };
}
