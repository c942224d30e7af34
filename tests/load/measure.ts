/** What a run has measured: calls by route with their times, and counters. */

interface Series {
  times: number[];
  failures: number;
}

export interface Measure {
  /** one call that was answered, however */
  call(route: string, durationMs: number, status: number): void;
  /** one call that got no reply: connection lost, timed out, or the reply thrown away */
  noReply(route: string): void;
  count(name: string, by?: number): void;
  get(name: string): number;
  rows(): MeasuredRow[];
  counters(): ReadonlyMap<string, number>;
}
export interface MeasuredRow {
  route: string;
  calls: number;
  noReply: number;
  p50: number;
  p99: number;
  max: number;
}

export function createMeasure(): Measure {
  const series = new Map<string, Series>();
  const counters = new Map<string, number>();
  const of = (route: string): Series => {
    const known = series.get(route) ?? { times: [], failures: 0 };
    series.set(route, known);
    return known;
  };
  const count = (name: string, by = 1): void => void counters.set(name, (counters.get(name) ?? 0) + by);
  return {
    call(route, durationMs, status) {
      of(route).times.push(durationMs);
      if (status >= 400) count(`${route} ${status}`);
    },
    noReply: (route) => {
      of(route).failures += 1;
    },
    count,
    get: (name) => counters.get(name) ?? 0,
    rows: () =>
      [...series].map(([route, { times, failures }]) => {
        const sorted = Float64Array.from(times).sort();
        const at = (share: number): number =>
          sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
        return { route, calls: sorted.length, noReply: failures, p50: at(0.5), p99: at(0.99), max: at(1) };
      }),
    counters: () => counters,
  };
}
