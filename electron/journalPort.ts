/** Serves the journal's files over a message port; one page at a time holds them open. */
import type { MessagePortMain } from 'electron';
import { JournalFiles } from './journalFiles.ts';

/** The files the newest port holds, still closing perhaps. */
let holding: Promise<void> = Promise.resolve();
let holder: { close(): Promise<void> } | null = null;

/** Answers the requests that come over `port`; a former page's files are closed first. */
export function serveJournal(port: MessagePortMain, folder: string): void {
  const files = new JournalFiles(folder);
  const former = holder;
  // A reload connects anew before the former port says that it is closed.
  const ready = holding.then(() => former?.close());
  holding = ready;
  let closed: Promise<void> | null = null;
  const current = {
    close(): Promise<void> {
      closed ??= ready.then(() => files.closeAll());
      return closed;
    },
  };
  holder = current;
  port.on('message', ({ data }) => {
    void ready.then(async () => {
      const reply = await files.handle(data);
      if (reply) port.postMessage(reply);
    });
  });
  port.on('close', () => void current.close());
  port.start();
}
