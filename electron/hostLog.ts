/** The host's log: one JSON line per event in a file that turns over, with nothing personal in it. */
import { readFile } from 'node:fs/promises';
import log from 'electron-log/node';
import { errorFields, type LogFields, safeFields } from './safeFields.ts';

const MAX_BYTES = 1024 * 1024;

export interface HostLog {
  /** `event` is a name of ours; the fields are filtered */
  event(event: string, fields?: Readonly<Record<string, unknown>>): void;
  fault(event: string, error: unknown): void;
  /** the newest lines, oldest first */
  tail(lines: number): Promise<string[]>;
}

/** Opens the log at `path`. A log that cannot be written never stops the desk. */
export function openHostLog(path: string): HostLog {
  const logger = log.create({ logId: 'desk' });
  logger.transports.console.level = false;
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = MAX_BYTES;
  logger.transports.file.format = ({ data }) => data.map(String);
  const write = (level: 'info' | 'error', event: string, fields: LogFields): void => {
    logger[level](JSON.stringify({ at: new Date().toISOString(), event, ...fields }));
  };
  return {
    event: (event, fields = {}) => write('info', event, safeFields(fields)),
    fault: (event, error) => write('error', event, errorFields(error)),
    async tail(lines) {
      const content = await readFile(path, 'utf8').catch(() => '');
      return content.trimEnd().split('\n').slice(-lines);
    },
  };
}
