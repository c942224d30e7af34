/** The desk as the screens know it: one method for each thing they may ask, handed to whoever does it. */
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { revokeWorkstation } from './administration.ts';
import type { Desk } from './contract/desk.ts';
import { DeskLife } from './deskLife.ts';
import { intakeMethods } from './intake/intakeMethods.ts';
import { packMethods } from './packs/packMethods.ts';
import type { DeskPorts } from './ports.ts';
import { reportMethods } from './reports/reportMethods.ts';
import { attendeeDetail, unitDetail } from './review/details.ts';
import { seeingMethods } from './review/seeingMethods.ts';
import { secretariatMethods } from './secretariat/secretariatMethods.ts';
import { changePassword } from './signIn/passwords.ts';
import { trayMethods } from './tray/trayMethods.ts';
import { keyProtection } from './vault/systemKey.ts';
import { workbookMethods } from './workbookMethods.ts';

/** Makes the desk of these ports; `boot` finds out what is on this machine. */
export function createDesk(ports: DeskPorts): Desk & { boot(): Promise<void>; isBusy(): boolean } {
  const life = new DeskLife(ports);
  const desk = () => life.desk();
  return {
    boot: () => life.boot(),
    /** True while anything is under way: tests wait for its end. */
    isBusy: () => life.isBusy,
    async status() {
      return life.status();
    },
    async subscribe(listener) {
      return life.subscribe(listener);
    },

    signIn: (input) => life.signIn(input),
    lock: () => life.lock(),
    confirmRestarted: () => life.confirmRestarted(),
    askPersistence: () => life.askPersistence(),
    signOut: () => life.signOut(),
    async changePassword(input) {
      const { signedIn } = life;
      return signedIn ? changePassword(ports, signedIn, input) : { ok: false, why: 'gatewayFault' };
    },
    async syncNow() {
      await life.open?.sync.syncNow();
    },
    async wake() {
      await life.open?.sync.wake();
    },
    async openSubject(subject) {
      return life.isOpen ? desk().presence.open(subject) : [];
    },

    async profile(): Promise<EditionProfile> {
      return desk().profile;
    },
    async openQuery(query) {
      return desk().room.lists.open(query);
    },
    async rows(queryId, from, to) {
      return desk().room.lists.rows(queryId, from, to);
    },
    async rowsById(kind, ids) {
      return desk().room.rowsById(kind, ids);
    },
    async positionOf(queryId, id) {
      return desk().room.lists.positionOf(queryId, id);
    },
    async idsOf(queryId, from, to) {
      return desk().room.lists.ids(queryId, from, to);
    },
    async arrivalsOf(queryId) {
      return desk().room.lists.arrivalsOf(queryId);
    },
    async closeQuery(queryId) {
      life.open?.room.lists.close(queryId);
    },

    unitCounts: async (query, search) => desk().room.lists.unitCounts(query, search),
    unitDetail: async (id) => unitDetail(desk().room.context, id),
    attendeeDetail: async (id) => attendeeDetail(desk().room.context, id),
    image: async (sha256, variant) => desk().images?.get(sha256, variant) ?? { ok: false, why: 'gone' },
    reveal: async (kind, id, field) => desk().reveal(kind, id, field),

    async decide(items) {
      if (life.isOpen) return desk().room.decide(items);
      return {
        batchId: null,
        decided: 0,
        refused: items.map(({ kind, id }) => ({ kind, id, why: 'notOpen' })),
      };
    },
    flaggedOf: async (scope) => desk().room.lists.flaggedOf(scope),
    findingsOf: async (kind, ids) => desk().room.findingsOf(kind, ids),
    previewBatch: async (scope, action) => desk().room.previewBatch(scope, action),
    confirmBatch: async (previewId, input) => desk().room.confirmBatch(previewId, input),
    previewTakeBack: async (batchId) => desk().room.previewTakeBack(batchId),
    takeBack: async (batchId) => desk().room.takeBack(batchId),
    setAside: async (kind, id, isSet) => desk().room.setAside(kind, id, isSet),

    ...seeingMethods(desk),
    ...trayMethods(desk, ports.clock),
    ...secretariatMethods(desk),
    ...workbookMethods(desk, ports),
    ...reportMethods(desk, ports.clock),
    ...packMethods(life, ports),
    ...intakeMethods(desk, ports),
    async syncLog() {
      return [...desk().sync.log];
    },
    async settings() {
      return desk().settings;
    },
    changeSettings: async (change) => desk().changeSettings(change),
    async storage() {
      const { usedBytes, sizeBytes } = await desk().workstation.journal.usage();
      const estimate = await ports.storage.estimate();
      const { isPersisted } = life;
      const { freeBytes, level } = desk().workstation.space;
      const journal = { journalUsedBytes: usedBytes, journalSizeBytes: sizeBytes };
      const protection = await keyProtection(ports, desk().workstation.header);
      return { ...estimate, isPersisted, ...journal, freeBytes, level, keyProtection: protection };
    },

    workstationList: () => life.workstationList(),
    async revokeWorkstation(ws, mode) {
      const client = life.administration?.client ?? desk().client;
      return revokeWorkstation(client, ws, mode);
    },
    async unsettledCount() {
      return desk().unsettledCount;
    },
    wipe: () => life.wipe(),
  };
}
