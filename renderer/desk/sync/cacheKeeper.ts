/**
 * The cache of an open desk: loaded at unlock, filled by the first pull, thrown away when it cannot be
 * believed, built anew beside the present one when the gateway says so. The outbox is never in it.
 */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { Account } from '../../../shared/protocol/access.ts';
import { ReviewIndex } from '../index/reviewIndex.ts';
import { type DeskPorts, uuid } from '../ports.ts';
import { deleteCache, isCacheReadable } from '../store/cacheDatabase.ts';
import { absentCacheStore, type CacheStore, openCacheStore } from '../store/cacheStore.ts';
import { TamperedError } from '../vault/sealing.ts';
import type { Workstation } from '../workstation.ts';
import { FeedStore } from './feedStore.ts';
import type { GatewayClient } from './gatewayClient.ts';
import { PartPreparer } from './partPreparer.ts';
import { type PullProgress, type PullResult, pull } from './pull.ts';

/** Where a cache is filled from: the gateway, or a travel pack that answers in its place. */
export interface CacheSource {
  client: GatewayClient;
  /** as of when what it answers is, ms since epoch */
  now(): number;
}

export interface CacheEvents {
  progress(progress: PullProgress | { stage: 'index'; done: number; total: number } | null): void;
  /** a new cache has taken the former one's place: whoever held the index takes the new one */
  replaced(): Promise<void>;
}

/** What Chromium says of a stored value whose file is gone: it will never be read again. */
const isLost = (error: unknown): boolean => error instanceof Error && error.name === 'NotReadableError';

/** True if the account may look at this sub-group's submissions. */
function mayView({ grants }: Pick<Account, 'grants'>, edition: string): (subGroupId: string) => boolean {
  const views = grants.filter((grant) => grant.right === 'view' && grant.edition === edition);
  const isWhole = views.some(({ subGroupId }) => subGroupId === undefined);
  const own = new Set(views.map(({ subGroupId }) => subGroupId));
  return (subGroupId) => isWhole || own.has(subGroupId);
}

export class CacheKeeper {
  index = new ReviewIndex();
  isRebuilding = false;
  wasTampered = false;
  #feed!: FeedStore;
  /** the cache that is being built beside the present one */
  #next: FeedStore | null = null;
  #profile: EditionProfile | null = null;
  /** set at lock: what is still under way opens nothing readable any more */
  #isForgotten = false;
  readonly #preparer: PartPreparer;

  constructor(
    private readonly ports: DeskPorts,
    private readonly workstation: Workstation,
    private readonly client: GatewayClient,
    private readonly edition: string,
    private readonly events: CacheEvents,
  ) {
    this.#preparer = new PartPreparer(ports);
  }

  get profile(): EditionProfile {
    if (!this.#profile) throw new Error('the desk has no profile yet');
    return this.#profile;
  }

  get hasProfile(): boolean {
    return this.#profile !== null;
  }

  get feed(): FeedStore {
    return this.#feed;
  }

  /** Loads what is stored; answers whether there is enough to review with, else `firstPull` is due. */
  async load(account: Account): Promise<boolean> {
    const { work, recorder } = this.workstation;
    let cacheName = await work.meta<string>('cacheName');
    if (this.workstation.gate.isShut) return this.#loadUnwritten(cacheName, account);
    if (cacheName === undefined) {
      cacheName = this.#newName();
      await recorder.write({ meta: { cacheName } });
    }
    try {
      this.#feed = await this.#openFeed(cacheName, this.index);
      await this.#feed.load((done, total) => this.events.progress({ stage: 'index', done, total }));
      this.#profile = await this.#feed.profile();
    } catch (error) {
      const isTampered = error instanceof TamperedError;
      if (!isTampered && !isLost(error)) throw error;
      // The cache is the gateway's copy: an altered one is thrown away whole, nothing of it is believed, and one
      // of which something is lost for good keeps nobody from what was decided.
      this.wasTampered = isTampered;
      await this.reset();
    }
    this.trim(account);
    return this.#profile !== null && this.#feed.meta.cursor !== undefined;
  }

  /** With storage that must not be written: what can be read of the cache is shown, nothing is made anew. */
  async #loadUnwritten(name: string | undefined, account: Account): Promise<boolean> {
    const { gate } = this.workstation;
    const { storage } = this.ports;
    const isThere = name !== undefined && !gate.isNewer && (await isCacheReadable(name, storage));
    this.#feed = this.#feedOf(isThere ? openCacheStore(name, storage, gate) : absentCacheStore());
    try {
      await this.#feed.load((done, total) => this.events.progress({ stage: 'index', done, total }));
      this.#profile = await this.#feed.profile();
    } catch {
      // Damaged by what failed: the notice says that storage failed, and a restart fetches it anew.
      this.#feed.cache.close();
      this.index = new ReviewIndex();
      this.#feed = this.#feedOf(absentCacheStore());
    }
    this.trim(account);
    return this.#profile !== null;
  }

  #feedOf(cache: CacheStore, index = this.index): FeedStore {
    return new FeedStore(cache, this.workstation.keys.cache, index, this.ports.clock, this.#preparer);
  }

  async #openFeed(name: string, index: ReviewIndex): Promise<FeedStore> {
    const cache = openCacheStore(name, this.ports.storage, this.workstation.gate);
    await cache.claim(this.workstation.leaderEpoch);
    return this.#feedOf(cache, index);
  }

  #newName(): string {
    return `${this.workstation.header.localId}-${this.edition}-${uuid(this.ports.random).slice(0, 8)}`;
  }

  #gateway(): CacheSource {
    return { client: this.client, now: () => this.ports.clock.now() };
  }

  /** Gets the edition profile; needed once online before the first pull. */
  async fetchProfile(source = this.#gateway()) {
    const reply = await source.client.call('profile', { params: { edition: this.edition } });
    if (reply.ok && JSON.stringify(reply.value) !== JSON.stringify(this.#profile)) {
      this.#profile = reply.value;
      const { gate, recorder } = this.workstation;
      if (!gate.isShut && !recorder.isFenced) await this.#feed.setProfile(reply.value);
    }
    return reply;
  }

  /** Throws the cache away and begins an empty one. */
  async reset(): Promise<void> {
    const former = this.#feed.cache;
    former.close();
    this.index = new ReviewIndex();
    const fresh = this.#newName();
    await this.workstation.recorder.write({ meta: { cacheName: fresh } });
    await deleteCache(former.name, this.ports.storage);
    this.#feed = await this.#openFeed(fresh, this.index);
    await this.#feed.load(() => undefined);
  }

  /** The first pull, before the review room opens: its progress is what the reviewer sees. */
  async firstPull(source = this.#gateway()): Promise<PullResult> {
    // Nothing may be stored: the desk opens with what it has.
    if (this.workstation.gate.isShut) return { ok: true, items: 0, feedHead: 0 };
    let result = await this.#pullInto(this.#feed, source);
    if (!result.ok && result.why === 'cursorInvalid') {
      // A pull that was cut off long ago: the gateway no longer has the parts it began with.
      const { profile } = this;
      await this.reset();
      await this.#feed.setProfile(profile);
      result = await this.#pullInto(this.#feed, source);
    }
    this.events.progress(null);
    return result;
  }

  #pullInto(feed: FeedStore, source: CacheSource): Promise<PullResult> {
    return pull(feed, {
      client: source.client,
      edition: this.edition,
      profile: this.profile,
      now: source.now,
      onProgress: (progress) => this.events.progress(progress),
      onApplied: () => undefined,
    });
  }

  /**
   * Builds a new cache beside the present one and changes over once it is whole; false if it did not come to
   * that. `pack`: from a travel pack, whatever a pull from the gateway had begun.
   */
  async rebuild(pack?: CacheSource): Promise<boolean> {
    const { work, recorder, gate } = this.workstation;
    if (this.isRebuilding || gate.isShut || recorder.isFenced) return false;
    this.isRebuilding = true;
    try {
      let name = await work.meta<string | null>('nextCacheName');
      if (name && pack) {
        await deleteCache(name, this.ports.storage);
        name = null;
      }
      if (!name) {
        name = this.#newName();
        await recorder.write({ meta: { nextCacheName: name } });
      }
      const index = new ReviewIndex();
      const feed = await this.#openFeed(name, index);
      this.#next = feed;
      // Locked before it could be forgotten with the present one.
      if (this.#isForgotten) feed.forget();
      await feed.load(() => undefined);
      const profile = await this.#profileFor(pack);
      await feed.setProfile(profile);
      const result = await this.#pullInto(feed, pack ?? this.#gateway());
      // Locked meanwhile: nothing readable is opened any more; the next unlock goes on with it.
      if (!result.ok || this.#isForgotten) {
        feed.cache.close();
        // Its own cursor or manifest fits no longer either: begin anew next time.
        if (!result.ok && (pack || result.why === 'cursorInvalid')) {
          await recorder.write({ meta: { nextCacheName: null } });
          await deleteCache(name, this.ports.storage);
        }
        return false;
      }
      const former = this.#feed.cache;
      if (!(await recorder.write({ meta: { cacheName: name, nextCacheName: null } }))) {
        feed.cache.close();
        return false;
      }
      former.close();
      // Locked while that was written: the next unlock opens it, and nobody is shown anything now.
      const isShown = !this.#isForgotten;
      if (isShown) {
        this.#profile = profile;
        this.#feed = feed;
        this.index = index;
      }
      await deleteCache(former.name, this.ports.storage);
      if (isShown) await this.events.replaced();
      return isShown;
    } catch (error) {
      // Locked meanwhile: without its key it came no further.
      if (this.#isForgotten) return false;
      throw error;
    } finally {
      this.isRebuilding = false;
      this.#next = null;
    }
  }

  async #profileFor(pack: CacheSource | undefined): Promise<EditionProfile> {
    const reply = await pack?.client.call('profile', { params: { edition: this.edition } });
    return reply?.ok ? reply.value : this.profile;
  }

  /**
   * Takes out of the index what the account may no longer look at; true if there was any. The blocks follow
   * with the new cache, for a change of grants invalidates the cursor.
   */
  trim(account: Account): boolean {
    const isAllowed = mayView(account, this.edition);
    let isTrimmed = false;
    for (const kind of ['unit', 'attendee'] as const) {
      const table = this.index.table(kind);
      for (let row = 0; row < table.length; row++) {
        if (table.isGone.get(row) || isAllowed(table.subGroupId.get(row) ?? '')) continue;
        this.index.remove(kind, table.ids.get(row) ?? '', table.seq.get(row));
        isTrimmed = true;
      }
    }
    if (isTrimmed) this.#feed.noteTrimmed();
    return isTrimmed;
  }

  /** Forgets everything readable. */
  forget(): void {
    this.#isForgotten = true;
    this.#preparer.endForGood();
    this.index = new ReviewIndex();
    this.#feed.forget();
    this.#next?.forget();
  }

  close(): void {
    this.#preparer.endForGood();
    this.#feed?.cache.close();
    this.#next?.cache.close();
  }
}
