/** An act too large for one transaction: written in steps, and wherever they end, the journal gives back the rest. */
import { describe, expect, it } from 'vitest';
import { StorageGate } from '../store/storageGate.ts';
import type { ChunkRow, StandingRow, WorkStore, WorkWrite } from '../store/workStore.ts';
import { LOCKED_KEY, type SealingKey } from '../vault/sealing.ts';
import { effectsOf } from './frameEffects.ts';
import { type ActFrame, type ActItem, FRAME_ITEMS, readFrames, writtenFrames } from './frames.ts';
import { Ledger } from './ledger.ts';
import { restoreLedger } from './workRows.ts';
import { stepsOf, WorkWriter } from './workWriter.ts';

const plainKey: SealingKey = {
  ...LOCKED_KEY,
  seal: async (_, plain) => plain,
  unseal: async (_, sealed) => sealed,
};
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const idOf = (act: string, subject: number) => `${act}-d-${subject}`;
const item = (act: string, subject: number, replaces?: string): ActItem => ({
  decision: {
    id: idOf(act, subject),
    subjectId: `a-${subject}`,
    baseRevision: 1,
    seenHash: '0'.repeat(64),
    previousDecisionId: null,
    batchId: act,
    decidedAt: '2020-09-07T02:00:00.000Z',
    kind: 'attendee',
    verdict: 'tag',
    tag: 'vip',
  },
  label: '',
  unitId: `u-${subject}`,
  ...(replaces === undefined ? {} : { replaces }),
});
const act = (no: number, batchId: string, items: ActItem[]): ActFrame => ({
  t: 'act',
  no,
  batchId,
  at: no,
  windowMs: 1,
  items,
});

const COUNT = 10_600;
/** Some decided before and not uploaded yet; then very many at once, those again among them. */
const first = act(
  1,
  'first',
  Array.from({ length: 600 }, (_, at) => item('first', at * 17)),
);
const large = act(
  2,
  'large',
  Array.from({ length: COUNT }, (_, subject) =>
    item('large', subject, subject % 17 === 0 && subject < 600 * 17 ? idOf('first', subject) : undefined),
  ),
);

/** The writes of both acts, one after the other, and the ledger they come from. */
async function taken(): Promise<{ ledger: Ledger; before: WorkWrite; change: WorkWrite }> {
  const ledger = new Ledger();
  const before = await effectsOf(ledger, plainKey, first, ledger.apply(first))(writtenFrames(first));
  const change = await effectsOf(ledger, plainKey, large, ledger.apply(large))(writtenFrames(large));
  return { ledger, before, change };
}

const statesOf = (ledger: Ledger) =>
  new Map([...ledger.entries.values()].map(({ decision, state }) => [decision.id, state]));

/** The ledger of a start that finds these writes in the database and both acts in the journal. */
async function restarted(writes: readonly WorkWrite[]): Promise<Ledger> {
  const chunks = new Map<string, ChunkRow>();
  const standing = new Map<string, StandingRow>();
  let appliedFrame = 0;
  for (const write of writes) {
    for (const row of write.chunks ?? []) chunks.set(row.id, row);
    for (const row of write.standing ?? []) standing.set(row.chunkId, row);
    appliedFrame = write.appliedFrame ?? appliedFrame;
  }
  const ledger = new Ledger();
  const inOrder = [...chunks.values()].sort((a, b) => a.order - b.order);
  const rows = { chunks: inOrder, standing: [...standing.values()], receipts: [], marks: [], appliedFrame };
  await restoreLedger(ledger, rows, plainKey);
  for (const frame of readFrames([...writtenFrames(first), ...writtenFrames(large)])) {
    if (frame.no <= appliedFrame || frame.t !== 'act') continue;
    ledger.apply({ ...frame, items: frame.items.filter(({ decision }) => !ledger.entries.has(decision.id)) });
  }
  return ledger;
}

describe('an act of more decisions than one transaction takes', () => {
  it('is written in steps of ten thousand; the last one alone says that it was carried out', async () => {
    const { change } = await taken();
    const steps = stepsOf(change);
    expect(steps.map(({ chunks }) => chunks?.length)).toEqual([20, 2]);
    expect(steps.map(({ appliedFrame }) => appliedFrame)).toEqual([undefined, 2]);
    expect(steps.flatMap(({ chunks }) => chunks)).toEqual(change.chunks);
    const told = steps.flatMap(({ standing }) => standing ?? []).map(({ chunkId }) => chunkId);
    expect(told.sort()).toEqual(change.standing?.map(({ chunkId }) => chunkId).sort());
  });

  it('has what came to rest meanwhile, and the receipts that say so, in one transaction', async () => {
    const { change } = await taken();
    const receipts = [{ sealed: new Uint8Array([1]) }];
    const earlier = { chunkId: 'earlier-0', items: [{ id: 'd', state: 'parked', n: 1 }] };
    const steps = stepsOf({ ...change, receipts, standing: [...(change.standing ?? []), earlier] });
    const withReceipts = steps.filter((step) => step.receipts !== undefined);
    expect(withReceipts).toHaveLength(1);
    expect(withReceipts[0]?.standing).toContainEqual(earlier);
  });

  it.each([0, 1, 2])('is there whole when the machine stopped after %i steps', async (done) => {
    const { ledger, before, change } = await taken();
    const again = await restarted([before, ...stepsOf(change).slice(0, done)]);
    expect(statesOf(again)).toEqual(statesOf(ledger));
    expect([...(again.batches.get('large') ?? [])].length).toBe(COUNT);
  });

  it('smaller, it is one transaction', async () => {
    const { before } = await taken();
    expect(stepsOf(before)).toEqual([before]);
  });

  it('needs no block sealed from other bytes than its frames', async () => {
    const { change } = await taken();
    const frames = writtenFrames(large);
    expect(frames.length).toBe(Math.ceil(COUNT / FRAME_ITEMS));
    expect(change.chunks?.map(({ decisions }) => textOf(decisions))).toEqual(frames.map(textOf));
  });
});

describe('a write in steps', () => {
  function writer(onWrite: (written: WorkWrite[]) => void) {
    const written: WorkWrite[] = [];
    const gate = new StorageGate({ after: () => () => undefined });
    const work = {
      async write(change: WorkWrite) {
        onWrite(written);
        written.push(change);
      },
    } as unknown as WorkStore;
    const ports = { gate, work, limitMs: 1, isFenced: () => false, onFenced: () => undefined };
    return { gate, written, writer: new WorkWriter(ports) };
  }

  it('that fails goes no further: nothing says that it was carried out', async () => {
    const { change } = await taken();
    const { written, writer: work } = writer(({ length }) => {
      if (length === 1) throw new Error('the disk is broken');
    });
    expect(await work.store(change)).toBe(false);
    expect(written).toEqual(stepsOf(change).slice(0, 1));
  });

  it('goes on where it was when the disk has space again', async () => {
    const { change } = await taken();
    const rig = writer(({ length }) => {
      rig.gate.isPaused = length === 0;
    });
    expect(await rig.writer.store(change)).toBe(false);
    expect(rig.written.length).toBe(1);
    rig.gate.isPaused = false;
    await rig.writer.storeDeferred();
    expect(rig.written.flatMap(({ chunks }) => chunks ?? [])).toEqual(change.chunks);
    expect(rig.written.at(-1)?.appliedFrame).toBe(2);
  });
});
