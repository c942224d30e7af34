/** A transfer against a gateway that answers, refuses, or is gone in the middle; and its undo as one step. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { TransferReply, TransferRequest } from '../../../shared/protocol/reports.ts';
import { type LastTransfer, TransferRoom } from './transferRoom.ts';

type Request = z.infer<typeof TransferRequest>;
type Item = z.infer<typeof TransferReply>['items'][number];

let now = 1_000;
let asked: Request[] = [];
let kept: LastTransfer | undefined;
let answer: (item: Request['items'][number], request: Request) => Item | null;
let room: TransferRoom;

const names: Record<string, string> = {};
const index = (ids: string[]) => {
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  return {
    units: {
      find: (id: string) => rowOf.get(id),
      name: { get: (row: number) => names[ids[row] ?? ''] ?? `单位 ${ids[row]}` },
      feedStatus: { get: (row: number) => (ids[row]?.startsWith('rejected') ? 'rejected' : 'pendingReview') },
      subGroupId: { get: (row: number) => (ids[row]?.startsWith('foshan') ? 'foshan' : 'guangzhou') },
    },
    attendees: {},
    peopleOf: () => [],
  };
};

function open(ids: string[]): void {
  room = new TransferRoom({
    client: {
      call: async (_name: string, { body }: { body: Request }) => {
        asked.push(body);
        const items = body.items.map((item) => answer(item, body));
        if (items.includes(null)) return { ok: false, kind: 'unreachable' };
        return { ok: true, value: { items } };
      },
    } as never,
    edition: 'e',
    recorder: {
      write: async ({ meta }: { meta: { lastTransfer?: LastTransfer } }) => {
        kept = meta.lastTransfer;
        return true;
      },
    } as never,
    room: () =>
      ({
        context: {
          index: index(ids),
          ledger: { covering: () => null },
          random: { bytes: (length: number) => new Uint8Array(length).fill(now % 251) },
        },
        lists: { idsOfScope: () => ({ kind: 'unit', ids }) },
      }) as never,
    clock: { now: () => now },
    random: { bytes: (length: number) => new Uint8Array(length) },
    onMoved: () => undefined,
  });
}
const scope = { type: 'ids', kind: 'unit', ids: [] } as never;
const to = { toSubGroupId: 'zhuhai', reason: '属地' };
const goes = ({ unitId }: { unitId: string }): Item => ({
  unitId,
  result: 'transferred',
  seq: 7,
  familySeq: 9,
});

beforeEach(() => {
  now = 1_000;
  asked = [];
  kept = undefined;
  answer = goes;
});

describe('a transfer', () => {
  it('leaves out what waits for its registrant, and says where the others are', () => {
    open(['a', 'foshan-b', 'c', 'rejected-d']);
    expect(room.preview(scope)).toMatchObject({
      go: 3,
      from: [
        { subGroupId: 'guangzhou', units: 2 },
        { subGroupId: 'foshan', units: 1 },
      ],
      leftOut: [{ id: 'rejected-d', why: 'rejected' }],
    });
  });

  it('has an outcome for each, and is kept for its undo', async () => {
    open(['a', 'b', 'c']);
    answer = (item) => (item.unitId === 'b' ? { unitId: 'b', result: 'refused', why: 'moved' } : goes(item));
    const outcome = await room.confirm(room.preview(scope).previewId, to);
    expect(outcome).toEqual({
      transferred: 2,
      unchanged: 0,
      refused: [{ id: 'b', name: '单位 b', why: 'moved' }],
      stopped: null,
    });
    expect(kept?.items.map(({ unitId }) => unitId)).toEqual(['a', 'c']);
    expect(room.lastAct()).toMatchObject({ verdict: 'transfer', transferredTo: 'zhuhai', count: 2 });
  });

  it('says of how many it is not known whether they went, and can be tried again', async () => {
    const ids = Array.from({ length: 700 }, (_, at) => `u${at}`);
    open(ids);
    answer = (item) => (item.unitId === 'u600' ? null : goes(item));
    const { previewId } = room.preview(scope);
    expect(await room.confirm(previewId, to)).toMatchObject({
      transferred: 500,
      stopped: { why: 'unreachable', left: 200, unsure: 200 },
    });
    answer = ({ unitId }) =>
      Number(unitId.slice(1)) < 650 ? { unitId, result: 'unchanged', familySeq: 9 } : goes({ unitId });
    expect(await room.confirm(previewId, to)).toMatchObject({
      transferred: 50,
      unchanged: 650,
      stopped: null,
    });
  });
});

describe('its undo', () => {
  const transfer = async (ids: string[]) => {
    open(ids);
    await room.confirm(room.preview(scope).previewId, to);
    asked = [];
  };

  it('sends each unit home, only while nothing changed there', async () => {
    await transfer(['a', 'foshan-b']);
    expect(await room.undo()).toMatchObject({ ok: true, how: 'transferredBack', count: 2 });
    expect(asked.map(({ toSubGroupId, items }) => [toSubGroupId, items])).toEqual([
      ['guangzhou', [{ unitId: 'a', fromSubGroupId: 'zhuhai', unchangedSince: 9 }]],
      ['foshan', [{ unitId: 'foshan-b', fromSubGroupId: 'zhuhai', unchangedSince: 9 }]],
    ]);
    expect(room.undoable).toBeNull();
    expect(kept).toBeUndefined();
  });

  it('leaves what was changed meanwhile, and says so', async () => {
    await transfer(['a', 'b']);
    answer = (item) =>
      item.unitId === 'b' ? { unitId: 'b', result: 'refused', why: 'changed' } : goes(item);
    expect(await room.undo()).toMatchObject({
      ok: true,
      count: 1,
      refused: [{ id: 'b', detail: 'transfer.changed' }],
    });
    await transfer(['a']);
    answer = ({ unitId }) => ({ unitId, result: 'refused', why: 'changed' });
    expect(await room.undo()).toEqual({ ok: false, why: 'changedSince' });
  });

  it('waits for the gateway, and finds what a lost reply had already taken back', async () => {
    await transfer(['a']);
    answer = () => null;
    expect(await room.undo()).toEqual({ ok: false, why: 'needsGateway' });
    expect(room.undoable).not.toBeNull();
    answer = ({ unitId }) => ({ unitId, result: 'unchanged', familySeq: 11 });
    expect(await room.undo()).toMatchObject({ ok: true, count: 1 });
  });

  it('reaches back twelve hours, also after a restart', async () => {
    await transfer(['a']);
    const remembered = kept;
    open(['a']);
    expect(room.undoable).toBeNull();
    room.remember(remembered);
    expect(room.undoable).not.toBeNull();
    now += 12 * 3_600_000;
    expect(room.undoable).toBeNull();
  });
});
