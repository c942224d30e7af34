/** Counters, gauges and histograms in Prometheus' text form. Labels are closed sets: routes, results, slugs. */

type Labels = Readonly<Record<string, string>>;

export interface Metrics {
  /** adds to a counter */
  count(name: CounterName, labels?: Labels, by?: number): void;
  /** one observation of a duration */
  observe(name: HistogramName, labels: Labels, durationMs: number): void;
  /** everything counted so far, with the gauges that were read just now */
  render(gauges: readonly Gauge[]): string;
}

export interface Gauge {
  name: GaugeName;
  labels?: Labels;
  value: number;
}

const COUNTERS = {
  desk_requests_total: 'Requests answered, by route and status',
  desk_push_items_total: 'Pushed decisions answered, by result',
  desk_sign_in_refusals_total: 'Sign-ins refused, by problem',
  desk_faults_total: 'Faults, and calls answered as busy',
} as const;
const HISTOGRAMS = {
  desk_request_duration_seconds: 'Time from a request to its reply, by route',
} as const;
const GAUGES = {
  desk_feed_head: 'Head of the feed, by edition',
  desk_pool_connections: 'Database connections, by state',
  desk_pool_waiting: 'Calls that wait for a database connection',
  desk_open_pokes: 'Open event streams',
  desk_database_up: '1 if the database answers',
  process_resident_memory_bytes: 'Resident memory',
  process_heap_used_bytes: 'Heap in use',
  process_start_time_seconds: 'Start of the process since 1970',
} as const;
export type CounterName = keyof typeof COUNTERS;
export type HistogramName = keyof typeof HISTOGRAMS;
export type GaugeName = keyof typeof GAUGES;

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  buckets: number[];
  sum: number;
  count: number;
}

/** Metrics of one process; another instance has its own. */
export function createMetrics(): Metrics {
  const counters = new Map<CounterName, Map<string, number>>();
  const histograms = new Map<HistogramName, Map<string, Series>>();
  return {
    count(name, labels = {}, by = 1) {
      const series = entry(counters, name, () => new Map<string, number>());
      const key = labelText(labels);
      series.set(key, (series.get(key) ?? 0) + by);
    },
    observe(name, labels, durationMs) {
      const all = entry(histograms, name, () => new Map<string, Series>());
      const series = entry(all, labelText(labels), emptySeries);
      const seconds = durationMs / 1000;
      series.sum += seconds;
      series.count += 1;
      for (const [index, bound] of BUCKETS_SECONDS.entries())
        if (seconds <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
    },
    render: (gauges) =>
      [
        ...[...counters].flatMap(([name, series]) => [
          ...head(name, COUNTERS[name], 'counter'),
          ...[...series].map(([labels, value]) => line(name, labels, value)),
        ]),
        ...[...histograms].flatMap(([name, all]) => [
          ...head(name, HISTOGRAMS[name], 'histogram'),
          ...[...all].flatMap(([labels, series]) => histogramLines(name, labels, series)),
        ]),
        ...gaugeLines(gauges),
        '',
      ].join('\n'),
  };
}

function emptySeries(): Series {
  return { buckets: BUCKETS_SECONDS.map(() => 0), sum: 0, count: 0 };
}

function histogramLines(name: string, labels: string, { buckets, sum, count }: Series): string[] {
  const within = (bound: string): string => (labels === '' ? `le="${bound}"` : `${labels},le="${bound}"`);
  return [
    ...BUCKETS_SECONDS.map((bound, index) =>
      line(`${name}_bucket`, within(String(bound)), buckets[index] ?? 0),
    ),
    line(`${name}_bucket`, within('+Inf'), count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function gaugeLines(gauges: readonly Gauge[]): string[] {
  const names = [...new Set(gauges.map(({ name }) => name))];
  return names.flatMap((name) => [
    ...head(name, GAUGES[name], 'gauge'),
    ...gauges
      .filter((gauge) => gauge.name === name)
      .map(({ labels, value }) => line(name, labelText(labels ?? {}), value)),
  ]);
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function line(name: string, labels: string, value: number): string {
  return `${name}${labels === '' ? '' : `{${labels}}`} ${value}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
    .join(',');
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
