import { expect, it } from 'vitest';
import { rowsAsText } from './rowsAsText.ts';

it('keeps one line a row and runs nothing', () => {
  expect(
    rowsAsText(
      ['姓名', '证件号码'],
      [
        ['陈**', '110105********002X'],
        ['=cmd|x', '一\t二\r\n三'],
      ],
    ),
  ).toBe("姓名\t证件号码\r\n陈**\t110105********002X\r\n'=cmd|x\t一 二 三");
});
