/** A signed-in caller of the gateway that keeps trying: the part all players of a run share. */
import type { RouteName } from '../../shared/protocol/routes.ts';
import { EDITION, PASSWORD } from './field.ts';
import { type CallOptions, type Network, NoReply } from './httpClient.ts';
import type { Measure } from './measure.ts';
import type { Chance } from './random.ts';

const BACKOFF_FIRST_MS = 100;
const BACKOFF_MAX_MS = 5000;

export interface LoadClient {
  ws: string;
  headers: Record<string, string>;
  signIn(): Promise<void>;
  /** one attempt: the reply's data, or null if nothing usable came and it may be tried again later */
  attempt<T>(name: RouteName, options?: Partial<CallOptions>): Promise<T | null>;
  /** as often as it takes; throws for a refusal that trying again does not change */
  insist<T>(name: RouteName, options?: Partial<CallOptions>): Promise<T>;
  /** waits before the next attempt: longer after each failure */
  backOff(failures: number): Promise<void>;
}

/** A refusal that stays one. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  constructor(name: RouteName, status: number, text: string) {
    super(`${name}: ${status} ${text.slice(0, 200)}`);
    this.status = status;
  }
}

export interface ClientParts {
  network: Network;
  measure: Measure;
  chance: Chance;
  account: string;
  ws: string;
}

export function createClient({ network, measure, chance, account, ws }: ClientParts): LoadClient {
  const headers: Record<string, string> = { 'Desk-Workstation': ws, 'Desk-Protocol': '1' };
  const client: LoadClient = {
    ws,
    headers,
    backOff: (failures) => {
      const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures, 8));
      return new Promise((resolve) => setTimeout(resolve, ceiling * (0.2 + 0.8 * chance.next())));
    },
    async signIn() {
      const body = { account, password: PASSWORD, workstation: ws };
      for (let failures = 0; ; failures += 1) {
        const answer = await network.call('signIn', { headers, body }).catch(swallowNoReply);
        if (answer?.status === 200 && answer.cookie) {
          headers.Cookie = answer.cookie;
          return;
        }
        if (answer && answer.status < 500) throw new Refused('signIn', answer.status, answer.text);
        await client.backOff(failures);
      }
    },
    async attempt<T>(name: RouteName, options: Partial<CallOptions> = {}): Promise<T | null> {
      const params = { edition: EDITION, ...options.params };
      const full = { ...options, params, headers: { ...headers, ...options.headers } };
      const answer = await network.call(name, full).catch(swallowNoReply);
      if (!answer || answer.status >= 500 || answer.status === 429) {
        measure.count('retries');
        return null;
      }
      if (answer.status !== 200) throw new Refused(name, answer.status, answer.text);
      return (name === 'part' ? answer.text : JSON.parse(answer.text)) as T;
    },
    async insist<T>(name: RouteName, options: Partial<CallOptions> = {}): Promise<T> {
      for (let failures = 0; ; failures += 1) {
        const data = await client.attempt<T>(name, options);
        if (data !== null) return data;
        await client.backOff(failures);
      }
    },
  };
  return client;
}

function swallowNoReply(error: unknown): null {
  if (error instanceof NoReply) return null;
  throw error;
}
