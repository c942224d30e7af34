/** What a contender takes: memory of its processes, heaps of its page and worker, bytes on the disk. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';

const MB = 2 ** 20;

/** Proportional memory of a browser's renderer processes, MB: page, worker, engine, whatever is not given back yet. */
export async function renderersMb(profile: string): Promise<number> {
  let kilobytes = 0;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const command = await readFile(`/proc/${entry}/cmdline`, 'utf8');
      if (!command.includes('--type=renderer') || !(await isChildOf(entry, profile))) continue;
      const rollup = await readFile(`/proc/${entry}/smaps_rollup`, 'utf8');
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch (error) {
      // The process has ended meanwhile.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
  return kilobytes / 1024;
}

/** True if one of the processes above it runs on this profile. */
async function isChildOf(pid: string, profile: string): Promise<boolean> {
  for (let at = pid; at !== '1' && at !== '0'; ) {
    if ((await readFile(`/proc/${at}/cmdline`, 'utf8')).includes(profile)) return true;
    const facts = await readFile(`/proc/${at}/stat`, 'utf8');
    at = facts.slice(facts.lastIndexOf(')') + 2).split(' ')[1] ?? '1';
  }
  return false;
}

const HeapUsage = z.object({ usedSize: z.number(), backingStorageSize: z.number().optional() });
/** An answer has the number of its question; what a worker tells by itself has none. */
const Message = z.object({ id: z.number().optional(), result: z.unknown().optional() });

/** Live objects and buffers after a collection, MB: of the page and of its workers together. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const waiting = new Map<number, (result: unknown) => void>();
  const workers: string[] = [];
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.push(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = Message.parse(JSON.parse(message));
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  const askWorker = (sessionId: string, method: string): Promise<unknown> => {
    const id = ++last;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer);
  };
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  await session.send('HeapProfiler.collectGarbage');
  let bytes = sizeOf(await session.send('Runtime.getHeapUsage'));
  for (const worker of workers) {
    await askWorker(worker, 'HeapProfiler.collectGarbage');
    bytes += sizeOf(await askWorker(worker, 'Runtime.getHeapUsage'));
  }
  await session.detach();
  return bytes / MB;
}

function sizeOf(raw: unknown): number {
  const { usedSize, backingStorageSize = 0 } = HeapUsage.parse(raw);
  return usedSize + backingStorageSize;
}

/** Bytes of a profile's databases and private files, MB. */
export async function diskMb(profile: string): Promise<{ databases: number; files: number }> {
  const at = (...names: string[]) => sizeOfFolder(join(profile, 'Default', ...names));
  return { databases: (await at('IndexedDB')) / MB, files: (await at('File System')) / MB };
}

async function sizeOfFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    // A file that is merged away meanwhile counts in its successor.
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
