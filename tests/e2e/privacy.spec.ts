/** Locked means unreadable: nothing personal lies in clear anywhere in the browser's profile, HTTP cache included. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { expectToUpload, REVIEWER, shown, signIn } from './reviewer.ts';
import type { DeskRun } from './shells/shell.ts';

test.use({ gatewayOptions: { units: 120, seed: 5 } });
test.setTimeout(240_000);

/** Something the page itself ships, to prove that the search sees what is there. */
const CONTROL = '交易团';
const NOTE = '金丝雀附注请勿外传';

test('after lock the profile on the disk holds no name, number or phone', async ({ gateway, shell }) => {
  const profile = await mkdtemp(join(tmpdir(), 'desk-privacy-'));
  let run: DeskRun | null = null;
  try {
    const canaries = await personalTexts(gateway.origin);
    expect(canaries.length).toBeGreaterThan(100);

    run = await shell.open(profile, gateway.origin);
    const { page } = run;
    await page.goto(gateway.origin);
    await signIn(page);
    // Look at units and people, reveal a number, decide with a note, search by name: all that leaves traces.
    await page.keyboard.press('KeyA');
    await page.keyboard.press('KeyX');
    await page.keyboard.press('Digit1');
    await page.keyboard.press('KeyN');
    await page.keyboard.type(NOTE);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Digit2');
    const name = await shown(page).innerText();
    const reveal = page.getByRole('button', { name: /^按住显示证件号码/ });
    await reveal.hover();
    await page.mouse.down();
    await page.mouse.up();
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('searchbox').press('Escape');
    await page.keyboard.press('Digit1');
    await expectToUpload(page, 0);
    await page.keyboard.press('Control+KeyL');
    await expect(page.getByRole('form', { name: '解锁' })).toBeVisible();
    await run.close();

    const found = await search(profile, [...canaries, NOTE, CONTROL]);
    expect(found.get(CONTROL), 'the search itself').toBeDefined();
    found.delete(CONTROL);
    expect([...found.values()].flat(), 'files with personal data in clear').toEqual([]);
  } finally {
    // After a good end there is nothing left to kill.
    await run?.kill().catch(() => undefined);
    await rm(profile, { recursive: true, force: true });
  }
});

/** Names, document numbers, phones and e-mail addresses of everybody in the reviewer's scope. */
async function personalTexts(origin: string): Promise<string[]> {
  const submissions = await (await GatewayApi.signIn(origin, REVIEWER)).submissions();
  const texts = new Set<string>();
  for (const { material } of submissions.values()) {
    if ('unitName' in material) {
      const { phone, email } = material.contact;
      for (const text of [phone, email]) if (text) texts.add(text);
    } else {
      for (const text of [material.documentNumber, material.phone, material.email]) if (text) texts.add(text);
      // Two-character names occur by chance in the page's own texts.
      if (material.name.length > 2) texts.add(material.name);
    }
  }
  return [...texts].filter((text) => text.length >= 3);
}

/** Where each text occurs, as UTF-8 or UTF-16, in files as they are and in what is compressed in them. */
async function search(folder: string, texts: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const content of [bytes, ...inflated(bytes)]) {
      const haystack = content.toString('latin1');
      for (const text of texts) {
        const narrow = Buffer.from(text, 'utf8').toString('latin1');
        const wide = Buffer.from(text, 'utf16le').toString('latin1');
        if (haystack.includes(narrow) || haystack.includes(wide)) {
          found.set(text, [...(found.get(text) ?? []), path.slice(folder.length)]);
        }
      }
    }
  }
  return found;
}

/** Whatever in the bytes inflates: gzip members and zlib streams anywhere, the whole as brotli or raw deflate. */
function inflated(bytes: Buffer): Buffer[] {
  const contents: Buffer[] = [];
  const attempt = (task: () => Buffer) => {
    try {
      contents.push(task());
    } catch {
      // Not that kind of stream: most bytes are none.
    }
  };
  const lenient = { finishFlush: 2 };
  for (
    let at = bytes.indexOf('\x1f\x8b\x08', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('\x1f\x8b\x08', at + 1, 'latin1')
  ) {
    const from = at;
    attempt(() => gunzipSync(bytes.subarray(from), lenient));
  }
  if (bytes.length < 8 * 1024 * 1024) {
    for (const head of ['\x78\x01', '\x78\x9c', '\x78\xda']) {
      for (
        let at = bytes.indexOf(head, 0, 'latin1'), tries = 0;
        at >= 0 && tries < 200;
        at = bytes.indexOf(head, at + 1, 'latin1'), tries++
      ) {
        const from = at;
        attempt(() => inflateSync(bytes.subarray(from), lenient));
      }
    }
    attempt(() => brotliDecompressSync(bytes));
    attempt(() => inflateRawSync(bytes, lenient));
  }
  return contents;
}
