/**
 * How long a preview takes, from a workbook's bytes to judged rows; run by hand, nothing is asserted:
 * `node --import tsx tests/workbooks/measurePreview.ts [rows] [people]`. Submissions lie open here; a desk
 * unseals them block by block besides.
 */
import { ImportRoom } from '../../renderer/desk/imports/importRoom.ts';
import {
  attendeeItem,
  makeRegister,
  residentId,
  seeded,
  unitItem,
} from '../../renderer/desk/imports/testing/register.ts';
import { readWorkbook } from '../../renderer/workbooks/readWorkbook.ts';
import { writeWorkbook } from '../../renderer/workbooks/writeWorkbook.ts';
import { findHeader, headerLabels } from '../../shared/workbooks/headerRows.ts';
import { listedRows } from '../../shared/workbooks/listedRows.ts';
import { mapColumns } from '../../shared/workbooks/listFields.ts';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';

const [rowCount = 10_000, peopleCount = 50_000] = process.argv.slice(2).map(Number);
const random = seeded(1);
const units = Array.from({ length: Math.ceil(peopleCount / 4) }, (_, at) =>
  unitItem(`u-${at}`, `广州示例${at}号有限公司`),
);
const people = Array.from({ length: peopleCount }, (_, at) => ({
  id: `a-${at}`,
  unitId: `u-${Math.floor(at / 4)}`,
  name: `示${String.fromCharCode(0x4e00 + (at % 900))}例`,
  documentNumber: residentId(at),
  phone: `138${10_000_000 + at}`,
}));
const register = makeRegister([
  ...units,
  ...people.map((person) => attendeeItem(person.id, person.unitId, person)),
]);
const rows = Array.from({ length: rowCount }, () => {
  const person = people[Math.floor(random() * peopleCount)];
  return person
    ? [person.name, person.documentNumber, `广州示例${person.unitId.slice(2)}号有限公司`, person.phone, 'VIP']
    : [];
});

/** Runs a step and tells its wall and processor time; the two differ where others use the machine. */
async function timed<T>(what: string, step: () => T | Promise<T>): Promise<T> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const value = await step();
  const used = process.cpuUsage(cpu);
  const cpuMs = (used.user + used.system) / 1000;
  console.log(
    `${what}: ${Math.round(performance.now() - wall)} ms, of which processor ${Math.round(cpuMs)} ms`,
  );
  return value;
}

console.log(`${rowCount} rows against ${peopleCount} people`);
const headers = ['姓名', '证件号码', '单位', '手机', '标签'];
const info = { sheetName: '说明', lines: [] };
const bytes = await timed('write xlsx', () => writeWorkbook({ sheetName: '名单', headers, rows, info }));
const read = await timed('read xlsx', () => readWorkbook({ name: 'list.xlsx', bytes }, READ_LIMITS));
if (!read.ok) throw new Error(read.refusal.why);
const [grid] = read.sheets;
if (!grid) throw new Error('no sheet');
const list = await timed('header, columns, rows', () => {
  const header = findHeader(grid);
  return header ? listedRows(grid, header, mapColumns(headerLabels(grid, header))) : [];
});
const imports = new ImportRoom({
  room: () => register.room,
  schedule: {
    after(_delayMs, task) {
      setImmediate(task);
      return () => undefined;
    },
  },
});
const reply = await timed('match and judge', () => imports.match({ rows: list, tag: null }));
console.log(reply.ok ? JSON.stringify(reply.counts) : reply.why);
