/** The parts of an open desk, and what each hears of the others. */
import { subjectOf } from '../ledger/entry.ts';
import type { OpenDesk } from '../openDesk.ts';
import { configOf, type DeskPorts } from '../ports.ts';
import { ReviewRoom } from '../review/reviewRoom.ts';
import { keepNews } from '../secretariat/keptNews.ts';
import { News } from '../secretariat/news.ts';
import { TransferRoom } from '../secretariat/transferRoom.ts';
import { ImageStore } from '../sync/imageStore.ts';
import { Packing } from '../sync/packing.ts';
import { Presence } from '../sync/presence.ts';
import { SyncLoop } from '../sync/syncLoop.ts';
import { followEpoch } from './afterRestore.ts';
import { renewCache } from './changedGrants.ts';
import { scopeOf } from './identity.ts';
import { rename } from './workstationName.ts';

export function makeNews(open: OpenDesk): News {
  const { workstation, identity } = open;
  return new News({
    ledger: workstation.ledger,
    account: identity.account.name,
    ownSubGroups: () => scopeOf(identity, 'view'),
    item: (kind, id) => open.feed.item(kind, id),
    save: (rows) => keepNews(workstation, rows),
    onChanged: () => open.events.changed(),
  });
}

export function makeTransfers(ports: DeskPorts, open: OpenDesk): TransferRoom {
  const { client, identity, workstation } = open;
  return new TransferRoom({
    client,
    edition: identity.edition,
    recorder: workstation.recorder,
    room: () => open.room,
    clock: ports.clock,
    random: ports.random,
    onMoved: () => {
      open.events.changed();
      void open.inBackground(open.sync.syncNow());
    },
  });
}

export function makeRoom(ports: DeskPorts, open: OpenDesk): ReviewRoom {
  return new ReviewRoom(
    {
      index: open.index,
      ledger: open.workstation.ledger,
      profile: open.profile,
      items: {
        item: (kind, id) => open.feed.item(kind, id),
        eachText: (subjects, visit) => open.feed.eachText(subjects, visit),
      },
      clock: ports.clock,
      random: ports.random,
      reviewer: () => ({ account: open.identity.account.name, isDelegation: open.isDelegation }),
      opened: open.room?.context.opened ?? new Set(),
    },
    open.workstation.recorder,
    () => open.settings.undoWindowSeconds * 1000,
    {
      rowsChanged: (kind, ids) => open.events.emit({ type: 'rows', kind, ids }),
      changed: (how) => {
        open.events.changed(how);
        open.sync?.planPush();
      },
      batchProgress: (done, total) => open.events.emit({ type: 'batch', done, total }),
    },
  );
}

export function makeImages(ports: DeskPorts, open: OpenDesk): ImageStore {
  const { workstation, client, identity } = open;
  return new ImageStore({
    cache: () => open.feed.cache,
    key: workstation.keys.cache,
    client,
    edition: identity.edition,
    clock: ports.clock,
    budgetBytes: async () => workstation.space.imageBudgetBytes(await open.feed.cache.imageBytes()),
    mayPrefetch: () => workstation.space.level === 'plenty' && open.sync.connection.state === 'online',
  });
}

export function makePresence(ports: DeskPorts, open: OpenDesk): Presence {
  return new Presence({
    client: open.client,
    edition: open.identity.edition,
    schedule: ports.schedule,
    isOnline: () => open.sync.connection.state === 'online',
    onChanged: ({ kind, id }, names) => open.events.emit({ type: 'presence', kind, id, names }),
  });
}

export function makeSync(ports: DeskPorts, open: OpenDesk): SyncLoop {
  const { workstation, client, identity, events } = open;
  return new SyncLoop({
    desk: ports,
    config: configOf(ports),
    client,
    edition: identity.edition,
    profile: () => open.profile,
    ledger: workstation.ledger,
    recorder: workstation.recorder,
    presence: open.presence,
    feed: () => open.feed,
    ws: () => workstation.header.ws,
    onApplied: (change) => {
      open.packing.plan();
      void open.inBackground(open.news.take(change));
      open.room.refreshSubjects(change.changed);
      open.room.refreshSubjects([...change.touched].map(subjectOf));
    },
    onEntries: (entries) => open.room.refreshEntries(entries),
    onProgress: (progress) => events.progress(progress),
    onChanged: () => events.changed(),
    onCacheUnfit: () => renewCache(open),
    onEpoch: () => open.inBackground(open.cache.rebuild()),
    onSequenceReused: () => rename(ports, open),
    onRevoked: (mode) => events.revoked(open, mode),
    onOnline: () => void open.inBackground(Promise.all([open.audit.handIn(), followEpoch(open)])),
  });
}

export function makePacking(ports: DeskPorts, open: OpenDesk): Packing {
  const { gate, recorder, space } = open.workstation;
  return new Packing({
    schedule: ports.schedule,
    config: configOf(ports),
    feed: () => open.feed,
    isBarred: () => gate.isShut || recorder.isFenced || space.level !== 'plenty' || open.sync.isPushOnly,
    inBackground: (task) => open.inBackground(task),
  });
}
