/**
 * A workstation: one reviewer at one gateway on this machine, with a journal, a work database and keys of
 * its own. Two reviewers on one PC share nothing.
 */
import {
  effaceFormer,
  parseHeader,
  type WorkstationHeader,
  type Wrap,
  writeHeader,
} from './journal/header.ts';
import { Journal, type JournalFiles } from './journal/journal.ts';
import { type Frame, readFrames, standingFault } from './ledger/frames.ts';
import { Ledger } from './ledger/ledger.ts';
import { Recorder } from './ledger/recorder.ts';
import type { StorageFault } from './ledger/storageFault.ts';
import { restoreLedger } from './ledger/workRows.ts';
import { configOf, type DeskPorts } from './ports.ts';
import { SpaceWatch } from './store/spaceWatch.ts';
import { StorageGate } from './store/storageGate.ts';
import { absentWorkStore, openWorkStore, type WorkStore, workDatabaseState } from './store/workStore.ts';
import type { SealingKey } from './vault/sealing.ts';
import { isBindable, makeSecret } from './vault/systemKey.ts';
import { type DataKeys, dataKeys, newKdf, newRawKeys, type RawKeys, wrapKeys } from './vault/vault.ts';

export interface Workstation {
  header: WorkstationHeader;
  keys: DataKeys;
  ledger: Ledger;
  recorder: Recorder;
  journal: Journal;
  work: WorkStore;
  gate: StorageGate;
  /** to be started by whoever hears of its levels */
  space: SpaceWatch;
  /** which leader of this workstation the open desk is; later ones fence it off */
  leaderEpoch: number;
  /** its files are shut: nothing of it is written here any more */
  isClosed: boolean;
  close(): Promise<void>;
}

async function journalFiles(ports: DeskPorts, localId: string): Promise<JournalFiles> {
  return { a: await ports.journal.open(localId, 'a'), b: await ports.journal.open(localId, 'b') };
}

/** The headers of all workstations known on this machine; folders without a whole header are left alone. */
export async function knownWorkstations(ports: DeskPorts): Promise<WorkstationHeader[]> {
  const headers: WorkstationHeader[] = [];
  for (const localId of await ports.journal.list()) {
    // Not by opening: closing it again would shut the files of a workstation that is at work.
    const header = await parseHeader(await ports.journal.readHeader(localId));
    if (header) headers.push(header);
  }
  return headers;
}

/**
 * A new header and its raw keys, nothing written yet. Bound to the system's key store where there is one and
 * the gateway's recovery key could open the workstation without it.
 */
export async function prepareWorkstation(
  ports: DeskPorts,
  names: { localId: string; ws: string; account: string },
  secrets: { password: string; recoveryKey?: string },
): Promise<{ header: WorkstationHeader; raw: RawKeys }> {
  const kdf = newKdf(ports.random, configOf(ports).kdfIterations);
  const raw = newRawKeys(ports.random);
  const isToBind = secrets.recoveryKey !== undefined && isBindable(ports, names);
  const made = isToBind ? await makeSecret(ports, names.localId) : null;
  // A store that does not answer now is asked again at the next unlock.
  const bound = made === 'unavailable' ? null : made;
  const system = bound?.system ?? null;
  const wraps = await wrapKeys(raw, { ...secrets, system }, { localId: names.localId, kdf }, ports.random);
  const systemKey = bound ? { systemKey: bound.sealed } : {};
  return { header: { format: 1, ...names, gateway: ports.gateway, kdf, ...systemKey, wraps }, raw };
}

/** Makes the journal of a new workstation; its header is written last, so that a half-made one is not known. */
export async function createJournal(
  ports: DeskPorts,
  header: WorkstationHeader,
  raw: RawKeys,
): Promise<void> {
  await createJournalFiles(ports, header.localId, raw);
  await makeKnown(ports, header);
  await ports.journal.close(header.localId);
}

/** The journal alone: without its header nobody knows of it. */
export async function createJournalFiles(ports: DeskPorts, localId: string, raw: RawKeys): Promise<void> {
  const { work } = await dataKeys(raw, ports.random);
  await Journal.create(await journalFiles(ports, localId), work, localId, configOf(ports).journalBytes);
}

/** Writes the header: from here on the workstation is known on this machine and opens with its password. */
export async function makeKnown(ports: DeskPorts, header: WorkstationHeader): Promise<void> {
  await writeHeader(await ports.journal.open(header.localId, 'header'), header);
}

/**
 * Opens a workstation with its raw keys: restores the ledger from the work database and carries out what
 * only the journal has. Throws `TamperedError` if a sealed block was altered.
 */
export async function openWorkstation(
  ports: DeskPorts,
  header: WorkstationHeader,
  raw: RawKeys,
  onFault: (fault: StorageFault) => void,
): Promise<Workstation> {
  return openWithKeys(ports, header, await dataKeys(raw, ports.random), onFault);
}

/** As `openWorkstation`, with keys that are at hand: for opening again what is open. */
export async function openWithKeys(
  ports: DeskPorts,
  header: WorkstationHeader,
  keys: DataKeys,
  onFault: (fault: StorageFault) => void,
): Promise<Workstation> {
  const { localId } = header;
  const config = configOf(ports);
  let work: WorkStore | null = null;
  try {
    const files = await journalFiles(ports, localId);
    const opened = await Journal.open(files, keys.work, localId, config.journalBytes);
    const { journal } = opened;
    const frames = readFrames(opened.frames);
    const processId = await ports.journal.processId();
    const gate = new StorageGate(ports.schedule);
    const fault = standingFault(frames);
    gate.hasFailed = fault !== null && (fault.processId === undefined || fault.processId === processId);
    const state = await workDatabaseState(localId, ports.storage);
    gate.isNewer = state === 'newer';
    // With a fault that stands nothing is written: neither a database made nor its version raised.
    const isOpened = gate.hasFailed ? state === 'current' : state !== 'newer';
    const store = isOpened ? openWorkStore(localId, ports.storage, gate) : absentWorkStore();
    work = store;
    const leaderEpoch = gate.isShut ? 0 : await gate.write(config.storageLimitMs, () => store.claim());
    const restored = await restore(store, keys.work, gate.hasFailed);
    const { ledger } = restored;
    work = restored.work;
    const recorder = new Recorder({
      desk: ports,
      config,
      ledger,
      journal,
      work,
      gate,
      key: keys.work,
      processId,
      onFault,
    });
    const rested = restWhatIsNotTold(ledger, frames, restored.appliedFrame);
    await recorder.replay(framesToReplay(ledger, frames, restored.appliedFrame));
    await recorder.standing(rested);
    ledger.fault = fault;
    if (fault && !gate.hasFailed) await recorder.record({ t: 'clear', at: ports.clock.now() });
    ledger.restartWindows(ports.clock.now());
    await recorder.compactIfWorthwhile();
    return assembled(ports, { header, keys, ledger, recorder, journal, work, gate, leaderEpoch });
  } catch (error) {
    work?.close();
    await ports.journal.close(localId);
    throw error;
  }
}

/**
 * The ledger as the work database has it; what cannot be read after a fault is left to the journal, and the
 * database is not asked again.
 */
async function restore(
  work: WorkStore,
  key: SealingKey,
  hasFailed: boolean,
): Promise<{ ledger: Ledger; appliedFrame: number; work: WorkStore }> {
  try {
    const ledger = new Ledger();
    const content = await work.load();
    await restoreLedger(ledger, content, key);
    ledger.noteHighestN((await work.meta<number>('highestN')) ?? 0);
    return { ledger, appliedFrame: content.appliedFrame, work };
  } catch (error) {
    if (!hasFailed) throw error;
    work.close();
    return { ledger: new Ledger(), appliedFrame: 0, work: absentWorkStore() };
  }
}

/** The frames the work database lacks; all of them if it lacks a decision that it should have. */
function framesToReplay(ledger: Ledger, frames: readonly Frame[], appliedFrame: number): Frame[] {
  const isLacking = frames.some(
    (frame) =>
      frame.t === 'act' &&
      frame.no <= appliedFrame &&
      frame.items.some(({ decision }) => !ledger.entries.has(decision.id)),
  );
  return frames.filter((frame) => isLacking || frame.no > appliedFrame);
}

/** A compacted journal tells what was open then; rows from before it say more is open than there was. */
function restWhatIsNotTold(ledger: Ledger, frames: readonly Frame[], appliedFrame: number): Set<string> {
  const [base] = frames;
  if (base?.t !== 'base' || base.no <= appliedFrame) return new Set();
  const acts = frames.filter((frame) => frame.t === 'act');
  return ledger.restAllBut(new Set(acts.flatMap(({ items }) => items.map(({ decision }) => decision.id))));
}

/** The open workstation, with the watch over the disk's space begun. */
function assembled(ports: DeskPorts, parts: Omit<Workstation, 'space' | 'isClosed' | 'close'>): Workstation {
  const { recorder, gate, work, header } = parts;
  const config = configOf(ports);
  const space = new SpaceWatch({
    schedule: ports.schedule,
    freeBytes: () => ports.journal.freeBytes(),
    estimate: () => ports.storage.estimate(),
    everyMs: config.spaceCheckMs,
    imageMostBytes: config.imageBudgetBytes,
  });
  return {
    ...parts,
    space,
    isClosed: false,
    async close() {
      this.isClosed = true;
      space.stop();
      await recorder.settled();
      work.close();
      // What is still on its way to the databases of a closed desk says nothing about the disk.
      gate.onFailed = () => undefined;
      await ports.journal.close(header.localId);
    },
  };
}

/**
 * Wraps the keys anew for a changed password or recovery key, bound to the system's key store where that can be
 * had; the data stays as it is. Null, and nothing is written, if the store does not answer and the keys are
 * bound now: a locked keyring loosens nothing.
 */
export async function rewrap(
  ports: DeskPorts,
  header: WorkstationHeader,
  raw: RawKeys,
  secrets: { password: string; recoveryKey?: string },
): Promise<WorkstationHeader | null> {
  const { systemKey, ...rest } = header;
  const isToBind = (secrets.recoveryKey ?? header.wraps.recovery) !== undefined && isBindable(ports, header);
  const made = isToBind ? await makeSecret(ports, header.localId) : null;
  if (made === 'unavailable' && systemKey !== undefined) return null;
  const bound = made === 'unavailable' ? null : made;
  const kdf = newKdf(ports.random, configOf(ports).kdfIterations);
  const system = bound?.system ?? null;
  const wraps = await wrapKeys(raw, { ...secrets, system }, { localId: header.localId, kdf }, ports.random);
  const recovery: Wrap | undefined = wraps.recovery ?? header.wraps.recovery;
  const next: WorkstationHeader = {
    ...rest,
    kdf,
    ...(bound ? { systemKey: bound.sealed } : {}),
    wraps: { password: wraps.password, ...(recovery ? { recovery } : {}) },
  };
  await replaceHeader(ports, next);
  return next;
}

/** Writes a header in both slots, one after the other: of the former one nothing is left. */
export async function replaceHeader(ports: DeskPorts, header: WorkstationHeader): Promise<void> {
  const file = await ports.journal.open(header.localId, 'header');
  await writeHeader(file, header);
  // The new one counts from here on; what a full disk leaves of the former is effaced at the next unlock.
  await effaceFormer(file).catch(() => undefined);
}

/** Effaces what a write that was cut off has left of a former header. */
export async function effaceFormerHeader(ports: DeskPorts, localId: string): Promise<void> {
  await effaceFormer(await ports.journal.open(localId, 'header'));
}

/** Writes a header with another workstation name. */
export async function renameWorkstation(
  ports: DeskPorts,
  header: WorkstationHeader,
  ws: string,
): Promise<WorkstationHeader> {
  const next = { ...header, ws };
  await writeHeader(await ports.journal.open(header.localId, 'header'), next);
  return next;
}
