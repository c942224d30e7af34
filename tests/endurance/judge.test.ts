/** A judge that overlooks a lost decision would be worse than none. */
import { describe, expect, it } from 'vitest';
import { isClean, judge, type StoredDecision } from './judge.ts';
import { inTimeLapse } from './timeLapse.ts';
import { parseAct, type Sight, Witness } from './witness.ts';

const NAMES = new Map([
  ['unit:u-1', '甲公司'],
  ['unit:u-2', '乙公司'],
]);
const stored = (n: number, subjectId: string, verdict: string): StoredDecision => ({
  id: `d-${n}`,
  ws: 'w',
  n,
  kind: 'unit',
  subjectId,
  verdict,
  result: 'applied',
});
const sight = (act: string, state: string): Sight => ({ act, state, toUpload: '', notices: [] });

/** Two approvals, as far as the screen has told. */
function witnessOf(...states: string[]): Witness {
  const witness = new Witness();
  ['甲公司', '乙公司'].forEach((name, index) => {
    witness.ask('unit', 'approve', [name]);
    const state = states[index];
    if (state !== undefined) witness.see(sight(`刚刚: 通过「${name}」`, state));
  });
  return witness;
}

describe('the judge', () => {
  it('is content with one receipt for each decision that was shown as saved', () => {
    const { acts } = witnessOf('已存本机，1 秒后上传', '已同步');
    const judgement = judge(acts, [stored(1, 'u-1', 'approve'), stored(2, 'u-2', 'approve')], NAMES);
    expect(judgement).toMatchObject({ saved: 2, receipts: 2 });
    expect(isClean(judgement)).toBe(true);
  });

  it('finds a lost decision, but not one that was never shown as saved', () => {
    const { acts } = witnessOf('已存本机', '正在保存');
    const judgement = judge(acts, [], NAMES);
    expect(judgement.lost).toHaveLength(1);
    expect(judgement.lost[0]).toContain('甲公司');
  });

  it('finds a decision that is there twice, and one nobody asked for', () => {
    const { acts } = witnessOf('已存本机');
    const twice = [stored(1, 'u-1', 'approve'), stored(2, 'u-1', 'approve'), stored(3, 'u-2', 'reject')];
    const judgement = judge(acts, twice, NAMES);
    expect(judgement.doubled).toHaveLength(1);
    expect(judgement.unasked).toHaveLength(1);
  });

  it('wants nothing of what was shown as undone, and allows either where the kill came before', () => {
    const witness = witnessOf('已存本机', '已存本机');
    witness.askUndo();
    const asked = judge(witness.acts, [stored(1, 'u-1', 'approve')], NAMES);
    expect(isClean(asked)).toBe(true);
    witness.see(sight('刚刚: 通过「乙公司」', '已撤销'));
    const sent = judge(witness.acts, [stored(1, 'u-1', 'approve'), stored(2, 'u-2', 'approve')], NAMES);
    expect(sent.undoLost).toHaveLength(1);
  });

  it('finds what came back after it was shown as undone', () => {
    const witness = witnessOf('正在保存', '已存本机');
    witness.askUndo();
    witness.see(sight('刚刚: 通过「乙公司」', '已撤销'));
    witness.see(sight('刚刚: 通过「乙公司」', '已存本机'));
    expect(judge(witness.acts, [stored(1, 'u-2', 'approve')], NAMES).undoLost).toHaveLength(1);
  });

  it('finds what nobody took back', () => {
    const { acts } = witnessOf('正在保存', '已撤销');
    expect(judge(acts, [], NAMES).undoLost).toHaveLength(1);
  });

  it('tells a decision made again from the one that was taken back before it', () => {
    const witness = witnessOf('正在保存', '已存本机');
    witness.askUndo();
    witness.ask('unit', 'approve', ['乙公司']);
    witness.see(sight('刚刚: 通过「乙公司」', '已撤销'));
    witness.see(sight('刚刚: 通过「乙公司」', '已存本机'));
    expect(isClean(judge(witness.acts, [stored(1, 'u-2', 'approve')], NAMES))).toBe(true);
    expect(judge(witness.acts, [], NAMES).lost).toHaveLength(1);
  });

  it('wants only the last word where a subject was decided again before the upload', () => {
    const witness = witnessOf('已存本机');
    witness.ask('unit', 'reject', ['甲公司']);
    witness.see(sight('刚刚: 驳回「甲公司」', '已存本机'));
    expect(isClean(judge(witness.acts, [stored(1, 'u-1', 'reject')], NAMES))).toBe(true);
    expect(judge(witness.acts, [stored(1, 'u-1', 'approve')], NAMES).lost).toHaveLength(1);
  });

  it('finds a hole in the numbers', () => {
    const { acts } = witnessOf('已存本机', '已存本机');
    const judgement = judge(acts, [stored(1, 'u-1', 'approve'), stored(3, 'u-2', 'approve')], NAMES);
    expect(judgement.numbers).toHaveLength(1);
  });
});

describe('the witness', () => {
  it('reads the strip', () => {
    expect(parseAct('刚刚: 标注: VIP「张伟」等 4 项')).toEqual({
      verdict: 'tag:vip',
      name: '张伟',
      count: 4,
    });
    expect(parseAct('刚刚: 通过「甲公司」')).toEqual({ verdict: 'approve', name: '甲公司', count: 1 });
    expect(parseAct('在线')).toBeNull();
  });
});

describe('the time-lapse', () => {
  it('refuses a build whose constants it does not find', () => {
    const lapse = { journalBytes: 4096, undoWindowSeconds: 1 };
    expect(inTimeLapse('{journalBytes:16777216,x:1,undoWindowSeconds:10}', lapse)).toBe(
      '{journalBytes:4096,x:1,undoWindowSeconds:1}',
    );
    expect(() => inTimeLapse('{journalBytes:16777216}', lapse)).toThrow('undoWindowSeconds');
  });
});
