/** A crash at every await: each story dies at each of its port calls, and nothing that was promised is lost. */
import { expect, test } from 'vitest';
import { crashEverywhere, STORIES } from './crashStories.ts';

/** 1: every single call, as `npm run simulate -- --crashes` does it; in a normal run every third, in turn. */
const STRIDE = Number(process.env.CRASH_STRIDE ?? 3);
const OFFSET = Math.floor(Date.now() / 86_400_000) % STRIDE;

test.each(Object.keys(STORIES))('%s', { timeout: 300_000 }, async (story) => {
  expect(await crashEverywhere(story, STRIDE, OFFSET)).toBeGreaterThan(1);
});
