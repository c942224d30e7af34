import { afterEach, expect, it, vi } from 'vitest';
import { BRIDGE_CHANNELS, type DesktopBridge } from '../../shared/protocol/bridge.ts';
import { journalPort } from './desktopBridge.ts';

/** A window that keeps its listeners and lets a test speak as the preload does. */
function fakeWindow() {
  const listeners = new Set<(event: MessageEvent) => void>();
  const host = {
    addEventListener: (_: string, listener: (event: MessageEvent) => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: (event: MessageEvent) => void) => listeners.delete(listener),
  };
  const say = (data: unknown, ports: MessagePort[], source: unknown = host) => {
    for (const listener of [...listeners]) listener({ data, ports, source } as unknown as MessageEvent);
  };
  return { host, listeners, say };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('takes the port that the preload posts: the channel’s name, from this window, with a port', async () => {
  const { host, listeners, say } = fakeWindow();
  vi.stubGlobal('window', host);
  const { port1, port2 } = new MessageChannel();
  const bridge = {
    async connectJournal() {
      say(BRIDGE_CHANNELS.journalPort, [port2], 'another window');
      say('something else', [port2]);
      say(BRIDGE_CHANNELS.journalPort, []);
      say(BRIDGE_CHANNELS.journalPort, [port1]);
    },
  } as unknown as DesktopBridge;
  expect(await journalPort(bridge)).toBe(port1);
  expect(listeners.size).toBe(0);
  port1.close();
  port2.close();
});
