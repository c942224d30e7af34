/** The snapshot's parts: prepared by whoever, stored in their order, taken up again, and refused whole if they are not what they claim to be. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import { CIIE3 } from '../../../shared/domain/profiles/ciie3.ts';
import type { AttendeeItem, PutItem, SnapshotManifest } from '../../../shared/protocol/feed.ts';
import { ReviewIndex } from '../index/reviewIndex.ts';
import type { Helper } from '../ports.ts';
import { openCacheStore } from '../store/cacheStore.ts';
import { StorageGate } from '../store/storageGate.ts';
import { turn, VirtualTime } from '../testing/virtualTime.ts';
import { sealingKey } from '../vault/sealing.ts';
import { contentHash } from './contentHash.ts';
import { FeedStore } from './feedStore.ts';
import type { GatewayClient } from './gatewayClient.ts';
import { PartPreparer } from './partPreparer.ts';
import { type PartOrder, type PreparedPart, preparePart } from './preparePart.ts';
import { type PullResult, pull } from './pull.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const encoder = new TextEncoder();

function attendee(id: string, name = '单晓'): AttendeeItem {
  const item: AttendeeItem = {
    op: 'put',
    kind: 'attendee',
    id,
    unitId: 'u-1',
    revision: 1,
    seq: 1,
    subGroupId: 'guangzhou',
    hash: '',
    images: {},
    submittedAt: '2020-09-01T00:00:00.000Z',
    status: 'awaitingTag',
    decision: null,
    material: {
      personType: 'mainland',
      name,
      documentType: 'residentId',
      documentNumber: '440103199003078888',
      pledgeAccepted: true,
      isReturning: false,
    },
  };
  return { ...item, hash: contentHash(item) };
}

/** A gateway that holds these parts; a part's bytes may be spoilt on the way. */
class PartsGateway {
  readonly asked: string[] = [];
  readonly #parts = new Map<string, Uint8Array<ArrayBuffer>>();
  #manifest: SnapshotManifest['parts'] = [];
  spoil: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = (bytes) => bytes;
  /** so many parts are sent before the network goes */
  left = 3;

  /** `counts`: how many submissions the manifest says there are, where that is to be more than sent. */
  static async of(parts: readonly PutItem[][], countSaid?: number): Promise<PartsGateway> {
    const gateway = new PartsGateway();
    for (const items of parts) {
      const bytes = encoder.encode(items.map((item) => `${JSON.stringify(item)}\n`).join(''));
      const sha256 = await sha256Hex(bytes);
      gateway.#parts.set(sha256, bytes);
      gateway.#manifest.push({ sha256, bytes: bytes.length, count: countSaid ?? items.length });
    }
    return gateway;
  }

  /** Every part is cut off within a line, and the manifest made of what is left. */
  async breakLines(): Promise<void> {
    const all = [...this.#parts.values()];
    this.#parts.clear();
    this.#manifest = [];
    for (const whole of all) {
      const bytes = whole.slice(0, -9);
      const sha256 = await sha256Hex(bytes);
      this.#parts.set(sha256, bytes);
      this.#manifest.push({ sha256, bytes: bytes.length, count: 9_000 });
    }
  }

  readonly client = {
    call: async (name: string) => {
      const snapshot = { epoch: 'e', scopeGen: 1, parts: this.#manifest, cursor: 'c'.repeat(20) };
      const changes = { epoch: 'e', items: [], cursor: 'c'.repeat(20), more: false, head: 9 };
      return { ok: true, value: name === 'snapshot' ? snapshot : changes };
    },
    bytes: async (_name: string, { params }: { params: { sha256: string } }) => {
      this.asked.push(params.sha256);
      const bytes = this.#parts.get(params.sha256);
      if (this.left-- <= 0 || !bytes) return { ok: false, kind: 'unreachable' };
      return { ok: true, value: { bytes: this.spoil(bytes.slice()), mediaType: 'application/x-ndjson' } };
    },
  } as unknown as GatewayClient;
}

/** Helpers that answer when told to, or not at all. */
class Hands {
  started = 0;
  ended = 0;
  readonly orders: { order: PartOrder; answer: (prepared: PreparedPart | null) => void }[] = [];

  constructor(readonly count: number) {}

  start(): Helper {
    this.started++;
    return {
      prepare: (order) => new Promise((answer) => this.orders.push({ order, answer })),
      end: () => void this.ended++,
    };
  }

  /** Until the orders are there: they come as fast as parts are fetched. */
  async until(count: number): Promise<void> {
    while (this.orders.length < count) await turn();
  }
}

let time: VirtualTime;
let index: ReviewIndex;
let storage: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };
beforeEach(() => {
  time = new VirtualTime();
  index = new ReviewIndex();
  storage = { indexedDB: new IDBFactory(), IDBKeyRange };
});

async function feedWith(hands: Hands | null): Promise<FeedStore> {
  const host = {
    ...storage,
    persist: async () => true,
    estimate: async () => ({ usageBytes: null, quotaBytes: null }),
  };
  const cache = openCacheStore('test', host, new StorageGate(time));
  const key = await sealingKey(new Uint8Array(32), random);
  const preparer = new PartPreparer({ helpers: hands, schedule: time });
  const feed = new FeedStore(cache, key, index, time, preparer);
  await feed.load(() => undefined);
  return feed;
}

const run = (feed: FeedStore, gateway: PartsGateway): Promise<PullResult> =>
  pull(feed, {
    client: gateway.client,
    edition: 'ciie-3',
    profile: CIIE3,
    now: () => time.now(),
    onProgress: () => undefined,
    onApplied: () => undefined,
  });

/** The ids by block in the order in which the blocks came. */
async function blocks(feed: FeedStore): Promise<string[]> {
  const found: string[] = [];
  await feed.cache.eachIndexRows(async ({ id }) => void found.push(id.slice(2)));
  return found;
}
const ids = () => Array.from({ length: index.attendees.length }, (_, row) => index.attendees.ids.get(row));
const three = () => PartsGateway.of([[attendee('a-1')], [attendee('a-2')], [attendee('a-3')]], 2_000);

describe('with helpers', () => {
  it('stores parts in the manifest’s order, whichever is prepared first', async () => {
    const hands = new Hands(3);
    const feed = await feedWith(hands);
    const gateway = await three();
    const result = run(feed, gateway);
    await hands.until(3);
    for (const { order, answer } of [...hands.orders].reverse()) answer(await preparePart(order));
    expect(await result).toMatchObject({ ok: true });
    expect(await blocks(feed)).toEqual(gateway.asked);
    expect(ids()).toEqual(['a-1', 'a-2', 'a-3']);
    expect([hands.started, hands.ended]).toEqual([3, 3]);
  });

  it('prepares itself what a helper could not, from the same bytes', async () => {
    const hands = new Hands(1);
    const feed = await feedWith(hands);
    const gateway = await three();
    const result = run(feed, gateway);
    await hands.until(3);
    for (const { answer } of hands.orders) answer(null);
    expect(await result).toMatchObject({ ok: true });
    expect(ids()).toEqual(['a-1', 'a-2', 'a-3']);
    expect(gateway.asked).toHaveLength(3);
    expect(hands.ended).toBe(1);
  });

  it('does not wait for ever for one that says nothing', async () => {
    const hands = new Hands(2);
    const feed = await feedWith(hands);
    const result = run(feed, await three());
    await hands.until(3);
    await time.advance(60_000);
    expect(await result).toMatchObject({ ok: true });
    expect(ids()).toEqual(['a-1', 'a-2', 'a-3']);
    expect(hands.ended).toBe(2);
  });

  it('goes on alone where none can be started', async () => {
    const hands = new Hands(2);
    hands.start = () => {
      throw new DOMException('no worker here', 'SecurityError');
    };
    const feed = await feedWith(hands);
    expect(await run(feed, await three())).toMatchObject({ ok: true });
    expect(ids()).toEqual(['a-1', 'a-2', 'a-3']);
  });

  it('refuses a part that is no JSON as it is refused without', async () => {
    const hands = new Hands(1);
    const gateway = await PartsGateway.of([[attendee('a-1')]], 9_000);
    await gateway.breakLines();
    const alone = await run(await feedWith(null), gateway);
    expect(alone).toEqual({ ok: false, why: 'stopped', detail: 'schema' });
    const helped = run(await feedWith(hands), gateway);
    await hands.until(1);
    hands.orders[0]?.answer(await preparePart(hands.orders[0].order));
    expect(await helped).toEqual(alone);
  });

  it('ends them at lock, and starts none afterwards', async () => {
    const hands = new Hands(2);
    const feed = await feedWith(hands);
    const result = run(feed, await three());
    await hands.until(3);
    feed.preparer.endForGood();
    expect(hands.ended).toBe(2);
    for (const { answer } of hands.orders) answer(null);
    await result;
    feed.preparer.expect(100_000);
    expect(hands.started).toBe(2);
  });

  it('starts none for a few hundred', async () => {
    const hands = new Hands(2);
    const gateway = await PartsGateway.of([[attendee('a-1')], [attendee('a-2')]], 400);
    expect(await run(await feedWith(hands), gateway)).toMatchObject({ ok: true });
    expect(hands.started).toBe(0);
  });
});

describe('in one thread', () => {
  it('goes on after the parts that are here', async () => {
    const gateway = await three();
    const feed = await feedWith(null);
    gateway.left = 1;
    expect(await run(feed, gateway)).toMatchObject({ ok: false, why: 'failed' });
    const here = await blocks(feed);
    expect(here).toHaveLength(1);

    gateway.left = 3;
    gateway.asked.length = 0;
    index = new ReviewIndex();
    const again = await feedWith(null);
    expect(await run(again, gateway)).toMatchObject({ ok: true });
    expect(gateway.asked).not.toContain(here[0]);
    expect(ids()).toEqual(['a-1', 'a-2', 'a-3']);
    expect(await again.item('attendee', 'a-2')).toMatchObject({ material: { name: '单晓' } });
  });

  it('keeps a submission as the schema has it', async () => {
    const strange = { ...attendee('a-1'), stowaway: 'unknown' };
    const feed = await feedWith(null);
    await run(feed, await PartsGateway.of([[strange]]));
    expect(await feed.item('attendee', 'a-1')).toEqual(attendee('a-1'));
  });

  it('refuses a part whose bytes are not the manifest’s', async () => {
    const gateway = await three();
    gateway.spoil = (bytes) => {
      bytes[bytes.length - 3] = 0x20;
      return bytes;
    };
    const feed = await feedWith(null);
    expect(await run(feed, gateway)).toEqual({ ok: false, why: 'stopped', detail: 'schema' });
    expect(await blocks(feed)).toEqual([]);
  });

  it.each([
    ['schema', { ...attendee('a-2'), status: 'elsewhere' } as unknown as AttendeeItem],
    ['hashMismatch', { ...attendee('a-2'), hash: 'a'.repeat(64) }],
  ])('refuses a part with one submission that does not fit: %s', async (detail, spoilt) => {
    const feed = await feedWith(null);
    const gateway = await PartsGateway.of([[attendee('a-1'), spoilt]]);
    expect(await run(feed, gateway)).toEqual({ ok: false, why: 'stopped', detail });
    expect(await blocks(feed)).toEqual([]);
    expect(index.attendees.length).toBe(0);
  });
});
