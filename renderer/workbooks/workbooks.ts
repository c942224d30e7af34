/** The page's door to the workbook worker: starts it when needed, ends it when it takes too long or is cancelled. */
import { type Remote, transfer, wrap } from 'comlink';
import { READ_LIMITS, type ReadRefusal } from '../../shared/workbooks/readOutcome.ts';
import type { OpenReply, WorkbookRoom } from './workbookRoom.ts';

/** What waits for the worker: it ends with the answer, the time limit or a cancellation, whichever is first. */
class Ended extends Error {
  constructor(readonly why: 'tooSlow' | 'cancelled') {
    super(why);
  }
}

export interface WorkerHandle {
  room: Remote<WorkbookRoom>;
  end(): void;
}

function startWorker(onCrash: () => void): WorkerHandle {
  const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', onCrash);
  return { room: wrap<WorkbookRoom>(worker), end: () => worker.terminate() };
}

export interface WorkbookPorts {
  start(onCrash: () => void): WorkerHandle;
  after(delayMs: number, task: () => void): () => void;
}
const BROWSER: WorkbookPorts = {
  start: startWorker,
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

export class Workbooks {
  #handle: WorkerHandle | null = null;
  #stop: (why: Ended) => void = () => undefined;

  constructor(private readonly ports: WorkbookPorts = BROWSER) {}

  /** Reads a file the reviewer chose or dropped. Its size is judged before a byte of it is read. */
  async open(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<OpenReply> {
    if (file.size > READ_LIMITS.fileBytes) {
      return refused({ why: 'tooLarge', bytes: file.size, bytesMax: READ_LIMITS.fileBytes });
    }
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      // Open in another program that lets nobody else read, or gone since it was chosen.
      return refused({ why: 'unreadable' });
    }
    return this.#reading((room) => room.open(file.name, transfer(bytes, [bytes.buffer as ArrayBuffer])));
  }

  async paste(text: string, name: string): Promise<OpenReply> {
    return this.#reading((room) => room.paste(text, name));
  }

  /** Asks the worker that holds the file; a fault of it is thrown. */
  async ask<T>(question: (room: Remote<WorkbookRoom>) => Promise<T>): Promise<T> {
    const handle = this.#started();
    let stopWaiting: () => void = () => undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      this.#stop = reject;
      stopWaiting = this.ports.after(READ_LIMITS.timeMs, () => this.#end(new Ended('tooSlow')));
    });
    try {
      return await Promise.race([question(handle.room), ended]);
    } finally {
      stopWaiting();
      this.#stop = () => undefined;
    }
  }

  /** Ends what is under way, and with it the worker; the next file gets a new one. */
  cancel(): void {
    this.#end(new Ended('cancelled'));
  }

  async #reading(question: (room: Remote<WorkbookRoom>) => Promise<OpenReply>): Promise<OpenReply> {
    try {
      return await this.ask(question);
    } catch (error) {
      if (error instanceof Ended) return refused({ why: error.why });
      // A worker that ran out of memory says nothing better than this.
      this.cancel();
      return refused({ why: 'damaged' });
    }
  }

  #started(): WorkerHandle {
    this.#handle ??= this.ports.start(() => this.#end(new Ended('cancelled')));
    return this.#handle;
  }

  #end(why: Ended): void {
    this.#handle?.end();
    this.#handle = null;
    this.#stop(why);
  }
}

const refused = (refusal: ReadRefusal): OpenReply => ({ ok: false, refusal });
