/** Turns are given in order, no more than there are, and not waited for in vain. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are given to so many at once, then in the order of asking', async () => {
    const turns = createTurns(2, 1000);
    const order: string[] = [];
    const [a, b] = [await turns.take(), await turns.take()];
    const c = turns.take().then(() => order.push('c'));
    const d = turns.take().then(() => order.push('d'));
    await vi.advanceTimersByTimeAsync(10);
    expect(order).toEqual([]);
    b?.();
    b?.(); // given back once only
    await vi.advanceTimersByTimeAsync(10);
    expect(order).toEqual(['c']);
    a?.();
    await c;
    await d;
    expect(order).toEqual(['c', 'd']);
  });

  it('are refused to whoever has waited too long, and not lost by that', async () => {
    const turns = createTurns(1, 1000);
    const first = await turns.take();
    const late = turns.take();
    await vi.advanceTimersByTimeAsync(1001);
    expect(await late).toBeNull();
    first?.();
    expect(await turns.take()).not.toBeNull();
  });
});
