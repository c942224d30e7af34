/** The machine that measures: what it is, and how busy. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** One line: processor, cores, memory, system, Node. */
export function machineNow(): string {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${processor?.model.trim() ?? '?'}, ${gigabytes} GiB, ${systemName()}, Node ${process.versions.node}`;
}

/** Processes that ran or waited, over the last minute. */
export const loadNow = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

function systemName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform;
  } catch {
    // Not a Linux that tells.
    return process.platform;
  }
}
