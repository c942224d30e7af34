/** Builds main and preload once, and runs them under Node against the stand-in; a test's handle on them. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBuilder } from 'vite';
import type { CONTROLS, ControlName } from './control.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The built programs beside a small page, as a package lays them out. */
export interface BuiltDesktop {
  folder: string;
  main: string;
  preload: string;
  dispose(): Promise<void>;
}

/** Builds into a temporary folder; `page` maps names below the page's folder to their text. */
export async function buildDesktop(page: Readonly<Record<string, string>>): Promise<BuiltDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-desktop-'));
  const outDir = (name: string) => ({ build: { outDir: join(folder, name) } });
  const builder = await createBuilder({
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    environments: { main: outDir('main'), preload: outDir('preload') },
  });
  for (const name of ['main', 'preload']) {
    const environment = builder.environments[name];
    if (environment) await builder.build(environment);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, text] of Object.entries(page)) {
    const path = join(folder, 'page', name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  }
  return {
    folder,
    main: join(folder, 'main/main.js'),
    preload: join(folder, 'preload/preload.cjs'),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

type Control<Name extends ControlName> = (typeof CONTROLS)[Name];

/** The built main in a process of its own. */
export class DeskProcess {
  #child: ChildProcess;
  #waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  #nextId = 1;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (reply: { id: number; ok: boolean; value: never; message: string }) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.ok) waiting?.resolve(reply.value);
      else waiting?.reject(new Error(reply.message));
    });
    child.on('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the desk ended (${code})`));
      this.#waiting.clear();
    });
  }

  /** Starts it with `folder` for its paths; resolves when it shows its window or has given up. */
  static async start(
    built: BuiltDesktop,
    folder: string,
    env: Record<string, string> = {},
    args: readonly string[] = [],
  ): Promise<DeskProcess> {
    const register = pathToFileURL(join(import.meta.dirname, 'register.ts')).href;
    const child = fork(built.main, [...args], {
      execArgv: ['--import', 'tsx', '--import', register],
      serialization: 'advanced',
      cwd: ROOT,
      env: {
        ...process.env,
        LOCALAPPDATA: join(folder, 'appData'),
        XDG_CONFIG_HOME: join(folder, 'config'),
        XDG_CACHE_HOME: join(folder, 'cache'),
        STAND_IN_FOLDER: folder,
        STAND_IN_RESOURCES: join(folder, 'resources'),
        ...env,
      },
    });
    const desk = new DeskProcess(child);
    const until = Date.now() + 10_000;
    const isSettled = (name: string): boolean => /window\.show|app\.quit|app\.exit/.test(name);
    while (!(await desk.ask('calls')).some(({ name }) => isSettled(name))) {
      if (Date.now() > until) throw new Error('the desk did not start');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return desk;
  }

  /** Asks the control in the process; rejects with what it threw. */
  ask<Name extends ControlName>(
    name: Name,
    ...args: Parameters<Control<Name>>
  ): Promise<Awaited<ReturnType<Control<Name>>>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, name, args }, (error) => error && reject(error));
    });
  }

  /** The calls recorded so far, by name only. */
  async callNames(): Promise<string[]> {
    return (await this.ask('calls')).map(({ name }) => name);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const hasEnded = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await hasEnded;
  }
}
