/** Registers the bridge's calls: who sends and what is sent are checked before anything acts. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { isSenderTrusted } from './policy.ts';

/** The argument of a call that takes none. */
export const Nothing = z.undefined();

/** Registers a call: an untrusted sender or a wrong argument rejects before `act` sees anything. */
export function handle<Schema extends z.ZodType, Reply>(
  channel: string,
  schema: Schema,
  act: (argument: z.infer<Schema>, event: IpcMainInvokeEvent) => Promise<Reply> | Reply,
): void {
  ipcMain.handle(channel, async (event, ...rawArguments: unknown[]): Promise<Reply> => {
    const frame = event.senderFrame;
    const sender = frame && { url: frame.url, isMainFrame: frame.parent === null };
    if (!isSenderTrusted(sender)) throw new Error(`${channel}: refused, not the desk's page`);
    const argument = rawArguments.length > 1 ? null : schema.safeParse(rawArguments[0]);
    if (!argument?.success) throw new Error(`${channel}: refused, wrong argument`);
    return act(argument.data, event);
  });
}
