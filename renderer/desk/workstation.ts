/**
 * A workstation: one reviewer at one gateway on this machine, with a journal, a work database and keys of
 * its own. Two reviewers on one PC share nothing.
 */
import { parseHeader, type WorkstationHeader, type Wrap, writeHeader } from './journal/header.ts';
import { Journal, type JournalFiles } from './journal/journal.ts';
import { Ledger } from './ledger/ledger.ts';
import { Recorder, readFrames, restoreLedger, type StorageFault } from './ledger/recorder.ts';
import { configOf, type DeskPorts } from './ports.ts';
import { openWorkStore, type WorkStore } from './store/workStore.ts';
import { type DataKeys, dataKeys, newKdf, newRawKeys, type RawKeys, wrapKeys } from './vault/vault.ts';

export interface Workstation {
  header: WorkstationHeader;
  keys: DataKeys;
  ledger: Ledger;
  recorder: Recorder;
  journal: Journal;
  work: WorkStore;
  /** which leader of this workstation the open desk is; later ones fence it off */
  leaderEpoch: number;
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

/** A new header and its raw keys, nothing written yet. */
export async function prepareWorkstation(
  ports: DeskPorts,
  names: { localId: string; ws: string; account: string },
  secrets: { password: string; recoveryKey: string },
): Promise<{ header: WorkstationHeader; raw: RawKeys }> {
  const kdf = newKdf(ports.random, configOf(ports).kdfIterations);
  const raw = newRawKeys(ports.random);
  const wraps = await wrapKeys(raw, secrets, { localId: names.localId, kdf }, ports.random);
  return { header: { format: 1, ...names, gateway: ports.gateway, kdf, wraps }, raw };
}

/** Makes the journal of a new workstation; its header is written last, so that a half-made one is not known. */
export async function createJournal(
  ports: DeskPorts,
  header: WorkstationHeader,
  raw: RawKeys,
): Promise<void> {
  const { localId } = header;
  const { work } = await dataKeys(raw, ports.random);
  await Journal.create(await journalFiles(ports, localId), work, localId, configOf(ports).journalBytes);
  await writeHeader(await ports.journal.open(localId, 'header'), header);
  await ports.journal.close(localId);
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
  const { localId } = header;
  const keys = await dataKeys(raw, ports.random);
  const work = openWorkStore(localId, ports.storage);
  try {
    const files = await journalFiles(ports, localId);
    const { journal, frames } = await Journal.open(files, keys.work, localId, configOf(ports).journalBytes);
    const ledger = new Ledger();
    const leaderEpoch = await work.claim();
    const content = await work.load();
    await restoreLedger(ledger, content, keys.work);
    ledger.noteHighestN((await work.meta<number>('highestN')) ?? 0);
    const config = configOf(ports);
    const recorder = new Recorder(ports, config, ledger, journal, work, keys.work, onFault);
    await recorder.replay(readFrames(frames).filter((frame) => frame.no > content.appliedFrame));
    ledger.restartWindows(ports.clock.now());
    await recorder.compactIfWorthwhile();
    return {
      header,
      keys,
      ledger,
      recorder,
      journal,
      work,
      leaderEpoch,
      async close() {
        await recorder.settled();
        work.close();
        await ports.journal.close(localId);
      },
    };
  } catch (error) {
    work.close();
    await ports.journal.close(localId);
    throw error;
  }
}

/** Wraps the keys anew for a changed password or recovery key; the data stays as it is. */
export async function rewrap(
  ports: DeskPorts,
  header: WorkstationHeader,
  raw: RawKeys,
  secrets: { password: string; recoveryKey?: string },
): Promise<WorkstationHeader> {
  const kdf = newKdf(ports.random, configOf(ports).kdfIterations);
  const wraps = await wrapKeys(raw, secrets, { localId: header.localId, kdf }, ports.random);
  const recovery: Wrap | undefined = wraps.recovery ?? header.wraps.recovery;
  const next: WorkstationHeader = {
    ...header,
    kdf,
    wraps: { password: wraps.password, ...(recovery ? { recovery } : {}) },
  };
  await writeHeader(await ports.journal.open(header.localId, 'header'), next);
  return next;
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
