/** An open desk: one unlocked reviewer with index, review room, images and sync, from unlock until lock. */
import type { Decision } from '../../shared/domain/decision.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Account } from '../../shared/protocol/access.ts';
import type { AuditEntry } from '../../shared/protocol/reports.ts';
import type { DeskSettings } from './contract/settings.ts';
import type { DeskEvent } from './contract/status.ts';
import { ReviewIndex } from './index/reviewIndex.ts';
import type { StorageFault } from './ledger/recorder.ts';
import { type DeskPorts, uuid } from './ports.ts';
import { revealedValue } from './review/details.ts';
import { ReviewRoom } from './review/reviewRoom.ts';
import { deleteCache, openCacheStore } from './store/cacheStore.ts';
import { FeedStore } from './sync/feedStore.ts';
import type { GatewayClient } from './sync/gatewayClient.ts';
import { ImageStore } from './sync/imageStore.ts';
import { type PullProgress, pull } from './sync/pull.ts';
import { SyncLoop } from './sync/syncLoop.ts';
import { LOCKED_KEY, sealJson, TamperedError, unsealJson } from './vault/sealing.ts';
import { configOf, renameWorkstation, type Workstation } from './workstation.ts';

/** Who is at work here and on what; kept sealed for unlocking offline. */
export interface Identity {
  account: Account;
  edition: string;
}

export const DEFAULT_SETTINGS: DeskSettings = { undoWindowSeconds: 10, idleLockMinutes: 15 };
const IDENTITY_CONTEXT = 'work|meta|identity';
const AUDIT_BATCH = 100;

export interface OpenDeskEvents {
  emit(event: DeskEvent): void;
  changed(): void;
  progress(progress: PullProgress | { stage: 'index'; done: number; total: number } | null): void;
  fault(fault: StorageFault): void;
  signInAgain(): void;
}

export class OpenDesk {
  index: ReviewIndex;
  room!: ReviewRoom;
  /** absent before the start and after lock */
  images: ImageStore | null = null;
  sync!: SyncLoop;
  settings: DeskSettings = DEFAULT_SETTINGS;
  isCacheRebuilding = false;
  wasCacheTampered = false;
  /** tasks that run beside: renewing the session, handing in the log */
  background = 0;
  #feed!: FeedStore;
  #profile: EditionProfile | null = null;

  constructor(
    private readonly ports: DeskPorts,
    readonly workstation: Workstation,
    readonly client: GatewayClient,
    readonly identity: Identity,
    private readonly events: OpenDeskEvents,
  ) {
    this.index = new ReviewIndex();
  }

  get profile(): EditionProfile {
    if (!this.#profile) throw new Error('the desk has no profile yet');
    return this.#profile;
  }

  get feed(): FeedStore {
    return this.#feed;
  }

  /** True while anything is being written or asked for: tests wait for its end. */
  get isBusy(): boolean {
    return this.workstation.recorder.pending > 0 || this.background > 0 || this.sync.isBusy;
  }

  /** Loads what is stored; answers whether there is enough to review with, else `firstPull` is due. */
  async load(): Promise<boolean> {
    const { work } = this.workstation;
    this.settings = { ...DEFAULT_SETTINGS, ...(await work.meta<Partial<DeskSettings>>('settings')) };
    let cacheName = await work.meta<string>('cacheName');
    if (cacheName === undefined) {
      cacheName = this.#newCacheName();
      await this.workstation.recorder.write({ meta: { cacheName } });
    }
    this.#feed = this.#makeFeed(cacheName);
    try {
      await this.#feed.load((done, total) => this.events.progress({ stage: 'index', done, total }));
      this.#profile = await this.#feed.profile();
    } catch (error) {
      if (!(error instanceof TamperedError)) throw error;
      // The cache is the gateway's copy: an altered one is thrown away whole, nothing of it is believed.
      this.wasCacheTampered = true;
      await this.#resetCache();
    }
    return this.#profile !== null && this.#feed.meta.cursor !== undefined;
  }

  #makeFeed(cacheName: string): FeedStore {
    const cache = openCacheStore(cacheName, this.ports.storage);
    return new FeedStore(cache, this.workstation.keys.cache, this.index, this.ports.clock);
  }

  #newCacheName(): string {
    return `${this.workstation.header.localId}-${this.identity.edition}-${uuid(this.ports.random).slice(0, 8)}`;
  }

  /** Gets the edition profile; needed once online before the first pull. */
  async fetchProfile(): Promise<Awaited<ReturnType<typeof this.requestProfile>>> {
    const reply = await this.requestProfile();
    if (reply.ok && JSON.stringify(reply.value) !== JSON.stringify(this.#profile)) {
      this.#profile = reply.value;
      if (!this.workstation.recorder.fault) await this.#feed.setProfile(reply.value);
    }
    return reply;
  }

  private requestProfile() {
    return this.client.call('profile', { params: { edition: this.identity.edition } });
  }

  /** Throws the cache away and begins an empty one; the outbox is not in it. */
  async #resetCache(): Promise<void> {
    const former = this.#feed.cache;
    former.close();
    this.index = new ReviewIndex();
    const fresh = this.#newCacheName();
    await this.workstation.recorder.write({ meta: { cacheName: fresh } });
    await deleteCache(former.name, this.ports.storage);
    this.#feed = this.#makeFeed(fresh);
    await this.#feed.load(() => undefined);
  }

  /** The first pull, before the review room opens: its progress is what the reviewer sees. */
  async firstPull() {
    let result = await this.#pullInto(this.#feed);
    if (!result.ok && result.why === 'cursorInvalid') {
      // A pull that was cut off long ago: the gateway no longer has the parts it began with.
      const profile = this.profile;
      await this.#resetCache();
      await this.#feed.setProfile(profile);
      result = await this.#pullInto(this.#feed);
    }
    this.events.progress(null);
    return result;
  }

  #pullInto(feed: FeedStore) {
    return pull(feed, {
      client: this.client,
      edition: this.identity.edition,
      profile: this.profile,
      now: () => this.ports.clock.now(),
      onProgress: (progress) => this.events.progress(progress),
      onApplied: () => undefined,
    });
  }

  /** Opens the review room and starts syncing. */
  start(): void {
    const { ledger, recorder, keys } = this.workstation;
    const { ports, client } = this;
    const config = configOf(ports);
    this.events.progress(null);
    this.room = this.#makeRoom();
    this.images = new ImageStore({
      cache: () => this.#feed.cache,
      key: keys.cache,
      client,
      edition: this.identity.edition,
      clock: ports.clock,
      budgetBytes: config.imageBudgetBytes,
    });
    this.sync = new SyncLoop({
      desk: ports,
      config,
      client,
      edition: this.identity.edition,
      profile: () => this.profile,
      ledger,
      recorder,
      feed: () => this.#feed,
      ws: () => this.workstation.header.ws,
      onApplied: ({ changed, touched }) => {
        this.room.refreshSubjects(changed);
        const others = [...touched].map(splitSubject);
        this.room.refreshSubjects(others);
      },
      onEntries: (entries) => this.room.refreshEntries(entries),
      onProgress: (progress) => this.events.progress(progress),
      onChanged: () => this.events.changed(),
      onCursorInvalid: () => this.#rebuildCache(),
      onEpoch: () => this.#rebuildCache(),
      onSequenceReused: () => this.#rename(),
      onOnline: () => void this.inBackground(Promise.all([this.#handInAudit(), this.#followEpoch()])),
    });
    this.sync.start();
  }

  /** Counts a task that nobody waits for; its failure is noted, never unhandled. */
  async inBackground(task: Promise<unknown>): Promise<void> {
    this.background++;
    try {
      await task;
    } catch (error) {
      this.sync.note('fault', 0, error instanceof Error ? error.name : 'background');
    } finally {
      this.background--;
    }
  }

  #makeRoom(): ReviewRoom {
    return new ReviewRoom(
      {
        index: this.index,
        ledger: this.workstation.ledger,
        profile: this.profile,
        items: { item: (kind, id) => this.#feed.item(kind, id) },
        clock: this.ports.clock,
        random: this.ports.random,
        opened: this.room?.context.opened ?? new Set(),
      },
      this.workstation.recorder,
      () => this.settings.undoWindowSeconds * 1000,
      {
        rowsChanged: (kind, ids) => this.events.emit({ type: 'rows', kind, ids }),
        changed: () => {
          this.events.changed();
          this.sync?.planPush();
        },
        batchProgress: (done, total) => this.events.emit({ type: 'batch', done, total }),
      },
    );
  }

  /** Builds a new cache beside the present one and changes over once it is whole; the outbox is untouched. */
  async #rebuildCache(): Promise<void> {
    if (this.isCacheRebuilding || this.workstation.recorder.fault) return;
    this.isCacheRebuilding = true;
    const { work, keys, recorder } = this.workstation;
    try {
      let name = await work.meta<string | null>('nextCacheName');
      if (!name) {
        name = this.#newCacheName();
        await recorder.write({ meta: { nextCacheName: name } });
      }
      const index = new ReviewIndex();
      const feed = new FeedStore(
        openCacheStore(name, this.ports.storage),
        keys.cache,
        index,
        this.ports.clock,
      );
      await feed.load(() => undefined);
      await feed.setProfile(this.profile);
      const result = await this.#pullInto(feed);
      // Locked meanwhile: nothing readable is opened any more; the next unlock goes on with it.
      if (!result.ok || this.sync.isPushOnly) {
        feed.cache.close();
        // Its own cursor or manifest fits no longer either: begin anew next time.
        if (!result.ok && result.why === 'cursorInvalid') {
          await recorder.write({ meta: { nextCacheName: null } });
          await deleteCache(name, this.ports.storage);
        }
        return;
      }
      const former = this.#feed.cache;
      if (!(await recorder.write({ meta: { cacheName: name, nextCacheName: null } }))) {
        feed.cache.close();
        return;
      }
      this.#feed = feed;
      this.index = index;
      this.room = this.#makeRoom();
      former.close();
      await deleteCache(former.name, this.ports.storage);
      await this.#followEpoch();
      this.events.emit({ type: 'rows', kind: 'unit', ids: [] });
      this.events.emit({ type: 'rows', kind: 'attendee', ids: [] });
      this.events.changed();
    } finally {
      this.isCacheRebuilding = false;
    }
  }

  /**
   * The gateway was restored from a backup: what it has forgotten of ours is sent again under its ids. The
   * epoch this was done for is kept, so that it is done once, whether heartbeat or pull finds out first.
   */
  async #followEpoch(): Promise<void> {
    const { work, recorder, ledger } = this.workstation;
    const { epoch } = this.#feed.meta;
    const known = await work.meta<string>('epoch');
    if (epoch === undefined || epoch === known || recorder.fault) return;
    if (known !== undefined) {
      const bound = await this.bind();
      if (!bound.ok) return;
      await recorder.standing(ledger.requeueAbove(bound.value.contiguous));
      this.sync.planPush();
    }
    await recorder.write({ meta: { epoch } });
  }

  bind() {
    return this.client.call('bindWorkstation', { params: { ws: this.workstation.header.ws } });
  }

  /** Another machine goes by our name: take a new one, number anew what has no receipt, keep all ids. */
  async #rename(): Promise<void> {
    this.workstation.header = await renameWorkstation(this.ports, this.workstation.header);
    const { ws } = this.workstation.header;
    await this.workstation.recorder.record({ t: 'rename', ws });
    this.client.setWorkstation(ws);
    this.events.signInAgain();
  }

  async changeSettings(change: Partial<DeskSettings>): Promise<DeskSettings> {
    this.settings = { ...this.settings, ...change };
    await this.workstation.recorder.write({ meta: { settings: this.settings } });
    this.events.changed();
    return this.settings;
  }

  async saveIdentity(): Promise<void> {
    const identity = await sealJson(this.workstation.keys.work, IDENTITY_CONTEXT, this.identity);
    await this.workstation.recorder.write({ meta: { identity } });
  }

  /** One personal field in clear, once the log has it. */
  async reveal(kind: Decision['kind'], id: string, field: string): Promise<string | null> {
    const value = await revealedValue(this.room.context, kind, id, field);
    if (value === null) return null;
    const isLogged = await this.audit({ action: 'reveal', subject: { kind, id }, field });
    return isLogged ? value : null;
  }

  /** Writes to this machine's audit log; false if it could not be written. */
  async audit(entry: Omit<AuditEntry, 'id' | 'deviceAt'>): Promise<boolean> {
    const id = uuid(this.ports.random);
    const full: AuditEntry = { ...entry, id, deviceAt: new Date(this.ports.clock.now()).toISOString() };
    const sealed = await sealJson(this.workstation.keys.work, `work|audit|${id}`, full);
    return this.workstation.recorder.write({ audit: [{ id, isHandedIn: 0, sealed }] });
  }

  async #handInAudit(): Promise<void> {
    const { work, keys, recorder } = this.workstation;
    if (recorder.fault) return;
    const rows = await work.unhandedAudit(AUDIT_BATCH);
    if (!rows.length) return;
    const items: AuditEntry[] = [];
    for (const row of rows)
      items.push(await unsealJson<AuditEntry>(keys.work, `work|audit|${row.id}`, row.sealed));
    const reply = await this.client.call('audit', {
      params: { edition: this.identity.edition },
      body: { items },
    });
    if (reply.ok) await recorder.write({ audit: rows.map((row) => ({ ...row, isHandedIn: 1 as const })) });
  }

  /** Forgets everything readable at once; the push may go on with the work key until `close`. */
  dropReadable(): void {
    this.sync.isPushOnly = true;
    this.index = new ReviewIndex();
    this.room = this.#makeRoom();
    this.#feed.forget();
    // The images' store holds the cache key as well.
    this.images = null;
    this.workstation.keys = { ...this.workstation.keys, cache: LOCKED_KEY };
  }

  async close(): Promise<void> {
    this.sync?.stop();
    this.#feed?.cache.close();
    await this.workstation.close();
  }
}

function splitSubject(subject: string): { kind: Decision['kind']; id: string } {
  const kind = subject.startsWith('unit:') ? 'unit' : 'attendee';
  return { kind, id: subject.slice(kind.length + 1) };
}

/** Reads who was at work here, for unlocking offline; null before the first sign-in was completed. */
export async function loadIdentity(workstation: Workstation): Promise<Identity | null> {
  const sealed = await workstation.work.meta<Uint8Array<ArrayBuffer>>('identity');
  return sealed ? unsealJson<Identity>(workstation.keys.work, IDENTITY_CONTEXT, sealed) : null;
}
