/** A workbook of submissions as an office fills it in, its images, and zips made to break a reader. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplePng } from '../../gateway/testing/sampleImage.ts';
import type { ImageBundle } from '../../renderer/workbooks/imageBundle.ts';
import { CIIE3 } from '../../shared/domain/profiles/ciie3.ts';
import { IMAGE_LIMITS, ImageFinder, isLeadingOut } from '../../shared/workbooks/imageNames.ts';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import type { EditionWords } from '../../shared/workbooks/submissionCells.ts';
import { type Part, zipOf } from './zipOf.ts';

let read: typeof import('../../renderer/workbooks/readWorkbook.ts')['readWorkbook'];
let book: typeof import('../../renderer/workbooks/submissionsBook.ts');
let write: typeof import('../../renderer/workbooks/writeWorkbook.ts')['writeWorkbook'];
let bundleOf: () => ImageBundle;
beforeAll(async () => {
  ({ readWorkbook: read } = await import('../../renderer/workbooks/readWorkbook.ts'));
  book = await import('../../renderer/workbooks/submissionsBook.ts');
  ({ writeWorkbook: write } = await import('../../renderer/workbooks/writeWorkbook.ts'));
  const { ImageBundle } = await import('../../renderer/workbooks/imageBundle.ts');
  bundleOf = () => new ImageBundle();
});

const FIXTURE = join(import.meta.dirname, 'fixtures/libreoffice-submissions.xlsx');
const WORDS: EditionWords = {
  subGroupId: CIIE3.subGroups.map(({ id, name }) => [id, name.zh, name.en]),
  entryPeriod: CIIE3.entryPeriods.map(({ id, label }) => [id, label.zh, label.en]),
};
const png = (seed: number): Part => ({ name: '', content: new Uint8Array(samplePng(seed)) });
const zip = (parts: readonly Part[], name = 'images.zip') => ({
  path: name,
  file: new Blob([new Uint8Array(zipOf(parts))]),
});

async function sheetsOf(bytes: Uint8Array, name = 'book.xlsx') {
  const result = await read({ name, bytes }, READ_LIMITS);
  if (!result.ok) throw new Error(result.refusal.why);
  return result.sheets;
}

describe('a workbook that LibreOffice has written', () => {
  it('gives its rows, each wrong one with the field and the reason', async () => {
    const bundle = bundleOf();
    await bundle.take([
      zip([
        { ...png(1), name: '图片/licence-1.png' },
        { ...png(2), name: 'person-1.PNG' },
      ]),
    ]);
    const reading = await book.readSubmissions(await sheetsOf(await readFile(FIXTURE)), bundle, WORDS);
    if (!reading.ok) throw new Error(reading.why);
    expect(reading.ignored).toEqual(['备注']);
    const told = reading.rows.map(({ sheet, rowNumber, refusals, material, imageHash }) => [
      `${sheet} ${rowNumber}`,
      refusals.map(({ field, why }) => `${field} ${why}`).join(),
      material !== undefined,
      imageHash !== undefined,
    ]);
    expect(told).toEqual([
      ['units 3', '', true, true],
      ['units 4', '', true, false],
      ['units 5', 'uscc badCode', false, false],
      ['units 6', 'subGroupId unknownWord', false, false],
      ['attendees 2', '', true, true],
      ['attendees 3', '', true, false],
      ['attendees 4', 'documentNumber lostDigits', false, false],
      ['attendees 5', '', true, false],
      ['attendees 6', 'documentNumber repeated', false, false],
      ['attendees 7', 'phone missing', false, false],
      ['attendees 8', 'photo noImage', false, false],
    ]);
    expect(reading.rows[0]).toMatchObject({
      subGroupId: 'guangzhou',
      material: {
        category: 'enterprise',
        isReturning: false,
        purchaseIntents: [{ category: '装备', product: '数控机床', amount: '120.5' }],
      },
    });
    // As a person would read it: the number says the birth date.
    expect(reading.rows[4]).toMatchObject({
      material: { documentType: 'residentId', birthDate: '1985-03-12' },
    });
  });

  it('finds an image that bears the code or the number as its name', async () => {
    const sheets = await sheetsOf(await readFile(FIXTURE));
    const plain = await book.readSubmissions(sheets, bundleOf(), WORDS);
    if (!plain.ok) throw new Error(plain.why);
    const [, unit, , , , person] = plain.rows;
    const bundle = bundleOf();
    const name = `${person?.key.split(':')[1]}.png`;
    await bundle.take([
      zip([
        { ...png(3), name: `照片/${unit?.key}.png` },
        { ...png(4), name },
      ]),
    ]);
    const reading = await book.readSubmissions(sheets, bundle, WORDS);
    if (!reading.ok) throw new Error(reading.why);
    expect(reading.rows.filter(({ imageHash }) => imageHash).map(({ rowNumber }) => rowNumber)).toEqual([
      4, 3,
    ]);
  });

  it('hands the refused rows back so that, mended, they can be read again', async () => {
    const sheets = await sheetsOf(await readFile(FIXTURE));
    const words = {
      sheets: { units: '单位', attendees: '人员' },
      info: { sheetName: '说明', lines: [] },
      language: 'zh',
    } as const;
    const refused = book.refusedBook(
      sheets,
      [
        { sheet: 'units', rowNumber: 5, reason: '代码有误' },
        { sheet: 'attendees', rowNumber: 5, reason: '没有这个单位' },
      ],
      { ...words, info: { sheetName: '说明', lines: [['用途', '退回']] }, reasonHeader: '未导入原因' },
    );
    const again = await sheetsOf(write(refused));
    expect(again[0]?.rows[1]?.at(-1)).toBe('代码有误');
    const reading = await book.readSubmissions(again, bundleOf(), WORDS);
    if (!reading.ok) throw new Error(reading.why);
    expect(reading.rows.map(({ sheet, material }) => [sheet, material !== undefined])).toEqual([
      ['units', false],
      ['attendees', true],
    ]);
  });
});

it.each(['zh', 'en'] as const)(
  'the template in %s has every column that is read, and no missing one',
  async (language) => {
    const words = {
      sheets: { units: 'U', attendees: 'A' },
      info: { sheetName: 'I', lines: [['x', 'y']] as [string, string][] },
      language,
    };
    const sheets = await sheetsOf(write(book.templateBook(words, WORDS)));
    expect(sheets.map(({ name }) => name)).toEqual(['U', 'A', 'I']);
    const reading = await book.readSubmissions(sheets, bundleOf(), WORDS);
    expect(reading).toMatchObject({ ok: true, rows: [], sheets: ['U', 'A'] });
  },
);

describe('images', () => {
  const whyOf = async (files: Parameters<ImageBundle['take']>[0]) => {
    const reply = await bundleOf().take(files);
    return reply.ok ? reply : reply.refusal.why;
  };

  it('a name that leads out of the folder refuses the whole zip', async () => {
    for (const name of [
      '../up.png',
      'a/../../up.png',
      '/etc/up.png',
      'C:\\up.png',
      '..\\up.png',
      'a\0b.png',
    ]) {
      expect(isLeadingOut(name), name).toBe(true);
      expect(
        await whyOf([
          zip([
            { ...png(1), name: 'good.png' },
            { ...png(2), name },
          ]),
        ]),
      ).toBe('leadsOut');
    }
    for (const name of ['a..b.png', '图片/一.png', 'a/.../b.png', '..a.png'])
      expect(isLeadingOut(name), name).toBe(false);
  });

  it('ten thousand of them are refused by their number, before any is unpacked', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      name: `${at}.png`,
      content: new Uint8Array(1),
    }));
    expect(await whyOf([zip(many)])).toBe('tooManyImages');
    const files = many
      .slice(0, IMAGE_LIMITS.images + 1)
      .map(({ name }) => ({ path: name, file: new Blob([]) }));
    expect(await whyOf(files)).toBe('tooManyImages');
  });

  it('a bomb is refused by what it declares, or unpacked no further than the limit where it lies', async () => {
    const zeros = new Uint8Array(40 * 1024 * 1024);
    expect(await whyOf([zip([{ name: 'bomb.png', content: zeros }])])).toBe('bomb');
    const lying = bundleOf();
    await lying.take([zip([{ name: 'lie.png', content: zeros, declaredBytes: 1000 }])]);
    expect(await lying.image('lie.png')).toEqual({ ok: false, why: 'imageTooLarge' });
    // Declared as a gigabyte and a half together: refused without unpacking.
    const large = Array.from({ length: 200 }, (_, at) => ({
      ...png(at),
      name: `${at}.png`,
      declaredBytes: 7.9 * 1024 * 1024,
    }));
    expect(await whyOf([zip(large)])).toBe('tooLarge');
  });

  it('200 MB, a password, a cut-off file, a wrong type: each by its name', async () => {
    const huge = { path: 'huge.zip', file: { size: 201 * 1024 * 1024 } as Blob };
    expect(await whyOf([huge])).toBe('tooLarge');
    expect(await whyOf([zip([{ ...png(1), name: 'a.png', isEncrypted: true }])])).toBe('encrypted');
    const whole = zipOf([{ ...png(1), name: 'a.png' }]);
    expect(await whyOf([{ path: 'cut.zip', file: new Blob([whole.slice(0, 60)]) }])).toBe('damaged');
    const gone = {
      path: 'gone.zip',
      file: { size: 10, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob,
    };
    expect(await whyOf([gone])).toBe('unreadable');
    const bundle = bundleOf();
    const text = new TextEncoder().encode('<svg onload="alert(1)"/>');
    expect(
      await bundle.take([
        zip([
          { name: 'x.png', content: text },
          { name: 'notes.txt', content: text },
          { name: '__MACOSX/._x.png', content: text },
        ]),
      ]),
    ).toEqual({ ok: true, images: 1, others: 2 });
    expect(await bundle.image('x.png')).toEqual({ ok: false, why: 'badImage' });
    expect(await bundle.image('notes.txt')).toEqual({ ok: false, why: 'noImage' });
  });

  it('two of one name are told apart by their folders only', () => {
    const finder = new ImageFinder(['甲/照片.JPG', '乙/照片.jpg', 'one.png']);
    expect(finder.named('照片.jpg')).toBe('many');
    expect(finder.named('甲\\照片.jpg')).toEqual({ path: '甲/照片.JPG' });
    expect(finder.named('ONE')).toEqual({ path: 'one.png' });
    expect(finder.named('two.png')).toBe('none');
    expect(finder.ofKey('residentId:one')).toEqual({ path: 'one.png' });
  });
});
