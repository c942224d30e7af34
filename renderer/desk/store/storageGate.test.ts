import { beforeEach, describe, expect, it } from 'vitest';
import { turn, VirtualTime } from '../testing/virtualTime.ts';
import { FencedError } from './fencedError.ts';
import { NeverSettledError, StorageGate, StorageStoppedError, StoreClosedError } from './storageGate.ts';

let time: VirtualTime;
let gate: StorageGate;
let failures: unknown[];
beforeEach(() => {
  time = new VirtualTime();
  gate = new StorageGate(time);
  failures = [];
  gate.onFailed = (error) => failures.push(error);
});
const never = () => new Promise<never>(() => undefined);

describe('the gate', () => {
  it('lets writes through and answers what they answer', async () => {
    expect(await gate.write(1_000, async () => 7)).toBe(7);
    expect(gate.isShut).toBe(false);
  });

  it('shuts with the first failure, says so once, and begins nothing after it', async () => {
    const refusal = new DOMException('no room', 'QuotaExceededError');
    await expect(gate.write(1_000, () => Promise.reject(refusal))).rejects.toBe(refusal);
    let isBegun = false;
    const later = gate.write(1_000, async () => {
      isBegun = true;
    });
    await expect(later).rejects.toThrow(StorageStoppedError);
    expect([isBegun, failures]).toEqual([false, [refusal]]);
  });

  it('shuts when a write never settles, not before its limit', async () => {
    const written = gate.write(5_000, never);
    written.catch(() => undefined);
    await time.advance(4_900, turn);
    expect(gate.isShut).toBe(false);
    await time.advance(400, turn);
    await expect(written).rejects.toThrow(NeverSettledError);
    expect(gate.isShut).toBe(true);
  });

  it.each([new StoreClosedError('closed'), new FencedError('robbed')])(
    'stays open when a write failed for no fault of the disk: %s',
    async (error) => {
      await expect(gate.write(1_000, () => Promise.reject(error))).rejects.toBe(error);
      expect([gate.isShut, failures]).toEqual([false, []]);
    },
  );

  it.each(['isPaused', 'isNewer'] as const)('is shut while %s, without a fault', async (flag) => {
    gate[flag] = true;
    await expect(gate.write(1_000, async () => 1)).rejects.toThrow(StorageStoppedError);
    expect(failures).toEqual([]);
    gate[flag] = false;
    expect(await gate.write(1_000, async () => 1)).toBe(1);
  });

  it('gives up a read that would wait for ever', async () => {
    const read = gate.read(never());
    read.catch(() => undefined);
    await time.advance(11_000, turn);
    await expect(read).rejects.toThrow(NeverSettledError);
    expect(gate.isShut).toBe(false);
  });
});
