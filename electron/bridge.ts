/** The main process's end of the desktop bridge: each call checks who sends it and what it sends. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, MessageChannelMain } from 'electron';
import { z } from 'zod';
import {
  BRIDGE_CHANNELS,
  type HostInfo,
  SaveFileReply,
  SaveFileRequest,
  SetBadgeRequest,
  SetGatewayReply,
  SetGatewayRequest,
} from '../shared/protocol/bridge.ts';
import { serveJournal } from './journalPort.ts';
import { isSenderTrusted } from './policy.ts';
import type { Settings } from './settings.ts';

const Nothing = z.undefined();

/** Registers a call: an untrusted sender or a wrong argument rejects before `act` sees anything. */
function handle<Schema extends z.ZodType, Reply>(
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

/** Registers all calls of the bridge. `journalFolder`: where the journal's files are. */
export function registerBridge(settings: Settings, journalFolder: string): void {
  handle(
    BRIDGE_CHANNELS.hostInfo,
    Nothing,
    (): HostInfo => ({
      host: 'electron',
      version: app.getVersion(),
      platform: process.platform,
      gateway: settings.gateway(),
    }),
  );
  handle(BRIDGE_CHANNELS.setGateway, z.object({ gateway: z.string().max(500) }), setGateway(settings));
  handle(BRIDGE_CHANNELS.saveFile, SaveFileRequest, (request, event) => saveFile(request, event));
  handle(BRIDGE_CHANNELS.setBadge, SetBadgeRequest, ({ count }) => {
    app.setBadgeCount(count);
  });
  handle(BRIDGE_CHANNELS.connectJournal, Nothing, (_, event) => {
    const { port1, port2 } = new MessageChannelMain();
    serveJournal(port1, journalFolder);
    event.senderFrame?.postMessage(BRIDGE_CHANNELS.journalPort, null, [port2]);
  });
}

function setGateway(settings: Settings) {
  return async (rawRequest: { gateway: string }): Promise<z.infer<typeof SetGatewayReply>> => {
    const request = SetGatewayRequest.safeParse({ gateway: rawRequest.gateway.trim() });
    // What a person typed is answered, not thrown: the page says why it cannot be.
    if (!request.success) return { ok: false, why: 'malformed' };
    return SetGatewayReply.parse(await settings.setGateway(request.data.gateway));
  };
}

/** Asks where to put the bytes and writes them there, as a whole or not at all. */
async function saveFile(
  { name, bytes }: z.infer<typeof SaveFileRequest>,
  event: IpcMainInvokeEvent,
): Promise<z.infer<typeof SaveFileReply>> {
  const options = { defaultPath: join(app.getPath('downloads'), name.replace(/^\.+/, '')) };
  const window = BrowserWindow.fromWebContents(event.sender);
  const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  if (answer.canceled || !answer.filePath) return { result: 'cancelled' };
  const beside = `${answer.filePath}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, answer.filePath);
    return { result: 'saved' };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    // The code only: a path names people's folders.
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return SaveFileReply.parse({ result: 'failed', detail });
  }
}
