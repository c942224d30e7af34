/** An open desk: one unlocked reviewer with index, review room, images and sync, from unlock until lock. */
import type { Decision } from '../../shared/domain/decision.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Right } from '../../shared/domain/vocabulary.ts';
import type { Account } from '../../shared/protocol/access.ts';
import { isTravelWorkstation, TRAVEL_WS_PREFIX } from '../../shared/protocol/handIn.ts';
import { AuditLog } from './auditLog.ts';
import type { NewsRow } from './contract/secretariat.ts';
import type { DeskSettings } from './contract/settings.ts';
import type { DeskEvent } from './contract/status.ts';
import type { ReviewIndex } from './index/reviewIndex.ts';
import type { StorageFault } from './ledger/recorder.ts';
import { NO_OWN_CONTENT, parseOwnContent, sealOwnContent, unsealOwnContent } from './ownContent.ts';
import { configOf, type DeskPorts, uuid } from './ports.ts';
import { RETENTION_META, type Retention, retentionEnd } from './retention.ts';
import { revealedValue } from './review/details.ts';
import { ReviewRoom } from './review/reviewRoom.ts';
import { News } from './secretariat/news.ts';
import { LAST_TRANSFER_META, TransferRoom } from './secretariat/transferRoom.ts';
import { careForSpace } from './spaceCare.ts';
import { CacheKeeper } from './sync/cacheKeeper.ts';
import type { RevokedMode } from './sync/connection.ts';
import type { FeedStore } from './sync/feedStore.ts';
import type { Failure, GatewayClient } from './sync/gatewayClient.ts';
import { ImageStore } from './sync/imageStore.ts';
import { Presence } from './sync/presence.ts';
import type { PullProgress } from './sync/pull.ts';
import { SyncLoop } from './sync/syncLoop.ts';
import { LOCKED_KEY, sealJson, unsealJson } from './vault/sealing.ts';
import { renameWorkstation, type Workstation } from './workstation.ts';

/** Who is at work here and on what; kept sealed for unlocking offline. */
export interface Identity {
  account: Account;
  edition: string;
}

export const DEFAULT_SETTINGS: DeskSettings = {
  undoWindowSeconds: 10,
  idleLockMinutes: 15,
  ...NO_OWN_CONTENT,
};
const IDENTITY_CONTEXT = 'work|meta|identity';
const NEWS_META = 'news';
const NEWS_CONTEXT = 'work|meta|news';

export interface OpenDeskEvents {
  emit(event: DeskEvent): void;
  changed(): void;
  progress(progress: PullProgress | { stage: 'index'; done: number; total: number } | null): void;
  fault(fault: StorageFault): void;
  signInAgain(): void;
  /** the gateway revoked this workstation */
  revoked(open: OpenDesk, mode: RevokedMode): void;
  /** the edition is over for so long that nothing of it may stay */
  retentionOver(open: OpenDesk): void;
  /** another window leads the workstation: nothing was written */
  fenced(): void;
}

export class OpenDesk {
  readonly audit: AuditLog;
  readonly cache: CacheKeeper;
  readonly news: News;
  readonly transfers: TransferRoom;
  presence!: Presence;
  room!: ReviewRoom;
  /** absent before the start and after lock */
  images: ImageStore | null = null;
  sync!: SyncLoop;
  settings: DeskSettings = DEFAULT_SETTINGS;
  /** tasks that run beside: renewing the session, handing in the log */
  background = 0;

  constructor(
    private readonly ports: DeskPorts,
    readonly workstation: Workstation,
    readonly client: GatewayClient,
    readonly identity: Identity,
    private readonly events: OpenDeskEvents,
  ) {
    this.audit = new AuditLog(ports, workstation, client, identity.edition);
    this.cache = new CacheKeeper(ports, workstation, client, identity.edition, {
      progress: (progress) => events.progress(progress),
      replaced: () => this.#cacheReplaced(),
    });
    this.news = this.#makeNews();
    this.transfers = new TransferRoom({
      client,
      edition: identity.edition,
      recorder: workstation.recorder,
      room: () => this.room,
      clock: ports.clock,
      random: ports.random,
      onMoved: () => {
        events.changed();
        void this.inBackground(this.sync.syncNow());
      },
    });
    workstation.recorder.onFenced = () => events.fenced();
    workstation.recorder.onTakenBack = (entries) => {
      this.room?.refreshEntries(entries);
      events.changed();
    };
  }

  get index(): ReviewIndex {
    return this.cache.index;
  }

  get profile(): EditionProfile {
    return this.cache.profile;
  }

  get feed(): FeedStore {
    return this.cache.feed;
  }

  get isCacheRebuilding(): boolean {
    return this.cache.isRebuilding;
  }

  /** True while anything is being written or asked for: tests wait for its end. */
  get isBusy(): boolean {
    return this.workstation.recorder.pending > 0 || this.background > 0 || this.sync.isBusy;
  }

  now(): number {
    return this.ports.clock.now();
  }

  /** Decisions that would be lost with this machine, or still ask for their author's word. */
  get unsettledCount(): number {
    return this.workstation.ledger.open('window', 'attempted', 'applied', 'parked').length;
  }

  /** Loads what is stored; answers whether there is enough to review with, else the first pull is due. */
  async load(): Promise<boolean> {
    const { work } = this.workstation;
    const own = await unsealOwnContent(this.workstation.keys.work, await work.meta('own'));
    const stored = await work.meta<Partial<DeskSettings>>('settings');
    this.settings = { ...DEFAULT_SETTINGS, ...stored, ...own };
    this.transfers.remember(await work.meta(LAST_TRANSFER_META));
    this.news.remember(await this.#storedNews());
    await this.#noteIdentity();
    return this.cache.load(this.identity.account);
  }

  /** Opens the review room and starts syncing. */
  start(): void {
    const { ledger, recorder, keys } = this.workstation;
    const { ports, client, identity } = this;
    const { edition } = identity;
    const config = configOf(ports);
    this.events.progress(null);
    this.room = this.#makeRoom();
    this.images = new ImageStore({
      cache: () => this.feed.cache,
      key: keys.cache,
      client,
      edition,
      clock: ports.clock,
      budgetBytes: async () => this.workstation.space.imageBudgetBytes(await this.feed.cache.imageBytes()),
      mayPrefetch: () => this.workstation.space.level === 'plenty' && this.sync.connection.state === 'online',
    });
    this.presence = new Presence({
      client,
      edition,
      schedule: ports.schedule,
      isOnline: () => this.sync.connection.state === 'online',
      onChanged: ({ kind, id }, names) => this.events.emit({ type: 'presence', kind, id, names }),
    });
    this.sync = new SyncLoop({
      desk: ports,
      config,
      client,
      edition,
      profile: () => this.profile,
      ledger,
      recorder,
      presence: this.presence,
      feed: () => this.feed,
      ws: () => this.workstation.header.ws,
      onApplied: (change) => {
        const { changed, touched } = change;
        void this.inBackground(this.news.take(change));
        this.room.refreshSubjects(changed);
        const others = [...touched].map(splitSubject);
        this.room.refreshSubjects(others);
      },
      onEntries: (entries) => this.room.refreshEntries(entries),
      onProgress: (progress) => this.events.progress(progress),
      onChanged: () => this.events.changed(),
      onCacheUnfit: () => this.#renewCache(),
      onEpoch: () => this.inBackground(this.cache.rebuild()),
      onSequenceReused: () => this.#rename(),
      onRevoked: (mode) => this.events.revoked(this, mode),
      onOnline: () => void this.inBackground(Promise.all([this.audit.handIn(), this.#followEpoch()])),
    });
    void this.#keepRetention(false);
    this.sync.start();
    void this.inBackground(
      careForSpace(this.workstation, {
        cache: () => this.feed.cache,
        onRoom: () => this.sync.kick(),
        onChanged: () => this.events.changed(),
      }),
    );
  }

  /** May decide in the whole delegation, and so take back anyone's decision. */
  get isDelegation(): boolean {
    return this.#scopeOf('decide') === null;
  }

  /** The sub-groups the account holds a right on; null: all of them. */
  #scopeOf(wanted: Right): string[] | null {
    const { account, edition } = this.identity;
    const own = account.grants.filter((grant) => grant.right === wanted && grant.edition === edition);
    const isWhole = own.some(({ subGroupId }) => subGroupId === undefined);
    return isWhole ? null : own.flatMap(({ subGroupId }) => subGroupId ?? []);
  }

  #makeNews(): News {
    const { ledger, keys, recorder } = this.workstation;
    return new News({
      ledger,
      account: this.identity.account.name,
      ownSubGroups: () => this.#scopeOf('view'),
      item: (kind, id) => this.feed.item(kind, id),
      save: async (rows) =>
        recorder.write({ meta: { [NEWS_META]: await sealJson(keys.work, NEWS_CONTEXT, rows) } }),
      onChanged: () => this.events.changed(),
    });
  }

  async #storedNews(): Promise<NewsRow[]> {
    const { work, keys } = this.workstation;
    const sealed = await work.meta<Uint8Array<ArrayBuffer>>(NEWS_META);
    return sealed ? unsealJson<NewsRow[]>(keys.work, NEWS_CONTEXT, sealed) : [];
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
        items: { item: (kind, id) => this.feed.item(kind, id) },
        clock: this.ports.clock,
        random: this.ports.random,
        reviewer: () => ({ account: this.identity.account.name, isDelegation: this.isDelegation }),
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

  // ── the cache and who may see it ──────────────────────────────────────────────────────────────────

  /** The copy here fits no longer, perhaps because the grants have changed: what they are now is asked first. */
  async #renewCache(): Promise<void> {
    const session = await this.client.call('session');
    // A cache pulled with grants not known here would be trimmed by the former ones: its cursor would be past
    // what was thrown away. The next pull asks again.
    if (!session.ok) return;
    if (session.value.account) await this.adoptAccount(session.value.account);
    if (!this.sync.isPushOnly) await this.cache.rebuild();
  }

  /** The account as the gateway has it now. What it may no longer look at is gone from every list at once. */
  async adoptAccount(account: Account): Promise<void> {
    if (account.name !== this.identity.account.name) return;
    const isChanged = JSON.stringify(account) !== JSON.stringify(this.identity.account);
    if (!isChanged) return;
    this.identity.account = account;
    await this.saveIdentity();
    const { edition } = this.identity;
    const mayViewAny = account.grants.some((grant) => grant.right === 'view' && grant.edition === edition);
    if (!this.room || this.sync.isPushOnly) return;
    // With no scope left no new cache can be pulled, so the present one goes at once.
    if (!mayViewAny) {
      const { profile } = this;
      await this.cache.reset();
      await this.feed.setProfile(profile);
    } else if (!this.cache.trim(account)) return;
    this.#showAnew();
  }

  #showAnew(): void {
    this.room = this.#makeRoom();
    this.events.emit({ type: 'rows', kind: 'unit', ids: [] });
    this.events.emit({ type: 'rows', kind: 'attendee', ids: [] });
    this.events.changed();
  }

  async #cacheReplaced(): Promise<void> {
    this.cache.trim(this.identity.account);
    this.#showAnew();
    await this.#followEpoch();
  }

  /**
   * The gateway was restored from a backup: what it has forgotten of ours is sent again under its ids. The
   * epoch this was done for is kept, so that it is done once, whether heartbeat or pull finds out first.
   */
  async #followEpoch(): Promise<void> {
    const { work, recorder, ledger } = this.workstation;
    const { epoch } = this.feed.meta;
    const known = await work.meta<string>('epoch');
    if (epoch === undefined || epoch === known || recorder.fault) return;
    if (known !== undefined) {
      const bound = await this.bind();
      if (!bound.ok) return;
      await recorder.standing(ledger.requeueAbove(bound.value.contiguous));
      // They cover the feed again, which no longer carries them.
      this.room.refreshEntries(ledger.open('attempted'));
      this.sync.planPush();
    }
    await recorder.write({ meta: { epoch } });
  }

  // ── the workstation's name, settings and log ──────────────────────────────────────────────────────

  bind() {
    return this.client.call('bindWorkstation', { params: { ws: this.workstation.header.ws } });
  }

  /**
   * Another machine goes by our name: a new one is bound under the session that still holds, so that nobody
   * is asked for a password; then what has no receipt is numbered anew, all ids kept. The frame comes before
   * the header: cut off in between, the old name is refused once more and this begins again.
   */
  async #rename(): Promise<Failure | null> {
    const ws = this.#freshName();
    const bound = await this.client.call('bindWorkstation', { params: { ws } });
    if (!bound.ok && bound.kind !== 'problem') return bound;
    if ((await this.#takeName(ws)) && !bound.ok) this.events.signInAgain();
    return null;
  }

  /** A traveller stays one: whoever hands in for it is asked for no more than its account. */
  #freshName(): string {
    const isTraveller = isTravelWorkstation(this.workstation.header.ws);
    return `${isTraveller ? TRAVEL_WS_PREFIX : ''}${uuid(this.ports.random)}`;
  }

  async #takeName(ws: string): Promise<boolean> {
    if (!(await this.workstation.recorder.record({ t: 'rename', ws }))) return false;
    this.workstation.header = await renameWorkstation(this.ports, this.workstation.header, ws);
    this.client.setWorkstation(ws);
    return true;
  }

  /** As a cloned profile online, but out of reach of the gateway: the name is bound when it is handed in under. */
  renameOffline(): Promise<boolean> {
    return this.#takeName(this.#freshName());
  }

  async changeSettings(change: Partial<DeskSettings>): Promise<DeskSettings> {
    const { sentences, views, ...plain } = { ...this.settings, ...change };
    const own = parseOwnContent({ sentences, views });
    const changed = { ...plain, ...own };
    this.settings = changed;
    const sealed = await sealOwnContent(this.workstation.keys.work, own);
    // A later change that was sealed sooner has all of this one in it.
    if (this.settings === changed)
      await this.workstation.recorder.write({ meta: { settings: plain, own: sealed } });
    this.events.changed();
    return this.settings;
  }

  async saveIdentity(): Promise<void> {
    const identity = await sealJson(this.workstation.keys.work, IDENTITY_CONTEXT, this.identity);
    await this.workstation.recorder.write({ meta: { identity } });
    await this.#noteIdentity();
  }

  /** The journal knows it, too: who loses the work database still unlocks out of reach of the gateway. */
  async #noteIdentity(): Promise<void> {
    const { ledger, recorder } = this.workstation;
    if (JSON.stringify(ledger.identity) === JSON.stringify(this.identity)) return;
    await recorder.record({ t: 'identity', identity: structuredClone(this.identity) });
  }

  /** One personal field in clear, once the log has it. */
  async reveal(kind: Decision['kind'], id: string, field: string): Promise<string | null> {
    const value = await revealedValue(this.room.context, kind, id, field);
    if (value === null) return null;
    const isLogged = await this.audit.write({ action: 'reveal', subject: { kind, id }, field });
    return isLogged ? value : null;
  }

  /** Says in plain words until when this data may stay; settled only in a desk that was closed in good order. */
  async #keepRetention(isClosing: boolean): Promise<void> {
    const { recorder } = this.workstation;
    if (!this.cache.hasProfile || recorder.fault || recorder.isFenced) return;
    const retention: Retention = {
      until: retentionEnd(this.profile),
      isAllSettled: isClosing && this.unsettledCount === 0,
    };
    await recorder.write({ meta: { [RETENTION_META]: retention } });
  }

  /** By the gateway's clock: is the time over, and nothing left to settle? */
  endIfOver(): void {
    const now = this.ports.clock.now() - this.sync.connection.skewMs;
    if (now >= retentionEnd(this.profile) && this.unsettledCount === 0) this.events.retentionOver(this);
  }

  // ── the end ───────────────────────────────────────────────────────────────────────────────────────

  /** Forgets everything readable at once; the push may go on with the work key until `close`. */
  dropReadable(): void {
    this.sync.pushOnly();
    this.cache.forget();
    this.room = this.#makeRoom();
    // The images' store holds the cache key as well.
    this.images = null;
    this.workstation.keys = { ...this.workstation.keys, cache: LOCKED_KEY };
  }

  async close(): Promise<void> {
    this.sync?.stop();
    this.cache.close();
    await this.#keepRetention(true);
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
  if (sealed) return unsealJson<Identity>(workstation.keys.work, IDENTITY_CONTEXT, sealed);
  return (workstation.ledger.identity as Identity | undefined) ?? null;
}
