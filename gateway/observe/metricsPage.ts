/** `GET /metrics`: for those who hold the token, or without one for this machine only. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { countPokes } from '../feed/poke.ts';
import type { Ports } from '../ports.ts';
import type { Gauge } from './metrics.ts';

const LOOPBACK_PEER = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const DATABASE_WAIT_MS = 2000;

/** The page, or null where the caller may not have it: then there is nothing here. */
export async function answerMetrics(
  ports: Ports,
  request: Request,
  peer: string | undefined,
): Promise<Response | null> {
  if (request.method !== 'GET' || !mayRead(ports.metricsToken, request, peer)) return null;
  const text = ports.metrics.render(await readGauges(ports));
  return new Response(text, { headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' } });
}

/**
 * SECURITY: behind a proxy on the same machine every caller has a loopback address, so a forwarded call or one
 * for another host name never counts as local.
 */
function mayRead(token: string | null, request: Request, peer: string | undefined): boolean {
  if (token !== null) return isSame(request.headers.get('Authorization') ?? '', `Bearer ${token}`);
  const host = request.headers.get('Host') ?? new URL(request.url).host;
  const isForwarded = request.headers.has('X-Forwarded-For') || request.headers.has('Forwarded');
  return peer !== undefined && LOOPBACK_PEER.test(peer) && LOOPBACK_HOST.test(host) && !isForwarded;
}

function isSame(actual: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(actual), hash(expected));
}

async function readGauges(ports: Ports): Promise<Gauge[]> {
  const heads = await readHeads(ports);
  const memory = process.memoryUsage();
  const { total, idle, waiting } = ports.poolUse();
  return [
    { name: 'desk_database_up', value: heads ? 1 : 0 },
    ...(heads ?? []).map(
      ({ id, head }): Gauge => ({ name: 'desk_feed_head', labels: { edition: id }, value: head }),
    ),
    { name: 'desk_pool_connections', labels: { state: 'used' }, value: total - idle },
    { name: 'desk_pool_connections', labels: { state: 'idle' }, value: idle },
    { name: 'desk_pool_waiting', value: waiting },
    { name: 'desk_open_pokes', value: countPokes(ports) },
    { name: 'process_resident_memory_bytes', value: memory.rss },
    { name: 'process_heap_used_bytes', value: memory.heapUsed },
    { name: 'process_start_time_seconds', value: Math.round(Date.now() / 1000 - process.uptime()) },
  ];
}

/** Null if the database does not answer soon: the other figures are wanted then most of all. */
async function readHeads(ports: Ports): Promise<{ id: string; head: number }[] | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, DATABASE_WAIT_MS, null);
  });
  const heads = ports.db
    .selectFrom('edition')
    .select(['id', 'head'])
    .execute()
    .catch(() => null);
  return await Promise.race([heads, late]).finally(() => clearTimeout(timer));
}
