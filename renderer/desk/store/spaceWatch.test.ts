import { expect, it } from 'vitest';
import { turn, VirtualTime } from '../testing/virtualTime.ts';
import { imageBudget, type SpaceLevel, SpaceWatch, spaceLevel } from './spaceWatch.ts';

const MB = 1024 * 1024;

it.each<[freeMb: number | null, from: SpaceLevel, level: SpaceLevel]>([
  [null, 'plenty', 'plenty'],
  [2_000, 'plenty', 'plenty'],
  [1_999, 'plenty', 'noPrefetch'],
  [999, 'plenty', 'noImages'],
  [500, 'plenty', 'noImages'],
  [499, 'plenty', 'journalOnly'],
  [549, 'journalOnly', 'journalOnly'],
  [550, 'journalOnly', 'noImages'],
  [3_000, 'journalOnly', 'plenty'],
])('%s MB free, coming from %s: %s', (freeMb, from, level) => {
  expect(spaceLevel(freeMb === null ? null : freeMb * MB, from)).toBe(level);
});

it('keeps images within half of the quota, whatever else is there', () => {
  const estimate = { usageBytes: 300, quotaBytes: 1_000 };
  expect(imageBudget(estimate, 100, 10_000)).toBe(300);
  expect(imageBudget(estimate, 100, 50)).toBe(50);
  expect(imageBudget({ usageBytes: 900, quotaBytes: 1_000 }, 0, 10_000)).toBe(0);
  expect(imageBudget({ usageBytes: null, quotaBytes: null }, 0, 10_000)).toBe(10_000);
});

it('tells each new level once, again and again, until it is stopped', async () => {
  const time = new VirtualTime();
  let free: number | Error = 3_000 * MB;
  const told: SpaceLevel[] = [];
  const watch = new SpaceWatch({
    schedule: time,
    freeBytes: async () => {
      if (free instanceof Error) throw free;
      return free;
    },
    estimate: async () => ({ usageBytes: 0, quotaBytes: 100 * MB }),
    everyMs: 1_000,
    imageMostBytes: 10 * MB,
  });
  watch.onLevel = async (level) => void told.push(level);
  const settle = async () => {
    for (let count = 0; count < 4; count++) await turn();
  };
  await watch.start();
  expect([told, watch.imageBudgetBytes(0)]).toEqual([[], 10 * MB]);
  for (const next of [600 * MB, 600 * MB, new Error('asked too soon'), 100 * MB, 4_000 * MB]) {
    free = next;
    await time.advance(1_000, settle);
  }
  expect(told).toEqual(['noImages', 'journalOnly', 'plenty']);
  watch.stop();
  free = 0;
  await time.advance(10_000, settle);
  expect(watch.level).toBe('plenty');
});
