/** The work database's writes keep their order, whatever was put off in between. */
import { describe, expect, it } from 'vitest';
import { StorageGate } from '../store/storageGate.ts';
import type { WorkStore, WorkWrite } from '../store/workStore.ts';
import { WorkWriter } from './workWriter.ts';

function rig() {
  const written: WorkWrite[] = [];
  const gate = new StorageGate({ after: () => () => undefined });
  const work = {
    async write(change: WorkWrite) {
      written.push(change);
    },
  } as unknown as WorkStore;
  const ports = { gate, work, limitMs: 1, isFenced: () => false, onFenced: () => undefined };
  return { gate, written, writer: new WorkWriter(ports) };
}

const standing = (state: string) => [{ chunkId: 'c', items: [{ id: 'd', state }] }];

describe('what was put off while the disk was nearly full', () => {
  it('is stored before what comes after it, though that is asked for first', async () => {
    const { gate, written, writer } = rig();
    gate.isPaused = true;
    expect(await writer.store({ standing: standing('window'), appliedFrame: 6 })).toBe(false);
    gate.isPaused = false;
    // In the queue already when the disk had space again.
    expect(await writer.store({ standing: standing('attempted'), appliedFrame: 7 })).toBe(true);
    await writer.storeDeferred();
    const last = written.flatMap(({ standing: rows }) => rows ?? []).at(-1);
    expect(last?.items[0]?.state).toBe('attempted');
    expect(written.map(({ appliedFrame }) => appliedFrame)).toEqual([7]);
  });
});
