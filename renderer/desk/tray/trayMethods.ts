/** The sync centre's part of the desk's contract: lists of decisions, the tray, comparisons, notes. */
import type { Desk } from '../contract/desk.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { Clock } from '../ports.ts';
import { keptHistory } from './keptHistory.ts';
import { outboxRows, recentActs, recentRows } from './outboxRows.ts';
import { TrayRoom } from './trayRoom.ts';

type TrayMethods = Pick<
  Desk,
  | 'outbox'
  | 'recentDecisions'
  | 'recentActs'
  | 'tray'
  | 'trayDetail'
  | 'compare'
  | 'revealVersion'
  | 'previewTray'
  | 'confirmTray'
  | 'resolve'
  | 'logNote'
>;

function makeTray(open: OpenDesk): TrayRoom {
  const { workstation, client, identity } = open;
  return new TrayRoom({
    room: () => open.room,
    recorder: workstation.recorder,
    history: keptHistory(workstation, client, identity.edition),
    leavingOf: (unitId) => open.news.leaving(unitId),
  });
}

/** `desk` answers the open desk, or throws where none is open. */
export function trayMethods(desk: () => OpenDesk, clock: Clock): TrayMethods {
  // One per open desk: previews are frozen in it, and go with it.
  const rooms = new WeakMap<OpenDesk, TrayRoom>();
  function tray(): TrayRoom {
    const open = desk();
    const known = rooms.get(open);
    if (known) return known;
    const made = makeTray(open);
    rooms.set(open, made);
    return made;
  }
  return {
    async outbox() {
      return outboxRows(desk().workstation.ledger, clock.now());
    },
    async recentDecisions(limit) {
      return recentRows(desk().workstation.ledger, clock.now(), limit);
    },
    async recentActs(limit) {
      const { workstation, room } = desk();
      return recentActs(workstation.ledger, clock.now(), limit, (batchId) => room.isTakeable(batchId));
    },
    tray: async () => tray().rows(),
    trayDetail: async (decisionId) => tray().detail(decisionId),
    compare: async (kind, id, before, after) => tray().compare(kind, id, before, after),
    async revealVersion(kind, id, version, field) {
      const open = desk();
      const value = await tray().personal(kind, id, version, field);
      if (value === null) return null;
      return (await open.audit.write({ action: 'reveal', subject: { kind, id }, field })) ? value : null;
    },
    previewTray: async (decisionIds, how, shownHash) => tray().preview(decisionIds, how, shownHash),
    confirmTray: async (previewId, decisionIds) => tray().confirm(previewId, decisionIds),
    async resolve(decisionIds, how) {
      await tray().resolve(decisionIds, how);
    },
    logNote: async ({ decisions, fileHash }) =>
      desk().audit.write({
        action: 'export',
        rowCount: decisions,
        fileHash,
        purpose: 'note on decisions not applied',
      }),
  };
}
