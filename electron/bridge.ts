/** The main process's end of the bridge that every host has: gateway, files, badge, journal. */
import { app, MessageChannelMain } from 'electron';
import { z } from 'zod';
import {
  BRIDGE_CHANNELS,
  type HostInfo,
  SaveFileRequest,
  SetBadgeRequest,
  SetGatewayReply,
  SetGatewayRequest,
} from '../shared/protocol/bridge.ts';
import { handle, Nothing } from './handle.ts';
import { serveJournal } from './journalPort.ts';
import { saveBytes } from './saveBytes.ts';
import type { Settings } from './settings.ts';

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
  handle(BRIDGE_CHANNELS.saveFile, SaveFileRequest, ({ name, bytes }, { sender }) =>
    saveBytes(name, bytes, sender),
  );
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
