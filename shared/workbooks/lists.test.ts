/** Headers, columns, numbers and texts of lists, as people really write them. */
import { describe, expect, it } from 'vitest';
import { delimiterOf, readDelimited, writeCsv } from './delimitedText.ts';
import { neutraliseFormula, withoutNeutraliser } from './formulaGuard.ts';
import { findHeader, headerLabels } from './headerRows.ts';
import { rowsWithReasons } from './listedRows.ts';
import { fieldOfHeader, mapColumns, repeatedHeaders } from './listFields.ts';
import { lostPrecision } from './precision.ts';
import type { SheetGrid } from './sheetGrid.ts';
import { columnWidths, safeFileName, safeSheetName } from './tableBook.ts';
import { tagOfWord } from './tagWords.ts';
import { decodeText } from './textEncoding.ts';

describe('headers', () => {
  it.each([
    ['姓名', 'name'],
    ['名字', 'name'],
    ['Name', 'name'],
    ['姓 名（必填）', 'name'],
    ['证件号', 'documentNumber'],
    ['身份证', 'documentNumber'],
    ['ID No.', 'documentNumber'],
    ['单位', 'unit'],
    ['公司', 'unit'],
    ['手机', 'phone'],
    ['电话', 'phone'],
    ['联系方式 / 手机', 'phone'],
    ['标签', 'tag'],
    ['Ｎａｍｅ', 'name'],
    ['备注', null],
  ])('%s is %s', (header, field) => expect(fieldOfHeader(header)).toBe(field));

  it('map to the commonest column, the first of equals', () => {
    expect(mapColumns(['序号', '联系人', '姓名', '姓名', '单位电话', '手机'])).toEqual({
      name: 2,
      documentNumber: null,
      unit: null,
      phone: 5,
      tag: null,
    });
    expect(repeatedHeaders(['姓名', '备注', ' 姓名 ', '', ''])).toEqual([' 姓名 ']);
  });

  it('are found below titles, and not where there are none', () => {
    const rows = [['进博会名单'], [], ['姓名', '单位'], ['林示例', '广州示例贸易有限公司']];
    expect(findHeader({ rows, merges: [] })).toEqual({ first: 2, last: 2 });
    expect(findHeader({ rows: rows.slice(3), merges: [] })).toBeNull();
    expect(headerLabels({ rows, merges: [] }, { first: 2, last: 2 })).toEqual(['姓名', '单位']);
  });
});

describe('document numbers a spreadsheet has ruined', () => {
  it.each([
    ['1.10105E+17', undefined, 'scientific'],
    ['1.1E17', undefined, 'scientific'],
    ['110105194912310000', 'number', 'rounded'],
    ['110105194912310000', undefined, 'rounded'],
    ['12345678', 'number', 'numeric'],
    ['11010519491231002X', undefined, null],
    ['E12345678', undefined, null],
    // A citizen's number that truly ends in zeros: its check digit is right.
    ['440106198503061000', undefined, null],
    ['', undefined, null],
  ] as const)('%s as %s: %s', (raw, mark, lost) => {
    expect(lostPrecision(raw, mark)).toBe(lost);
  });
});

describe('formulas', () => {
  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|x', '＝1', '\n'])(
    '%j is made a text and read back',
    (text) => {
      expect(neutraliseFormula(text)).toBe(`'${text}`);
      expect(withoutNeutraliser(neutraliseFormula(text))).toBe(text);
    },
  );

  it('leave names and numbers alone', () => {
    for (const text of ['林示例', '13800000001', "O'Neil", "'quoted'", '']) {
      expect(neutraliseFormula(text)).toBe(text);
      expect(withoutNeutraliser(text)).toBe(text);
    }
  });
});

describe('tables as text', () => {
  it('are written and read back', () => {
    const rows = [
      ['a', 'b"c', 'd,e'],
      ['two\r\nlines', '', ' padded '],
    ];
    const text = writeCsv(rows);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(readDelimited(text.slice(1), 10).rows).toEqual(rows);
  });

  it('know pasted cells by their tabs, and bear odd quotes and line ends', () => {
    expect(delimiterOf('姓名\t单位\n林\t广州,深圳')).toBe('\t');
    expect(delimiterOf('a;b;c\n1;2;3')).toBe(';');
    expect(readDelimited('5" pipe,x\r"open,y\rz', 10).rows).toEqual([
      ['5" pipe', 'x'],
      ['"open', 'y'],
      ['z'],
    ]);
    expect(readDelimited('a\nb\nc', 2)).toEqual({ rows: [['a'], ['b']], isCut: true });
  });

  it('tell their encoding', () => {
    expect(decodeText(new TextEncoder().encode('\uFEFF姓名'))).toEqual({ text: '姓名', encoding: 'utf-8' });
    expect(decodeText(new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]))).toEqual({
      text: '姓名',
      encoding: 'gb18030',
    });
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0xd3, 0x59]))).toEqual({
      text: '姓',
      encoding: 'utf-16le',
    });
    expect(decodeText(new Uint8Array([0xff, 0x00, 0x01]))).toBeNull();
  });
});

describe('words and names', () => {
  it('of tags are understood, others not', () => {
    expect(['VIP', 'vip 嘉宾', '工作人员', '专业观众', ' ', '其他'].map(tagOfWord)).toEqual([
      'vip',
      'vip',
      'staff',
      'professional',
      'blank',
      null,
    ]);
  });

  it('of files and sheets keep what systems allow', () => {
    expect(safeFileName('../广州:名单?.xlsx')).toBe('广州 名单 .xlsx');
    expect(safeFileName('...')).toBe('export');
    expect(safeSheetName('a/b[c]:d'.repeat(8))).toBe('a b c  da b c  da b c  da b c');
    expect(safeSheetName("'导出'")).toBe('导出');
    expect(safeSheetName('说明', '说明')).toBe('说明 (2)');
    expect(columnWidths(['姓名'], [['广州示例贸易有限公司']])).toEqual([21]);
  });
});

describe('rows given back with their reason', () => {
  it('keep the list’s own columns and fill merged units', () => {
    const grid: SheetGrid = {
      name: 's',
      rows: [['姓名', '单位'], ['甲', '示例公司'], ['乙']],
      marks: new Map(),
      merges: [{ firstRow: 1, lastRow: 2, firstColumn: 1, lastColumn: 1 }],
      isHidden: false,
    };
    expect(rowsWithReasons(grid, { first: 0, last: 0 }, new Map([[3, '未找到']]), '原因')).toEqual({
      headers: ['姓名', '单位', '原因'],
      rows: [['乙', '示例公司', '未找到']],
    });
  });
});
