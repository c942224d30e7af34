/** The journal's files under Electron: asked of the main process over a port, where they are written and fsynced. */
import { JournalReply, type JournalRequest } from '../../../shared/protocol/bridge.ts';
import type { JournalFile, JournalFileName, JournalHost } from '../ports.ts';

const SLICE_BYTES = 16 * 1024 * 1024;

type RequestBody = JournalRequest extends infer R
  ? R extends JournalRequest
    ? Omit<R, 'id'>
    : never
  : never;

/** The main process could not do what was asked; `code` is the system's (ENOSPC, EIO, …). */
class JournalPortError extends Error {
  override name = 'JournalPortError';
  constructor(readonly code: string) {
    super(`journal file: ${code}`);
  }
}

/** A journal host over a port to the main process. */
export function portJournalHost(port: MessagePort): JournalHost {
  let nextId = 1;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  port.onmessage = ({ data }: MessageEvent) => {
    const reply = JournalReply.parse(data);
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) asked?.resolve(reply.value);
    else asked?.reject(new JournalPortError(reply.code));
  };
  port.start();

  function ask(body: RequestBody): Promise<unknown> {
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      port.postMessage({ ...body, id });
    });
  }

  /** In slices: one message of a grown journal would be too large for the bridge. */
  async function readSlices(folder: string, file: JournalFileName, at: number, length: number) {
    const slices: Uint8Array<ArrayBuffer>[] = [];
    for (let done = 0; done < length; ) {
      const step = Math.min(SLICE_BYTES, length - done);
      const slice = (await ask({
        op: 'read',
        folder,
        file,
        at: at + done,
        length: step,
      })) as Uint8Array<ArrayBuffer>;
      slices.push(slice);
      done += slice.length;
      if (slice.length < step) break;
    }
    if (slices.length === 1) return slices[0] as Uint8Array<ArrayBuffer>;
    const whole = new Uint8Array(slices.reduce((sum, slice) => sum + slice.length, 0));
    let end = 0;
    for (const slice of slices) {
      whole.set(slice, end);
      end += slice.length;
    }
    return whole;
  }

  return {
    list: async () => (await ask({ op: 'list' })) as string[],
    async open(folder, file) {
      await ask({ op: 'open', folder, file });
      const journalFile: JournalFile = {
        size: async () => (await ask({ op: 'open', folder, file })) as number,
        read: (at, length) => readSlices(folder, file, at, length),
        write: async (at, bytes) => void (await ask({ op: 'write', folder, file, at, bytes })),
        flush: async () => void (await ask({ op: 'flush', folder, file })),
        truncate: async (size) => void (await ask({ op: 'truncate', folder, file, size })),
      };
      return journalFile;
    },
    async readHeader(folder) {
      const length = (await ask({ op: 'open', folder, file: 'header' })) as number;
      return readSlices(folder, 'header', 0, length);
    },
    close: async (folder) => void (await ask({ op: 'close', folder })),
    remove: async (folder) => void (await ask({ op: 'remove', folder })),
    processId: async () => (await ask({ op: 'process' })) as string,
    freeBytes: async () => (await ask({ op: 'space' })) as number,
  };
}
