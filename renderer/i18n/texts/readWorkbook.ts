/** Reading a workbook that others made: why a file is refused, and what was noticed in one that is not. */
import type { Texts } from './pairs.ts';

export const readWorkbookTexts = {
  'read.why.title': ['无法读取「{{name}}」', '“{{name}}” cannot be read'],
  'read.why.empty': ['文件是空的。', 'The file is empty.'],
  'read.why.noRows': ['文件中没有任何数据。', 'There is nothing in the file.'],
  'read.why.encrypted': [
    '文件设有密码。请在 Excel 或 WPS 中取消密码后另存，再导入。',
    'The file has a password. Remove it in Excel or WPS, save, and try again.',
  ],
  'read.why.damaged': [
    '文件已损坏或不完整。请在 Excel 或 WPS 中打开并另存为 xlsx，再导入。',
    'The file is damaged or incomplete. Open it in Excel or WPS, save it as xlsx, and try again.',
  ],
  'read.why.unreadable': [
    '文件正被其他程序占用，或已移走。请关闭占用它的程序后重试。',
    'The file is in use by another program, or gone. Close that program and try again.',
  ],
  'read.why.binaryText': [
    '这不是文本或表格文件。请选择 xlsx、xls、ods 或 csv。',
    'This is neither text nor a workbook. Choose an xlsx, xls, ods or csv file.',
  ],
  'read.why.tooSlow': [
    '读取超过一分钟，已停止。请只保留名单所在的工作表，另存后重试。',
    'Reading took more than a minute and was stopped. Keep only the sheet with the list, save, and try again.',
  ],
  'read.why.cancelled': ['已停止读取。', 'Reading was stopped.'],
  'read.why.tooLarge': [
    '文件有 {{size}}，上限为 {{max}}。请删去图片和无关工作表后另存。',
    'The file has {{size}}; the limit is {{max}}. Remove pictures and other sheets, and save it again.',
  ],
  'read.why.inflatesTooFar': [
    '文件展开后超过 {{max}}，可能有问题，未作读取。请核实来源。',
    'Unpacked, the file exceeds {{max}}, which is suspicious; it was not read. Check where it comes from.',
  ],
  'read.why.tooManyRows': [
    '表中有 {{rows}} 行以上，上限为 {{max}} 行。请分成几份导入。',
    'The list has {{rows}} rows or more; the limit is {{max}}. Split it and import the parts.',
  ],
  'read.why.tooManySheets': [
    '文件有 {{sheets}} 张工作表，上限为 {{max}}。请只保留需要的。',
    'The file has {{sheets}} sheets; the limit is {{max}}. Keep those that are needed.',
  ],
  'read.why.notWorkbook.zip': [
    '这是压缩包或其他程序的文件，不是工作簿。',
    'This is an archive or another program’s file, not a workbook.',
  ],
  'read.why.notWorkbook.compound': [
    '这是 Word 等其他程序的文件，不是工作簿。',
    'This is a file of another program, such as Word, not a workbook.',
  ],
  'read.why.notWorkbook.html': [
    '这是以 xls 命名的网页。请在 Excel 或 WPS 中打开，另存为 xlsx 后再导入（注意证件号码列应为文本）。',
    'This is a web page under the name of a workbook. Open it in Excel or WPS and save it as xlsx, with the numbers as text.',
  ],
  'read.why.notWorkbook.pdf': [
    '这是 PDF，请向对方索取表格文件。',
    'This is a PDF. Ask for the list as a workbook.',
  ],
  'read.why.notWorkbook.image': [
    '这是图片，请向对方索取表格文件。',
    'This is a picture. Ask for the list as a workbook.',
  ],
  'read.why.notWorkbook.rtf': ['这是文字文档，不是工作簿。', 'This is a text document, not a workbook.'],
  'read.why.notWorkbook.other': ['这是压缩包，请先解压。', 'This is an archive. Unpack it first.'],
  'read.why.notWorkbook.text': ['这不是工作簿。', 'This is not a workbook.'],
  'read.notice.misnamed': [
    '文件名的后缀与内容不符，已按内容读取。',
    'The file’s ending does not fit its content; it was read by its content.',
  ],
  'read.notice.macrosIgnored': [
    '文件含有宏：只读取了数据，宏未运行。',
    'The file has macros: only its data was read, no macro was run.',
  ],
  'read.notice.gb18030': ['按 GB18030 编码读取。', 'Read as GB18030.'],
  'read.notice.utf16': ['按 UTF-16 编码读取。', 'Read as UTF-16.'],
  'read.notice.formulas': [
    '{{count}} 个单元格是公式，取其保存时的结果。',
    '{{count}} cells are formulas; the values stored with them were used.',
    'One cell is a formula; the value stored with it was used.',
  ],
  'read.notice.formulasWithoutValue': [
    '{{count}} 个公式没有保存结果，视为空白。请在 Excel 或 WPS 中打开并保存后重试。',
    '{{count}} formulas have no stored value and count as empty. Open and save the file in Excel or WPS first.',
    'One formula has no stored value and counts as empty. Open and save the file in Excel or WPS first.',
  ],
  'read.notice.cellErrors': [
    '{{count}} 个单元格是错误值（如 #N/A），视为空白。',
    '{{count}} cells hold errors such as #N/A and count as empty.',
    'One cell holds an error such as #N/A and counts as empty.',
  ],
  'read.notice.columnsCut': [
    '只读取了前 {{columnsMax}} 列。',
    'Only the first {{columnsMax}} columns were read.',
  ],
  'read.notice.sheetsAlike': ['工作表内容相同：{{names}}。', 'These sheets are the same: {{names}}.'],
  'read.notice.duplicateHeaders': [
    '表头重复：{{names}}，请核对所选的列。',
    'Headers occur twice: {{names}}. Check the chosen columns.',
  ],
} as const satisfies Texts;
