/** Gateway processes on one database: started, killed, stopped gracefully and started again on their port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Instance {
  url(): string;
  isUp(): boolean;
  /** null while it is away */
  processId(): number | null;
  /** ends it; resolves with its exit code once it has gone */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  start(): Promise<void>;
  /** lines of its log so far that tell of faults */
  faults(): readonly string[];
}

/** Starts one on a free port; a restart keeps the port. */
export async function startInstance(
  env: NodeJS.ProcessEnv,
  nodeOptions: readonly string[] = [],
): Promise<Instance> {
  let child: ChildProcess | null = null;
  let port = '0';
  const faults: string[] = [];

  const start = async (): Promise<void> => {
    const args = [...nodeOptions, '--import', 'tsx', join(ROOT, 'gateway/cli.ts'), 'serve'];
    const started = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env, PORT: port },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.once('exit', () => {
      if (child === started) child = null;
    });
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (/"event":"fault"|Error/.test(line)) faults.push(line);
    });
    port = await new Promise<string>((resolve, reject) => {
      let printed = '';
      started.stdout?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const found = /Gateway: http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
        if (found) resolve(found);
      });
      started.once('exit', (code) =>
        reject(new Error(`The gateway ended with ${code}.\n${faults.join('\n')}`)),
      );
    });
  };

  await start();
  return {
    url: () => `http://127.0.0.1:${port}`,
    isUp: () => child !== null,
    processId: () => child?.pid ?? null,
    start,
    faults: () => faults,
    end: async (signal) => {
      const ending = child;
      if (!ending) return null;
      const ended = new Promise<number | null>((resolve) => ending.once('exit', resolve));
      ending.kill(signal);
      return await ended;
    },
  };
}
