/** Who used the processors during a run: generator, gateways, database; from /proc, so on Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Seconds of processor time. */
export interface CpuUse {
  generator: number;
  gateways: number;
  database: number;
}

/** The kernel counts in hundredths of a second on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Process {
  parent: number;
  own: number;
  /** of children that have ended */
  ended: number;
}

/**
 * What the three have used so far, or null where there is no /proc. The gateways are the generator's children,
 * those that were killed included; the database is its first process with all it started.
 */
export function readCpu(gatewayIds: readonly number[], databaseId: number): CpuUse | null {
  const self = readProcess(process.pid);
  const database = readProcess(databaseId);
  if (!self || !database) return null;
  const gateways = gatewayIds.map((id) => readProcess(id)?.own ?? 0);
  const backends = listProcesses().flatMap((id) => {
    const backend = readProcess(id);
    return backend?.parent === databaseId ? [backend.own] : [];
  });
  return {
    generator: self.own,
    gateways: self.ended + sum(gateways),
    database: database.own + database.ended + sum(backends),
  };
}

/** One line: how many of the machine's processors each of them kept busy. */
export function describeCpu(from: CpuUse | null, to: CpuUse | null, seconds: number): string {
  if (!from || !to) return 'processor time: not known here';
  const share = (name: keyof CpuUse): string => ((to[name] - from[name]) / seconds).toFixed(2);
  return `processors used, of ${cpus().length}: generator ${share('generator')}, gateways ${share('gateways')}, database ${share('database')}`;
}

function readProcess(id: number): Process | null {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; the numbers begin behind the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (index: number): number => Number(fields[index] ?? 0);
    return {
      parent: at(1),
      own: (at(11) + at(12)) / TICKS_PER_SECOND,
      ended: (at(13) + at(14)) / TICKS_PER_SECOND,
    };
  } catch {
    return null; // it has ended, or there is no /proc
  }
}

function listProcesses(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
