/** A built gateway with demo data as a process of its own, which a test can stop, kill and start again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Health } from '../../shared/protocol/access.ts';
import { API_BASE } from '../../shared/protocol/routes.ts';
import { freePort } from './freePort.ts';

const PROGRAM = join(import.meta.dirname, '../../dist/gateway/cli.js');
const HEALTH_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const KEPT_LINES = 100;

export interface GatewayOptions {
  /** the demo's fair; CIIE's if absent */
  fair?: string;
  /** units of the demo edition; 60 if absent */
  units?: number;
  /** of the demo data; 7 if absent */
  seed?: number;
  /** registrants and a second reviewer act while the test runs */
  live?: boolean;
  /** a folder to keep; else a temporary one that `dispose` removes */
  dataDir?: string;
  env?: Readonly<Record<string, string>>;
}

/** Starts are `GatewayProcess.start(options)`; end each with `dispose()`. */
export class GatewayProcess {
  readonly origin: string;
  #child: ChildProcess | null = null;
  #output: string[] = [];

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    readonly options: GatewayOptions,
  ) {
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Starts one on a free port and resolves when its health answers; seeding may go on, see `waitUntilSeeded`. */
  static async start(options: GatewayOptions = {}): Promise<GatewayProcess> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'desk-gateway-')));
    const gateway = new GatewayProcess(await freePort(), dataDir, options);
    await gateway.run();
    return gateway;
  }

  /** Runs it, again after `stop` or `kill`: same port, same data. */
  async run(): Promise<void> {
    if (this.#child) throw new Error('the gateway is running');
    if (!existsSync(PROGRAM)) throw new Error('dist/gateway/cli.js is missing: npm run build');
    const { fair = 'ciie-3', units = 60, seed = 7, live = false, env = {} } = this.options;
    const args = ['serve', '--demo', '--fair', fair, '--units', String(units), '--seed', String(seed)];
    const child = spawn(process.execPath, [PROGRAM, ...args, ...(live ? ['--live'] : [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DATABASE_URL: '',
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        ...env,
      },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = [...this.#output, ...text.split('\n').filter(Boolean)].slice(-KEPT_LINES);
      });
    }
    await this.#waitFor((health) => health !== null, HEALTH_TIMEOUT_MS, 'its health');
  }

  /** Resolves when all demo data are there. */
  async waitUntilSeeded(timeoutMs = 180_000): Promise<void> {
    await this.#waitFor(
      (health) => health?.status === 'ok' && health.seeding !== true,
      timeoutMs,
      'its demo data',
    );
  }

  /** What health says now; null if it does not answer. */
  async health(): Promise<Health | null> {
    try {
      const response = await fetch(`${this.origin}${API_BASE}/health`, { signal: AbortSignal.timeout(2000) });
      return Health.parse(await response.json());
    } catch {
      // Not listening yet, or no longer: that is the answer.
      return null;
    }
  }

  /** Ends it in good order, as a service manager would. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops it and starts it again on the same port and data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.run();
  }

  /** Ends it for good and removes its temporary data. */
  async dispose(): Promise<void> {
    await this.stop();
    if (!this.options.dataDir) await rm(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The last lines it wrote. */
  output(): string {
    return this.#output.join('\n');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const hasEnded = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await hasEnded;
    clearTimeout(timer);
  }

  async #waitFor(
    isReady: (health: Health | null) => boolean,
    timeoutMs: number,
    what: string,
  ): Promise<void> {
    const until = Date.now() + timeoutMs;
    while (!isReady(await this.health())) {
      const child = this.#child;
      if (child && (child.exitCode !== null || child.signalCode !== null)) {
        this.#child = null;
        throw new Error(`the gateway ended while waiting for ${what}:\n${this.output()}`);
      }
      if (Date.now() > until) throw new Error(`waited ${timeoutMs} ms for ${what}:\n${this.output()}`);
      await sleep(100);
    }
  }
}
