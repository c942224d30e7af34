/** A list applied as the reviewer saw it: what goes, what does not and why, one act, one undo; never a wrong person. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import type { ListedRow } from '../../../shared/workbooks/listedRows.ts';
import { lostPrecision } from '../../../shared/workbooks/precision.ts';
import type { CellMark } from '../../../shared/workbooks/sheetGrid.ts';
import type { ImportOutcome, ImportRow, ImportSummary } from '../contract/imports.ts';
import { IMPORT_OUTCOMES } from '../contract/imports.ts';
import type { Scheduler } from '../ports.ts';
import { ImportRoom } from './importRoom.ts';
import {
  attendeeItem,
  makeRegister,
  type Register,
  residentId,
  seeded,
  unitItem,
} from './testing/register.ts';

const schedule: Scheduler = {
  after(_delayMs, task) {
    queueMicrotask(task);
    return () => undefined;
  },
};
const listed = (row: Partial<ListedRow>, at = 0): ListedRow => ({
  rowNumber: at + 2,
  name: '',
  documentNumber: '',
  unit: '',
  phone: '',
  tag: '',
  lost: null,
  ...row,
});

let register: Register;
let imports: ImportRoom;
beforeEach(() => {
  register = makeRegister([
    unitItem('u-1', '广州示例贸易有限公司'),
    unitItem('u-2', '广州样本实业有限公司', { status: 'pendingReview' }),
    attendeeItem('a-1', 'u-1', { name: '林示例', documentNumber: residentId(1), phone: '13800000001' }),
    attendeeItem('a-2', 'u-1', { name: '陈样本', documentNumber: residentId(2), phone: '13800000002' }),
    attendeeItem('a-3', 'u-2', { name: '黄试用', documentNumber: residentId(3), phone: '13800000003' }),
    attendeeItem(
      'a-4',
      'u-1',
      { name: '何虚构', documentNumber: residentId(4), phone: '13800000004' },
      { status: 'badgeReady', tag: 'professional' },
    ),
    attendeeItem('a-5', 'u-2', {
      name: '梁练习',
      documentNumber: `${residentId(5).slice(0, 17)}#`,
      phone: '1',
    }),
  ]);
  imports = new ImportRoom({ room: () => register.room, schedule });
});

async function match(rows: Partial<ListedRow>[], tag: Tag | null = 'vip'): Promise<ImportSummary> {
  const reply = await imports.match({ rows: rows.map(listed), tag });
  if (!reply.ok) throw new Error(reply.why);
  return reply;
}
const all = (summary: ImportSummary): ImportRow[] =>
  imports.rows(summary.importId, [...IMPORT_OUTCOMES], 0, 1_000_000).rows;
const tagOf = (id: string) => {
  const { attendees } = register.context.index;
  return attendees.tag.get(attendees.find(id) ?? -1);
};

describe('a list', () => {
  it('is applied as one act, and taken back as one', async () => {
    const summary = await match([
      { documentNumber: residentId(1) },
      { name: '陈样本', phone: '13800000002', tag: '工作人员' },
      { name: '黄试用', unit: '广州样本实业（有限责任公司）' },
    ]);
    expect(summary.counts).toMatchObject({ change: 3 });
    expect(summary.byTag).toEqual({ vip: 2, staff: 1, professional: 0 });
    // The third one's unit is not approved yet.
    expect(summary.inPersonReview).toBe(2);
    expect(imports.apply(summary.importId, { includeFlagged: false })).toMatchObject({
      decided: 3,
      refused: [],
    });
    expect(register.frames).toHaveLength(1);
    expect(['a-1', 'a-2', 'a-3'].map(tagOf)).toEqual(['vip', 'staff', 'vip']);
    expect(register.room.undo()).toMatchObject({ ok: true, count: 3 });
    expect(['a-1', 'a-2', 'a-3'].map(tagOf)).toEqual([null, null, null]);
  });

  it('says of each row why it does not go', async () => {
    const summary = await match(
      [
        { name: '林示例' },
        { name: '不在此处' },
        { name: '何虚构', documentNumber: residentId(4), tag: 'VIP' },
        { name: '林示例', documentNumber: residentId(1), lost: 'rounded', tag: 'VIP' },
        { name: '林示例', phone: '13800000001', tag: '不知所云' },
        { phone: '13800000001', tag: 'VIP' },
        { name: '林**', documentNumber: '440106********1018', tag: 'VIP' },
        { name: '陈样本', documentNumber: residentId(2), tag: '' },
      ],
      null,
    );
    expect(all(summary).map(({ outcome, unusable }) => unusable ?? outcome)).toEqual([
      'tagMissing',
      'tagMissing',
      'blocked',
      'rounded',
      'tagUnknown',
      'noKey',
      'masked',
      'tagMissing',
    ]);
    const named = await match([{ name: '林示例' }, { name: '不在此处' }]);
    expect(all(named).map(({ outcome, doubt }) => [outcome, doubt])).toEqual([
      ['doubtful', 'nameOnly'],
      ['none', null],
    ]);
    expect(imports.apply(named.importId, { includeFlagged: true }).decided).toBe(0);
  });

  it('leaves flagged people out unless they are included', async () => {
    const summary = await match([{ name: '梁练习', unit: '广州样本实业有限公司' }]);
    expect(summary.counts.flagged).toBe(1);
    expect(imports.apply(summary.importId, { includeFlagged: false }).decided).toBe(0);
    expect(imports.apply(summary.importId, { includeFlagged: true }).decided).toBe(1);
  });

  it('knows decisions that are not uploaded yet', async () => {
    const first = await match([{ documentNumber: residentId(1) }]);
    imports.apply(first.importId, { includeFlagged: false });
    const again = await match([{ documentNumber: residentId(1) }]);
    expect(again.counts.already).toBe(1);
    const other = await match([{ documentNumber: residentId(1), tag: '工作人员' }]);
    expect(other.counts.changesUnsent).toBe(1);
    imports.apply(other.importId, { includeFlagged: false });
    expect(tagOf('a-1')).toBe('staff');
    // Undo brings back what the list had replaced.
    register.room.undo();
    expect(tagOf('a-1')).toBe('vip');
  });

  it('counts a person once, and not at all when its rows disagree', async () => {
    const row = { documentNumber: residentId(1) };
    const same = await match([row, row, { name: '陈样本', documentNumber: residentId(2) }]);
    expect(same.counts).toMatchObject({ change: 2, repeated: 1 });
    const differing = await match([row, { ...row, tag: '工作人员' }]);
    expect(differing.counts).toMatchObject({ change: 0, contradicted: 2 });
  });

  it('takes the reviewer’s word on a question, and back', async () => {
    const summary = await match([{ name: '林示例' }]);
    const chosen = imports.choose(summary.importId, 0, 'a-1');
    expect(chosen).toMatchObject({ ok: true, counts: { change: 1, doubtful: 0 } });
    expect(imports.rows(summary.importId, ['doubtful'], 0, 10).rows[0]?.chosen).toBe('a-1');
    expect(imports.choose(summary.importId, 0, null)).toMatchObject({ counts: { change: 0, doubtful: 1 } });
    // Nobody who was not offered can be chosen.
    expect(imports.choose(summary.importId, 0, 'a-3')).toMatchObject({ counts: { change: 0 } });
  });

  it('decides on what was previewed: a person amended since is refused', async () => {
    const summary = await match([{ documentNumber: residentId(1) }]);
    const person = { name: '林示例', documentNumber: residentId(1), phone: '13800000001' };
    register.put(attendeeItem('a-1', 'u-1', person, { revision: 2, seq: 2, hash: 'c'.repeat(64) }));
    expect(imports.apply(summary.importId, { includeFlagged: false })).toMatchObject({
      decided: 0,
      refused: [{ id: 'a-1', why: 'changedSinceSeen' }],
    });
  });

  it('shows nothing personal in clear, and ends when cancelled', async () => {
    const summary = await match([{ name: '林示例', documentNumber: residentId(1), phone: '13800000001' }]);
    const shown = JSON.stringify(all(summary));
    expect(shown).not.toContain(residentId(1));
    expect(shown).not.toContain('13800000001');
    const under = imports.match({ rows: [listed({ name: '林示例' })], tag: 'vip' });
    imports.close();
    expect(await under).toMatchObject({ ok: false, why: 'cancelled' });
    expect(() => imports.rows(summary.importId, ['change'], 0, 1)).toThrow('no longer open');
  });
});

describe('ten thousand seeded rows', () => {
  const SURNAMES = '林陈黄何梁欧罗郭谢邓'.split('');
  const GIVEN = '明华芳伟丽强静敏磊洋'.split('');
  const damages: Record<string, (row: ListedRow) => ListedRow> = {
    whole: (row) => row,
    fullWidth: (row) => ({
      ...row,
      documentNumber: row.documentNumber.replace(/\d/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      ),
    }),
    phoneAndName: (row) => ({ ...row, documentNumber: '', unit: '' }),
    nameAndUnit: (row) => ({
      ...row,
      documentNumber: '',
      phone: '',
      unit: row.unit.replace('有限公司', '（有限责任公司）'),
    }),
    nameOnly: (row) => ({ ...row, documentNumber: '', phone: '', unit: '' }),
    numeric: (row) => ({ ...row, documentNumber: `${row.documentNumber.slice(0, 15)}000` }),
    scientific: (row) => ({ ...row, documentNumber: '4.40106E+17' }),
    typo: (row) => ({
      ...row,
      documentNumber: row.documentNumber.replace(/\d(?=.$)/, (digit) => String((Number(digit) + 1) % 10)),
    }),
  };

  it('match nobody wrongly, and every number kept as a number is flagged', async () => {
    const random = seeded(20_200_907);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const name = () => pick(SURNAMES) + pick(GIVEN) + (random() < 0.5 ? pick(GIVEN) : '');
    const items = Array.from({ length: 3_000 }, (_, at) =>
      unitItem(`u-${at}`, `广州示例${at % 2_900}号有限公司`),
    );
    const people = Array.from({ length: 12_000 }, (_, at) => ({
      id: `a-${at}`,
      unitId: `u-${Math.floor(at / 4)}`,
      name: name(),
      documentNumber: residentId(at),
      phone: `138${String(10_000_000 + at)}`,
    }));
    const big = makeRegister([
      ...items,
      ...people.map((person) => attendeeItem(person.id, person.unitId, person)),
    ]);
    const room = new ImportRoom({ room: () => big.room, schedule });

    const truth: (string | null)[] = [];
    const kinds: string[] = [];
    const rows = Array.from({ length: 10_000 }, (_, at): ListedRow => {
      const person = pick(people);
      const unit = items[Number(person.unitId.slice(2))]?.material.unitName ?? '';
      const isRegistered = random() > 0.1;
      // A namesake of the same unit who never registered: every key but the name and unit is their own.
      const meant = isRegistered
        ? { ...person, unit }
        : {
            name: person.name,
            unit,
            documentNumber: residentId(20_000 + at),
            phone: `139${10_000_000 + at}`,
          };
      const kind = isRegistered
        ? pick(Object.keys(damages))
        : pick(['whole', 'fullWidth', 'numeric', 'scientific', 'typo']);
      const row = damages[kind]?.(listed({ ...meant, tag: 'VIP' }, at)) ?? listed({}, at);
      const mark: CellMark | undefined = kind === 'numeric' ? 'number' : undefined;
      truth.push(isRegistered ? person.id : null);
      kinds.push(kind);
      return { ...row, lost: lostPrecision(row.documentNumber, mark) };
    });

    const reply = await room.match({ rows, tag: null });
    if (!reply.ok) throw new Error(reply.why);
    const judged = room.rows(reply.importId, [...IMPORT_OUTCOMES], 0, rows.length).rows;
    const automatic: ImportOutcome[] = [
      'change',
      'changesUnsent',
      'flagged',
      'already',
      'blocked',
      'repeated',
    ];
    const matched = judged.filter(({ outcome }) => automatic.includes(outcome));
    expect(matched.filter(({ index, people: [meant] }) => meant?.id !== truth[index])).toEqual([]);
    // Not by matching nobody: nearly everyone whose row is whole is found.
    const whole = judged.filter(({ index }) => kinds[index] === 'whole' && truth[index] !== null);
    expect(whole.filter(({ outcome }) => automatic.includes(outcome))).toHaveLength(whole.length);
    expect(matched.length).toBeGreaterThan(4_000);
    const ruined = judged.filter(({ index }) => kinds[index] === 'numeric' || kinds[index] === 'scientific');
    expect(ruined.length).toBeGreaterThan(2_000);
    expect(ruined.every(({ outcome }) => outcome === 'unusable')).toBe(true);
  });
});
