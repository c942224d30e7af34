/** The simulated network: kept connections to several instances in turn, replies that get lost or doubled. */
import { Agent, request as httpRequest } from 'node:http';
import { ROUTES, type Route, type RouteName, routeUrl } from '../../shared/protocol/routes.ts';
import type { Measure } from './measure.ts';
import type { Chance } from './random.ts';

/** No reply came, or it was lost on the way. */
export class NoReply extends Error {
  override name = 'NoReply';
}

export interface Answer {
  status: number;
  text: string;
  cookie: string | undefined;
}
export interface CallOptions {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  headers: Record<string, string>;
  body?: unknown;
}

export interface Network {
  call(name: RouteName, options: CallOptions): Promise<Answer>;
  /** the event stream of the poke; `onText` gets what comes, the function closes it */
  listen(options: CallOptions, onText: (text: string) => void): () => void;
  close(): void;
  /** while true replies get lost and requests doubled */
  isRough: boolean;
}

const TIMEOUT_MS = 30_000;
const LOST_SHARE = 0.02;
const DOUBLED_SHARE = 0.02;

/** Speaks to the instances round robin; `addresses` are read anew for each call. */
export function createNetwork(addresses: () => readonly string[], measure: Measure, chance: Chance): Network {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  let turn = 0;
  const nextAddress = (): string => {
    turn += 1;
    const list = addresses();
    return list[turn % list.length] ?? '';
  };
  const send = async (name: RouteName, options: CallOptions): Promise<Answer> => {
    const startedAt = performance.now();
    try {
      const answer = await exchange(agent, nextAddress(), name, options);
      measure.call(name, performance.now() - startedAt, answer.status);
      return answer;
    } catch (error) {
      measure.noReply(name);
      throw new NoReply('no reply', { cause: error });
    }
  };
  const network: Network = {
    isRough: false,
    async call(name, options) {
      if (network.isRough && chance.hits(DOUBLED_SHARE)) {
        measure.count('requests doubled');
        // The first of two that arrives answers the workstation; the other one goes nowhere.
        const [first, second] = await Promise.allSettled([send(name, options), send(name, options)]);
        const kept = first.status === 'fulfilled' ? first : second;
        if (kept.status === 'rejected') throw kept.reason;
        return kept.value;
      }
      const answer = await send(name, options);
      if (network.isRough && chance.hits(LOST_SHARE)) {
        measure.count('replies lost');
        throw new NoReply('reply lost on purpose');
      }
      return answer;
    },
    listen: (options, onText) => openStream(nextAddress(), options, onText),
    close: () => agent.destroy(),
  };
  return network;
}

function exchange(agent: Agent, address: string, name: RouteName, options: CallOptions): Promise<Answer> {
  const { method }: Route = ROUTES[name];
  const body = options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body));
  const headers: Record<string, string | number> = { 'Desk-Client': 'load', ...options.headers };
  if (body) {
    headers['Content-Type'] = 'application/json';
    headers['Content-Length'] = body.length;
  }
  return new Promise((resolve, reject) => {
    const url = address + routeUrl(name, options.params, options.query);
    const request = httpRequest(url, { method, headers, agent, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (!response.complete) return reject(new Error('cut off'));
        if (response.headers['desk-protocol'] !== '1') return reject(new Error('not the gateway'));
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
        });
      });
    });
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', reject);
    request.end(body);
  });
}

function openStream(address: string, options: CallOptions, onText: (text: string) => void): () => void {
  let isClosed = false;
  const url = address + routeUrl('poke', options.params, options.query);
  const request = httpRequest(url, { headers: options.headers, agent: false }, (response) => {
    response.setEncoding('utf8');
    response.on('data', onText);
    response.on('error', () => undefined);
    response.on('close', () => !isClosed && onText('closed'));
  });
  request.on('error', () => !isClosed && onText('closed'));
  request.end();
  return () => {
    isClosed = true;
    request.destroy();
  };
}
