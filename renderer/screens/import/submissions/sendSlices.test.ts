import { expect, it } from 'vitest';
import type { RowToImport } from '../../../../shared/workbooks/submissionRows.ts';
import type { SendReply } from '../../../desk/contract/intake.ts';
import { SLICE, type SlicePorts, sendSlices } from './sendSlices.ts';

const HASHES = ['a'.repeat(64), 'b'.repeat(64)];
const row = (at: number): RowToImport => ({
  sheet: 'units',
  rowNumber: at,
  key: String(at),
  name: '',
  imageName: `${HASHES[at % 2]}.png`,
  imageHash: HASHES[at % 2] ?? '',
  subGroupId: 'guangzhou',
  refusals: [],
});
const rows = Array.from({ length: 250 }, (_, at) => row(at));
const order = rows.map((_, at) => at);

function ports(change: Partial<SlicePorts> = {}) {
  const sent: [number, number][] = [];
  const stored: string[] = [];
  const all: SlicePorts = {
    image: async (path) => ({ ok: true, bytes: new Uint8Array(1), sha256: path.replace('.png', '') }),
    putImage: async (sha256) => {
      stored.push(sha256);
      return { ok: true };
    },
    send: async (from, to): Promise<SendReply> => {
      sent.push([from, to]);
      return { ok: true, rows: order.slice(from, to).map((at) => ({ at, result: 'accepted' })) };
    },
    isStopped: () => false,
    progress: () => undefined,
    ...change,
  };
  return { all, sent, stored };
}

it('hands everything in, slice by slice, and every image once and before its rows', async () => {
  const { all, sent, stored } = ports();
  const result = await sendSlices(all, rows, { order });
  expect(result).toMatchObject({ total: 250, why: null });
  expect(result.rows).toHaveLength(250);
  expect(sent).toEqual([
    [0, SLICE],
    [SLICE, 2 * SLICE],
    [2 * SLICE, 3 * SLICE],
  ]);
  expect(stored).toEqual(HASHES);
});

it('keeps what went before a stop and says how much that was', async () => {
  let slices = 0;
  const { all } = ports({
    isStopped: () => slices >= 1,
    progress: () => {
      slices++;
    },
    image: async () => ({ ok: false, why: 'noImage' }),
  });
  const plain = rows.map(({ imageHash: _, ...rest }) => rest as RowToImport);
  const result = await sendSlices(all, plain, { order });
  expect(result.why).toBe('stopped');
  expect(result.rows).toHaveLength(SLICE);
});

it('stops at a lost network, and at an image that is no longer what was looked at', async () => {
  let calls = 0;
  const lost = ports({
    send: async () => (++calls > 1 ? { ok: false, why: 'offline' } : { ok: true, rows: [] }),
  });
  expect(await sendSlices(lost.all, rows, { order })).toMatchObject({ why: 'offline', rows: [] });
  const changed = ports({ image: async () => ({ ok: true, bytes: new Uint8Array(1), sha256: 'other' }) });
  expect(await sendSlices(changed.all, rows, { order })).toMatchObject({ why: 'imageRefused' });
  expect(changed.sent).toEqual([]);
});
