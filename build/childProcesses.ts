/** Child processes that end when this one does, whichever way it ends. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const STOP_TIMEOUT_MS = 8000;
const isWindows = process.platform === 'win32';

/**
 * A module for Node children: they end when the channel to their parent breaks, even if the parent was
 * killed and could not say so. Not for their own workers, in which reading `process.channel` throws, nor
 * for processes they fork, which end with them.
 */
const END_WITH_PARENT = `data:text/javascript,${encodeURIComponent(`
import { isMainThread } from 'node:worker_threads';
if (isMainThread && process.channel) {
  process.execArgv.splice(process.execArgv.indexOf('--import'), 2);
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}`)}`;

/** How a child ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  readonly name: string;
  /** settles when it has ended; never rejects, a program that cannot start ends with code 127 */
  readonly ended: Promise<Ended>;
  hasEnded(): boolean;
}

/** The children of one script. */
export class ChildProcesses {
  #running = new Map<ChildProcess, { isGroup: boolean; ended: Promise<Ended> }>();

  /**
   * Runs a program in a process group of its own, so that Ctrl-C reaches it through `stopAll` only and its
   * own children end with it. `detached: false` keeps it in ours, where it can read the terminal.
   */
  run(name: string, program: string, args: readonly string[], options: SpawnOptions = {}): Child {
    const isGroup = options.detached ?? !isWindows;
    const child = spawn(program, args, { stdio: 'inherit', ...options, detached: isGroup });
    let isOver = false;
    const ended = new Promise<Ended>((resolve) => {
      child.once('error', () => resolve({ code: 127, signal: null }));
      child.once('exit', (code, signal) => resolve({ code, signal }));
    }).then((how) => {
      isOver = true;
      this.#running.delete(child);
      return how;
    });
    this.#running.set(child, { isGroup, ended });
    return { name, ended, hasEnded: () => isOver };
  }

  /** Runs a Node program that also ends when this process is killed. */
  runNode(name: string, args: readonly string[], options: SpawnOptions = {}): Child {
    const stdio: SpawnOptions['stdio'] = ['ignore', 'inherit', 'inherit', 'ipc'];
    return this.run(name, process.execPath, ['--import', END_WITH_PARENT, ...args], { stdio, ...options });
  }

  /** Asks all to end, kills those that have not after 8 s, and resolves when none is left. */
  async stopAll(): Promise<void> {
    const children = [...this.#running];
    for (const [child, { isGroup }] of children) signalTree(child, isGroup, 'SIGTERM');
    const timer = setTimeout(() => {
      for (const [child, { isGroup }] of children) signalTree(child, isGroup, 'SIGKILL');
    }, STOP_TIMEOUT_MS);
    await Promise.all(children.map(([, { ended }]) => ended));
    clearTimeout(timer);
  }
}

/** Signals a child and its own children. */
function signalTree(child: ChildProcess, isGroup: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  if (!isGroup) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Its group is gone: it ended between the look and the signal.
  }
}

/**
 * Calls `stop` once at Ctrl-C, SIGTERM, SIGHUP, or when the npm that ran this script has gone: npm killed
 * outright passes no signal on.
 */
export function onEndRequested(stop: () => void): void {
  let isAsked = false;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (process.env.npm_lifecycle_event === undefined || isWindows) return;
  const parent = process.ppid;
  const npm = parentOfShell(parent);
  const timer = setInterval(() => {
    if (process.ppid !== parent || (npm !== null && !isAlive(npm))) ask();
  }, 1000);
  timer.unref();
}

/** npm runs scripts through `sh`, which outlives it: the process to watch is the shell's parent. */
function parentOfShell(pid: number): number | null {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'sh' && Number(parent) > 1 ? Number(parent) : null;
  } catch {
    // No /proc on this system: the shell itself is watched.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
