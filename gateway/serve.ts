/** Runs the gateway on node-server until it is told to stop. */

import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { sweepSessions } from './access/sessions.ts';
import { sweepFailures } from './access/signInLimits.ts';
import { createGateway } from './createGateway.ts';
import { refreshStatistics } from './database/statistics.ts';
import { sweepParts } from './feed/parts.ts';
import { closePokes } from './feed/poke.ts';
import { type Configuration, openPorts } from './openPorts.ts';
import { loadPage } from './page.ts';
import type { DemoOptions, Ports, SeedDemo } from './ports.ts';

export interface ServeOptions {
  configuration: Configuration;
  host: string;
  port: number;
  /** folder of the built page; the API is served without it */
  pageFolder: string;
  /** the proxy in front sets X-Forwarded-For itself */
  isBehindProxy: boolean;
  /** how long health says `stopping` before new connections are refused, for balancers that ask */
  stopNoticeMs?: number;
  demo: (Omit<DemoOptions, 'signal'> & { load: () => Promise<SeedDemo> }) | null;
}

const SWEEP_EVERY_MS = 3_600_000;
/** Running calls may take so long once no new ones come. */
const DRAIN_MS = 10_000;
/** Background work and the database's connections, after that. */
const CLOSE_MS = 5_000;

/** Starts serving; resolves with the address and a function that stops gracefully. */
export async function serve(options: ServeOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  const stopping = new AbortController();
  let isSeeding = options.demo !== null;
  const page = await loadPage(options.pageFolder);
  const { ports, close } = await openPorts(options.configuration, {
    page,
    isSeeding: () => isSeeding,
    isStopping: () => stopping.signal.aborted,
  });
  try {
    let seeded: Promise<void> = Promise.resolve();
    if (options.demo) {
      const { load, ...demo } = options.demo;
      const seedDemo = await load();
      const seeding = await seedDemo(ports, { ...demo, signal: stopping.signal });
      seeded = seeding.seeded
        .then(() => refreshStatistics(ports.db))
        .then(() => ports.log('demo-seeded'))
        .catch(() => ports.log('demo-seeding-failed'))
        .finally(() => {
          isSeeding = false;
        });
    }
    const server = await listen(ports, options);
    const sweeps = setInterval(() => void sweep(ports), SWEEP_EVERY_MS).unref();
    const stop = async (): Promise<void> => {
      stopping.abort();
      ports.log('stopping');
      clearInterval(sweeps);
      closePokes(ports);
      if (options.stopNoticeMs) await setTimeout(options.stopNoticeMs);
      await closeServer(server);
      // A generator that does not hear, or a statement that was cut off, must not keep the gateway from ending.
      await Promise.race([seeded, setTimeout(CLOSE_MS, undefined, { ref: false })]);
      await Promise.race([close(), setTimeout(CLOSE_MS, undefined, { ref: false })]);
      ports.log('stopped');
    };
    return { url: addressOf(server, options.host), stop };
  } catch (error) {
    stopping.abort();
    await close();
    throw error;
  }
}

function listen(ports: Ports, { host, port, isBehindProxy }: ServeOptions): Promise<Server> {
  const gateway = createGateway(ports);
  const server = createAdaptorServer({
    fetch: (request, env) =>
      gateway(request, {
        address: clientAddress(request, env.incoming.socket?.remoteAddress, isBehindProxy),
        ...(env.incoming.socket?.remoteAddress ? { peer: env.incoming.socket.remoteAddress } : {}),
      }),
    // The globals stay Node's own: tests and production see the same Request and Response.
    overrideGlobalObjects: false,
  }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** SECURITY: the header is the client's own invention unless a proxy in front writes its last entry. */
function clientAddress(request: Request, peer: string | undefined, isBehindProxy: boolean): string {
  const forwarded = isBehindProxy
    ? request.headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim()
    : undefined;
  return forwarded || peer || 'unknown';
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Lets running calls end, then cuts what is left. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = globalThis.setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function sweep(ports: Ports): Promise<void> {
  try {
    await sweepSessions(ports);
    await sweepFailures(ports);
    await sweepParts(ports);
    await refreshStatistics(ports.db);
  } catch {
    ports.log('sweep-failed'); // the next one is an hour away
  }
}
