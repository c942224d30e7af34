/** The log: one JSON line per event on stderr, with ids and counts, never what anyone typed. */
import type { LogFields, LogLevel } from '../ports.ts';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** The level that `LOG_LEVEL` names, `info` without one. Throws a sentence for an unknown name. */
export function readLogLevel(text: string | undefined): (typeof LEVELS)[number] {
  const level = LEVELS.find((known) => known === (text || 'info'));
  if (!level) throw new Error(`LOG_LEVEL must be one of ${LEVELS.join(', ')}, not "${text}".`);
  return level;
}

/** A log that writes what is at least of that level. */
export function createLog(
  least: (typeof LEVELS)[number],
  write: (line: string) => void = (line) => void process.stderr.write(line),
): (event: string, fields?: LogFields, level?: LogLevel) => void {
  return (event, fields = {}, level = levelOf(event)) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
  };
}

function levelOf(event: string): LogLevel {
  if (event === 'fault') return 'error';
  return event === 'busy' || event.endsWith('-failed') ? 'warn' : 'info';
}
