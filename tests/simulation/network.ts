/** A network that loses, doubles, delays, cuts off and forges; each request takes the next fault of a list. */
import type { VirtualTime } from '../../renderer/desk/testing/virtualTime.ts';
import { nextTurn } from './deterministic.ts';

export const FAULTS = [
  'none',
  /** the request never arrives */
  'dropRequest',
  /** it arrives, the reply is lost */
  'dropReply',
  /** it arrives twice, the first reply counts */
  'duplicate',
  /** it arrives, and once more half a minute later, when the desk has gone on */
  'duplicateLater',
  /** the reply takes so long that later ones overtake it */
  'delayReply',
  /** the request takes so long that later ones overtake it */
  'delayRequest',
  /** the reply comes after the desk has given up waiting */
  'lateReply',
  /** a captive portal answers in the gateway's place */
  'captivePortal',
  /** somebody else's JSON with our media type and header */
  'foreignJson',
  /** the reply is cut off midway */
  'truncate',
  /** one item of a page of changes is of a kind this desk does not know */
  'unknownKind',
  'unauthorised',
  'tooLarge',
  'tooMany',
  'unavailable',
  'upgrade',
  'busy',
] as const;
export type Fault = (typeof FAULTS)[number];

const PROBLEM_OF: Partial<Record<Fault, { status: number; slug: string; retryAfter?: number }>> = {
  unauthorised: { status: 401, slug: 'not-signed-in' },
  tooLarge: { status: 413, slug: 'too-large' },
  tooMany: { status: 429, slug: 'too-many-requests', retryAfter: 20 },
  unavailable: { status: 503, slug: 'busy', retryAfter: 15 },
  upgrade: { status: 426, slug: 'protocol-unsupported' },
};
const OWN_HEADERS = { 'Desk-Protocol': '1', 'Cache-Control': 'no-store' };

export interface Answering {
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** When replies come that are late: the timers of the machine that asked. */
export interface NetworkTime {
  after: VirtualTime['after'];
}

export class Network {
  isUp = true;
  /** faults to come, first first; then none */
  faults: Fault[] = [];
  /** faults strike these paths only */
  only: string | null = null;
  calls = 0;
  /** how often each fault struck */
  readonly struck = new Map<Fault, number>();
  /** requests under way and not waiting for time to go on */
  pending = 0;

  constructor(
    private readonly gateway: Answering,
    private readonly time: NetworkTime | null = null,
  ) {}

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.calls++;
    this.pending++;
    try {
      // A turn of its own, so that a crash can fall between request and reply.
      await nextTurn();
      if (!this.isUp) throw new TypeError('network down');
      const isStruck = this.only === null || url.includes(this.only);
      const fault = (isStruck ? this.faults.shift() : undefined) ?? 'none';
      if (fault !== 'none') this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
      return await this.#answer(fault, url, init);
    } finally {
      this.pending--;
    }
  };

  async #answer(fault: Fault, url: string, init: RequestInit): Promise<Response> {
    const forged = PROBLEM_OF[fault];
    if (forged) return problemReply(forged);
    switch (fault) {
      case 'dropRequest':
        throw new TypeError('request lost');
      case 'dropReply':
        await this.gateway.fetch(url, init);
        throw new TypeError('reply lost');
      case 'duplicate': {
        const first = await this.gateway.fetch(url, init);
        await this.gateway.fetch(url, init);
        return first;
      }
      case 'duplicateLater': {
        const first = await this.gateway.fetch(url, init);
        this.time?.after(30_000, () => void this.#again(url, init));
        return first;
      }
      case 'delayReply': {
        const reply = await this.gateway.fetch(url, init);
        await this.#sleep(12_000);
        return reply;
      }
      case 'delayRequest':
        await this.#sleep(7_000);
        return this.gateway.fetch(url, init);
      case 'lateReply': {
        const reply = await this.gateway.fetch(url, init);
        await this.#sleep(130_000);
        return reply;
      }
      case 'captivePortal':
        return new Response('<html>Please sign in to the hotel network</html>', {
          headers: { 'Content-Type': 'text/html' },
        });
      case 'foreignJson':
        return Response.json({ items: 'none of yours', cursor: 7 }, { headers: OWN_HEADERS });
      case 'truncate': {
        const reply = await this.gateway.fetch(url, init);
        // An event stream has no middle: read to its end it would never come back.
        if (reply.headers.get('Content-Type') === 'text/event-stream') throw new TypeError('stream cut off');
        const text = await reply.text();
        return new Response(text.slice(0, Math.floor(text.length / 2)), reply);
      }
      case 'unknownKind': {
        const reply = await this.gateway.fetch(url, init);
        if (!reply.ok || !url.includes('/changes')) return reply;
        const page = (await reply.json()) as { items: object[] };
        const items = page.items.map((item, index) => (index === 0 ? { ...item, kind: 'vehicle' } : item));
        return new Response(JSON.stringify({ ...page, items }), { headers: reply.headers });
      }
      case 'busy':
        return new Response('<html>502</html>', { status: 502 });
      default:
        return this.gateway.fetch(url, init);
    }
  }

  async #again(url: string, init: RequestInit): Promise<void> {
    this.pending++;
    try {
      await this.gateway.fetch(url, init);
    } finally {
      this.pending--;
    }
  }

  /** Waits for time to go on; meanwhile the request does not count as under way. */
  async #sleep(ms: number): Promise<void> {
    const { time } = this;
    if (!time) return;
    this.pending--;
    await new Promise<void>((resolve) => {
      time.after(ms, resolve);
    });
    this.pending++;
  }
}

function problemReply({
  status,
  slug,
  retryAfter,
}: {
  status: number;
  slug: string;
  retryAfter?: number;
}): Response {
  return new Response(JSON.stringify({ type: `urn:expo-review-desk:${slug}`, title: slug, status }), {
    status,
    headers: {
      ...OWN_HEADERS,
      'Content-Type': 'application/problem+json',
      ...(retryAfter ? { 'Retry-After': String(retryAfter) } : {}),
    },
  });
}
