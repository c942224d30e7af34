/** An open desk: one unlocked reviewer with index, review room, images and sync, from unlock until lock. */
import type { Decision } from '../../shared/domain/decision.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Account } from '../../shared/protocol/access.ts';
import { AuditLog } from './auditLog.ts';
import type { DeskSettings } from './contract/settings.ts';
import type { DeskEvent } from './contract/status.ts';
import type { ReviewIndex } from './index/reviewIndex.ts';
import type { StorageFault } from './ledger/storageFault.ts';
import { followEpoch } from './open/afterRestore.ts';
import { adoptAccount } from './open/changedGrants.ts';
import { type Identity, keepIdentity, noteIdentity, scopeOf } from './open/identity.ts';
import { OwnSettings } from './open/ownSettings.ts';
import {
  makeImages,
  makeNews,
  makePacking,
  makePresence,
  makeRoom,
  makeSync,
  makeTransfers,
} from './open/parts.ts';
import { renameOffline } from './open/workstationName.ts';
import type { DeskPorts } from './ports.ts';
import { keepRetention, retentionEnd } from './retention.ts';
import { revealedValue } from './review/details.ts';
import type { ReviewRoom } from './review/reviewRoom.ts';
import { loadNews } from './secretariat/keptNews.ts';
import type { News } from './secretariat/news.ts';
import { LAST_TRANSFER_META, type TransferRoom } from './secretariat/transferRoom.ts';
import { careForSpace } from './spaceCare.ts';
import { CacheKeeper } from './sync/cacheKeeper.ts';
import type { RevokedMode } from './sync/connection.ts';
import type { FeedStore } from './sync/feedStore.ts';
import type { GatewayClient } from './sync/gatewayClient.ts';
import type { ImageStore } from './sync/imageStore.ts';
import type { Packing } from './sync/packing.ts';
import type { Presence } from './sync/presence.ts';
import type { PullProgress } from './sync/pull.ts';
import type { SyncLoop } from './sync/syncLoop.ts';
import { LOCKED_KEY } from './vault/sealing.ts';
import type { Workstation } from './workstation.ts';

export interface OpenDeskEvents {
  emit(event: DeskEvent): void;
  /** told soon, at once if somebody waits for it */
  changed(how?: { isAwaited: boolean }): void;
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
  readonly #settings: OwnSettings;
  presence!: Presence;
  room!: ReviewRoom;
  /** absent before the start and after lock */
  images: ImageStore | null = null;
  sync!: SyncLoop;
  packing!: Packing;
  /** tasks that run beside: renewing the session, handing in the log */
  background = 0;

  constructor(
    private readonly ports: DeskPorts,
    readonly workstation: Workstation,
    readonly client: GatewayClient,
    readonly identity: Identity,
    readonly events: OpenDeskEvents,
  ) {
    const { recorder } = workstation;
    this.audit = new AuditLog(ports, workstation, client, identity.edition);
    this.cache = new CacheKeeper(ports, workstation, client, identity.edition, {
      progress: (progress) => events.progress(progress),
      replaced: () => this.#cacheReplaced(),
    });
    this.#settings = new OwnSettings(workstation, () => events.changed());
    this.news = makeNews(this);
    this.transfers = makeTransfers(ports, this);
    recorder.onFenced = () => events.fenced();
    recorder.onTakenBack = (entries) => {
      this.room?.refreshEntries(entries);
      events.changed();
    };
  }

  // ── from unlock to lock ───────────────────────────────────────────────────────────────────────────

  /** Loads what is stored; answers whether there is enough to review with, else the first pull is due. */
  async load(): Promise<boolean> {
    const { workstation } = this;
    await this.#settings.load();
    this.transfers.remember(await workstation.work.meta(LAST_TRANSFER_META));
    this.news.remember(await loadNews(workstation));
    await noteIdentity(workstation, this.identity);
    return this.cache.load(this.identity.account);
  }

  /** Opens the review room and starts syncing. */
  start(): void {
    this.events.progress(null);
    this.room = makeRoom(this.ports, this);
    this.images = makeImages(this.ports, this);
    this.presence = makePresence(this.ports, this);
    this.sync = makeSync(this.ports, this);
    this.packing = makePacking(this.ports, this);
    void keepRetention(this, false);
    this.sync.start();
    this.packing.plan();
    void this.inBackground(
      careForSpace(this.workstation, {
        cache: () => this.feed.cache,
        onRoom: () => this.sync.kick(),
        onChanged: () => this.events.changed(),
      }),
    );
  }

  /** Forgets everything readable at once; the push may go on with the work key until `close`. */
  dropReadable(): void {
    this.packing.stop();
    this.sync.pushOnly();
    this.cache.forget();
    this.room = makeRoom(this.ports, this);
    // The images' store holds the cache key as well.
    this.images = null;
    this.workstation.keys = { ...this.workstation.keys, cache: LOCKED_KEY };
  }

  async close(): Promise<void> {
    this.sync?.stop();
    this.packing?.stop();
    this.cache.close();
    await keepRetention(this, true);
    await this.workstation.close();
  }

  // ── what is here ──────────────────────────────────────────────────────────────────────────────────

  get index(): ReviewIndex {
    return this.cache.index;
  }

  get profile(): EditionProfile {
    return this.cache.profile;
  }

  get feed(): FeedStore {
    return this.cache.feed;
  }

  get settings(): DeskSettings {
    return this.#settings.value;
  }

  get isCacheRebuilding(): boolean {
    return this.cache.isRebuilding;
  }

  /** True while anything is being written or asked for: tests wait for its end. */
  get isBusy(): boolean {
    return this.workstation.recorder.pending > 0 || this.background > 0 || this.sync.isBusy;
  }

  /** Decisions that would be lost with this machine, or still ask for their author's word. */
  get unsettledCount(): number {
    return this.workstation.ledger.open('window', 'attempted', 'applied', 'parked').length;
  }

  /** May decide in the whole delegation, and so take back anyone's decision. */
  get isDelegation(): boolean {
    return scopeOf(this.identity, 'decide') === null;
  }

  now(): number {
    return this.ports.clock.now();
  }

  // ── what the reviewer asks for beside reviewing ───────────────────────────────────────────────────

  changeSettings(change: Partial<DeskSettings>): Promise<DeskSettings> {
    return this.#settings.change(change);
  }

  /** One personal field in clear, once the log has it. */
  async reveal(kind: Decision['kind'], id: string, field: string): Promise<string | null> {
    const value = await revealedValue(this.room.context, kind, id, field);
    if (value === null) return null;
    const isLogged = await this.audit.write({ action: 'reveal', subject: { kind, id }, field });
    return isLogged ? value : null;
  }

  // ── who it is, for the gateway ────────────────────────────────────────────────────────────────────

  saveIdentity(): Promise<void> {
    return keepIdentity(this.workstation, this.identity);
  }

  /** The account as the gateway has it now. What it may no longer look at is gone from every list at once. */
  adoptAccount(account: Account): Promise<void> {
    return adoptAccount(this, account);
  }

  bind() {
    return this.client.call('bindWorkstation', { params: { ws: this.workstation.header.ws } });
  }

  /** Another name out of reach of the gateway; false if that could not be saved. */
  renameOffline(): Promise<boolean> {
    return renameOffline(this.ports, this);
  }

  // ── the copy of the submissions ───────────────────────────────────────────────────────────────────

  async #cacheReplaced(): Promise<void> {
    this.cache.trim(this.identity.account);
    this.showAnew();
    this.packing.plan();
    await followEpoch(this);
  }

  /** The index is another: every list is told. */
  showAnew(): void {
    this.room = makeRoom(this.ports, this);
    this.events.emit({ type: 'rows', kind: 'unit', ids: [] });
    this.events.emit({ type: 'rows', kind: 'attendee', ids: [] });
    this.events.changed();
  }

  /** By the gateway's clock: is the time over, and nothing left to settle? */
  endIfOver(): void {
    const now = this.ports.clock.now() - this.sync.connection.skewMs;
    if (now >= retentionEnd(this.profile) && this.unsettledCount === 0) this.events.retentionOver(this);
  }

  // ── tasks that nobody waits for ───────────────────────────────────────────────────────────────────

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
}
