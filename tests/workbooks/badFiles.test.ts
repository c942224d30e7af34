/** Files made to break a reader: bombs, a million rows, passwords, other programs' formats; each has its sentence. */
import { beforeAll, describe, expect, it } from 'vitest';
import { READ_LIMITS, type ReadLimits } from '../../shared/workbooks/readOutcome.ts';
import { type Part, zipOf } from './zipOf.ts';

let readWorkbook: typeof import('../../renderer/workbooks/readWorkbook.ts')['readWorkbook'];
let xlsx: typeof import('xlsx');
beforeAll(async () => {
  ({ readWorkbook } = await import('../../renderer/workbooks/readWorkbook.ts'));
  xlsx = await import('xlsx');
});
const encode = (text: string) => new TextEncoder().encode(text);

const read = (bytes: Uint8Array, name = 'list.xlsx', limits: ReadLimits = READ_LIMITS) =>
  readWorkbook({ name, bytes }, limits);
const WORKBOOK: Part = { name: 'xl/workbook.xml', content: encode('<workbook/>') };

describe('zip bombs', () => {
  it('that declare themselves are refused unopened', async () => {
    const bomb: Part = {
      name: 'xl/worksheets/sheet1.xml',
      content: encode('x'),
      declaredBytes: 4_000_000_000,
    };
    expect(await read(zipOf([WORKBOOK, bomb]))).toEqual({
      ok: false,
      refusal: { why: 'inflatesTooFar', bytesMax: READ_LIMITS.inflatedBytes },
    });
  });

  it('that lie are stopped where the limit is', async () => {
    const limits = { ...READ_LIMITS, inflatedBytes: 1_000_000 };
    const bomb: Part = {
      name: 'xl/media/image1.png',
      content: new Uint8Array(20_000_000),
      declaredBytes: 10,
    };
    const zip = zipOf([WORKBOOK, bomb]);
    expect(zip.length).toBeLessThan(30_000);
    expect(await read(zip, 'list.xlsx', limits)).toMatchObject({ refusal: { why: 'inflatesTooFar' } });
  });

  it('of thousands of parts are refused', async () => {
    const parts = Array.from({ length: 5_001 }, (_, at) => ({ name: `xl/${at}`, content: encode('') }));
    expect(await read(zipOf([WORKBOOK, ...parts]))).toMatchObject({ refusal: { why: 'inflatesTooFar' } });
  });
});

describe('too much', () => {
  const sheet = (rows: number, cell: (row: number) => string) =>
    encode(
      `<worksheet><sheetData>${Array.from({ length: rows }, (_, at) => `<row r="${at + 1}">${cell(at)}</row>`).join('')}</sheetData></worksheet>`,
    );

  it('is a million rows: counted, not parsed', async () => {
    const content = sheet(1_000_000, (row) => `<c r="A${row + 1}"><v>1</v></c>`);
    const result = await read(zipOf([WORKBOOK, { name: 'xl/worksheets/sheet1.xml', content }]));
    expect(result).toEqual({
      ok: false,
      refusal: { why: 'tooManyRows', rows: 1_000_000, rowsMax: READ_LIMITS.rows },
    });
  });

  it('is not a million rows that hold only formats', async () => {
    const book = xlsx.utils.book_new();
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['姓名'], ['林示例']]), 'Sheet1');
    const plain = new Uint8Array(xlsx.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    const zip = xlsx.CFB.read(plain, { type: 'array' });
    const part = xlsx.CFB.find(zip, '/xl/worksheets/sheet1.xml');
    if (!part) throw new Error('no sheet');
    const empty = Array.from(
      { length: 300_000 },
      (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="0"/></row>`,
    );
    const xml = new TextDecoder().decode(Uint8Array.from(part.content as Uint8Array));
    const content = encode(xml.replace('</sheetData>', `${empty.join('')}</sheetData>`));
    Object.assign(part, { content, size: content.length });
    const bytes = xlsx.CFB.write(zip, { fileType: 'zip', type: 'array', compression: true });
    const result = await read(Uint8Array.from(bytes as unknown as number[]));
    expect(result).toMatchObject({ ok: true, sheets: [{ rows: [['姓名'], ['林示例']] }] });
  });

  it('is a file over the limit, which is not even looked at', async () => {
    const bytes = new Uint8Array(2_000);
    const limits = { ...READ_LIMITS, fileBytes: 1_000 };
    expect(await read(bytes, 'list.xlsx', limits)).toEqual({
      ok: false,
      refusal: { why: 'tooLarge', bytes: 2_000, bytesMax: 1_000 },
    });
  });

  it('is a csv of too many lines, and columns beyond the limit are cut with a word', async () => {
    const lines = Array.from({ length: READ_LIMITS.rows + 2 }, () => 'a,b').join('\n');
    expect(await read(encode(lines), 'list.csv')).toMatchObject({ refusal: { why: 'tooManyRows' } });
    const wide = Array.from({ length: 300 }, (_, at) => `c${at}`).join(',');
    const result = await read(encode(wide), 'list.csv');
    expect(result).toMatchObject({ ok: true, notices: [{ code: 'columnsCut', columnsMax: 200 }] });
    if (result.ok) expect(result.sheets[0]?.rows[0]).toHaveLength(200);
  });
});

describe('other files', () => {
  it('with a password, as newer programs wrap them, are told apart from damage', async () => {
    const { CFB } = xlsx;
    const file = CFB.utils.cfb_new();
    CFB.utils.cfb_add(file, '/EncryptionInfo', new Uint8Array(200));
    CFB.utils.cfb_add(file, '/EncryptedPackage', new Uint8Array(5_000));
    const bytes = Uint8Array.from(CFB.write(file, { type: 'array' }) as unknown as number[]);
    expect(await read(bytes)).toEqual({ ok: false, refusal: { why: 'encrypted' } });
  });

  it('with an encrypted part are refused as such', async () => {
    expect(await read(zipOf([{ ...WORKBOOK, isEncrypted: true }]))).toEqual({
      ok: false,
      refusal: { why: 'encrypted' },
    });
  });

  it.each([
    ['%PDF-1.7', 'pdf'],
    ['{\\rtf1', 'rtf'],
    ['\uFEFF<html><table>', 'html'],
    ['<?xml version="1.0"?><Workbook>', 'html'],
  ])('that are no workbook say what they are: %s', async (head, kind) => {
    expect(await read(encode(head), 'list.xls')).toEqual({
      ok: false,
      refusal: { why: 'notWorkbook', kind },
    });
  });

  it('that are another kind of zip are no workbook', async () => {
    const zip = zipOf([{ name: 'word/document.xml', content: encode('<w/>') }]);
    expect(await read(zip)).toEqual({ ok: false, refusal: { why: 'notWorkbook', kind: 'zip' } });
  });

  it('that are empty, blank or no text at all say so', async () => {
    expect(await read(new Uint8Array(0))).toMatchObject({ refusal: { why: 'empty' } });
    expect(await read(encode(' \n,,\n'), 'list.csv')).toMatchObject({ refusal: { why: 'noRows' } });
    expect(await read(new Uint8Array([0, 1, 2, 3, 0xff]), 'list.csv')).toMatchObject({
      refusal: { why: 'binaryText' },
    });
  });
});
