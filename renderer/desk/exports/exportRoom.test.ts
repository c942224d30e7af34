/** What leaves the desk: masked unless a purpose is given, within one's rights, in the list's order, and logged. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../shared/protocol/access.ts';
import type { AuditEntry } from '../../../shared/protocol/reports.ts';
import type { ExportReply, ExportRequest } from '../contract/exports.ts';
import {
  attendeeItem,
  makeRegister,
  NOW,
  type Register,
  residentId,
  unitItem,
} from '../imports/testing/register.ts';
import type { OpenDesk } from '../openDesk.ts';
import { ExportRoom } from './exportRoom.ts';

const reasons = [{ code: 'U-DOC-UNCLEAR', text: '资质文件不清晰' }];
const decision = {
  id: 'd-1',
  verdict: 'reject' as const,
  reasons,
  by: 'reviewer2',
  at: '2020-09-02T00:00:00.000Z',
};
let register: Register;
let logged: Omit<AuditEntry, 'id' | 'deviceAt'>[];
let canLog: boolean;

function roomWith(grants: Omit<Grant, 'edition'>[]): ExportRoom {
  const open = {
    room: register.room,
    workstation: { ledger: register.context.ledger },
    identity: {
      edition: 'ciie-3',
      account: {
        name: 'reviewer.guangzhou',
        displayName: '广州审核员',
        role: 'reviewer',
        grants: grants.map((grant) => ({ edition: 'ciie-3', ...grant })),
      },
    },
    feed: { meta: { lastSyncAt: NOW - 60_000 } },
    audit: {
      async write(entry: Omit<AuditEntry, 'id' | 'deviceAt'>) {
        if (canLog) logged.push(entry);
        return canLog;
      },
    },
  } as unknown as OpenDesk;
  return new ExportRoom(open, { clock: register.context.clock, random: register.context.random });
}
const REVIEWER = [{ right: 'export' as const, subGroupId: 'guangzhou' }];
const request = (change: Partial<ExportRequest> = {}): ExportRequest => ({
  subject: 'attendees',
  scope: { type: 'all' },
  columns: ['name', 'documentNumber', 'phone', 'tag'],
  isFull: false,
  purpose: '',
  ...change,
});
const made = (reply: ExportReply) => {
  if (!reply.ok) throw new Error(reply.why);
  return reply;
};

beforeEach(() => {
  logged = [];
  canLog = true;
  register = makeRegister([
    unitItem('u-1', '广州示例贸易有限公司'),
    unitItem('u-2', '广州样本实业有限公司', { status: 'rejected', decision }),
    unitItem('u-3', '佛山样本有限公司', { subGroupId: 'foshan' }),
    attendeeItem('a-1', 'u-1', { name: '林示例', documentNumber: residentId(1), phone: '13800000001' }),
    attendeeItem('a-2', 'u-1', { name: '陈样本', documentNumber: residentId(2), phone: '13800000002' }),
    attendeeItem(
      'a-3',
      'u-3',
      { name: '何虚构', documentNumber: residentId(3), phone: '13800000003' },
      { subGroupId: 'foshan' },
    ),
  ]);
});

describe('an export', () => {
  it('is masked unless it is asked for in full with a purpose', async () => {
    const room = roomWith(REVIEWER);
    const masked = made(await room.make(request()));
    expect(masked.rows.map(([name]) => name).sort()).toEqual(['林**', '陈**']);
    expect(JSON.stringify(masked)).not.toContain(residentId(1));
    expect(JSON.stringify(masked)).not.toContain('13800000001');
    expect(await room.make(request({ isFull: true, purpose: '  ' }))).toMatchObject({
      why: 'purposeMissing',
    });
    const full = made(await room.make(request({ isFull: true, purpose: '制证' })));
    expect(JSON.stringify(full.rows)).toContain(residentId(1));
  });

  it('holds only what the account may export', async () => {
    expect(made(await roomWith(REVIEWER).make(request())).rows).toHaveLength(2);
    expect(made(await roomWith([{ right: 'export' }]).make(request())).rows).toHaveLength(3);
    expect(await roomWith([{ right: 'view' }]).make(request())).toMatchObject({
      ok: false,
      why: 'notAllowed',
    });
    expect(roomWith([{ right: 'view' }]).count(request())).toBe(0);
  });

  it('follows the scope: a query with the reviewer’s own decisions in it, or ids in their order', async () => {
    const room = roomWith(REVIEWER);
    const [row] = register.room.rowsById('attendee', ['a-2']);
    if (row?.kind !== 'attendee') throw new Error('no row');
    register.room.decide([{ kind: 'attendee', id: 'a-2', seen: row.seen, verdict: 'tag', tag: 'vip' }]);
    const vips = request({
      scope: { type: 'query', query: { kind: 'attendee', queue: 'all', tags: ['vip'] } },
    });
    expect(made(await room.make(vips)).rows).toEqual([
      ['陈**', expect.stringContaining('****'), '138****0002', { code: 'vip' }],
    ]);
    const ids = request({ columns: ['name'], scope: { type: 'ids', ids: ['a-2', 'a-3', 'gone', 'a-1'] } });
    expect(made(await room.make(ids)).rows).toEqual([['陈**'], ['林**']]);
    const decisions = request({ subject: 'decisions', columns: ['subject', 'verdict', 'tag'] });
    expect(made(await room.make(decisions)).rows).toEqual([['陈**', { code: 'tag' }, { code: 'vip' }]]);
  });

  it('is handed out only with a log entry that names no one', async () => {
    const room = roomWith(REVIEWER);
    const { exportId } = made(await room.make(request({ isFull: true, purpose: '制证' })));
    const file = { exportId, rowCount: 2, fileHash: 'f'.repeat(64), isPrint: false };
    canLog = false;
    expect(await room.log(file)).toBe(false);
    canLog = true;
    expect(await room.log(file)).toBe(true);
    expect(logged).toEqual([{ action: 'export', rowCount: 2, fileHash: 'f'.repeat(64), purpose: '制证' }]);
    expect(await room.log({ ...file, exportId: 'unknown' })).toBe(false);
  });

  it('writes letters for what was rejected or returned, with the reasons as sentences', async () => {
    const room = roomWith(REVIEWER);
    const [row] = register.room.rowsById('attendee', ['a-1']);
    if (row?.kind !== 'attendee') throw new Error('no row');
    register.room.decide([
      {
        kind: 'attendee',
        id: 'a-1',
        seen: row.seen,
        verdict: 'return',
        reasons: [{ code: 'A-PHOTO-QUALITY', text: '照片不清晰' }],
      },
    ]);
    const letters = request({ subject: 'letters', isFull: true, purpose: '通知' });
    expect(room.count(letters)).toBe(2);
    const { letters: written } = made(await room.make(letters));
    expect(written).toMatchObject([
      {
        unitName: '广州示例贸易有限公司',
        unitReasons: [],
        people: [{ name: '林示例', reasons: ['照片不清晰'] }],
      },
      { unitName: '广州样本实业有限公司', unitReasons: ['资质文件不清晰'], people: [] },
    ]);
    const masked = made(await room.make({ ...letters, isFull: false }));
    expect(masked.letters[0]).toMatchObject({ contactName: '联**', people: [{ name: '林**' }] });
  });
});
