/** The desk's worker: waits for the page's start message, then answers the contract over comlink; or for a desk's word to help it. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { HELP_MESSAGE, serveAsHelper } from './browserHelpers.ts';
import { browserPorts, type HostPorts } from './browserPorts.ts';
import type { DeskEvent } from './contract/status.ts';
import { createDesk } from './createDesk.ts';

// The page's policy forbids eval, which Zod would otherwise try.
z.config({ jitless: true });

interface StartMessage extends HostPorts {
  type: 'start';
  /** the gateway's origin, shown to people and bound to the workstation */
  gateway?: string;
}

type FirstMessage = StartMessage | typeof HELP_MESSAGE;

self.addEventListener('message', function onStart({ data }: MessageEvent<FirstMessage>) {
  if (data?.type !== 'start' && data?.type !== HELP_MESSAGE.type) return;
  self.removeEventListener('message', onStart);
  if (data.type === HELP_MESSAGE.type) {
    serveAsHelper();
    return;
  }
  const desk = createDesk(browserPorts(data.gateway ?? self.location.origin, data));
  Comlink.expose({
    ...desk,
    // Functions do not cross by themselves: the page's listener comes as a proxy, its unsubscription goes as one.
    async subscribe(listener: (event: DeskEvent) => void) {
      return Comlink.proxy(await desk.subscribe(listener));
    },
    async image(...args: Parameters<typeof desk.image>) {
      const reply = await desk.image(...args);
      return reply.ok ? Comlink.transfer(reply, [reply.bytes]) : reply;
    },
  });
  void desk.boot();
});
