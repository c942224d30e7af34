/** What the desk needs from outside: time, randomness, network, storage. Production and tests each give their own. */
import type { KeyStoreState, SealKeyReply, UnsealKeyReply } from '../../shared/protocol/desktop.ts';
import type { PartOrder, PreparedPart } from './sync/preparePart.ts';

export interface Clock {
  /** ms since the epoch */
  now(): number;
}

export interface Scheduler {
  /** Runs `task` once after `delayMs`; returns its cancellation. */
  after(delayMs: number, task: () => void): () => void;
}

export interface Random {
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

export interface Locks {
  /**
   * Holds a named lock for life; null if another window has it. The result releases it. `steal` takes it
   * from whoever holds it; `onLost` hears that another window did that.
   */
  acquire(name: string, options?: { steal?: boolean; onLost?: () => void }): Promise<(() => void) | null>;
}

/** How the windows of one browser talk to each other; no window hears its own words. */
export interface Windows {
  post(message: unknown): void;
  /** Returns the end of listening. */
  listen(listener: (message: unknown) => void): () => void;
}

export interface StorageHost {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof globalThis.IDBKeyRange;
  /** asks the host to keep the data under pressure; null where it cannot say */
  persist(): Promise<boolean | null>;
  estimate(): Promise<{ usageBytes: number | null; quotaBytes: number | null }>;
}

export const JOURNAL_FILE_NAMES = ['header', 'a', 'b'] as const;
export type JournalFileName = (typeof JOURNAL_FILE_NAMES)[number];

/** One file of the journal. A write counts only once `flush` has resolved: then the bytes are on the disk. */
export interface JournalFile {
  size(): Promise<number>;
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  write(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  flush(): Promise<void>;
  /** Cuts the file off at `sizeBytes`, giving the space beyond back. */
  truncate(sizeBytes: number): Promise<void>;
}

/** Where journals live: a folder per local id. */
export interface JournalHost {
  list(): Promise<string[]>;
  open(localId: string, file: JournalFileName): Promise<JournalFile>;
  /** The header's bytes, whoever has the journal open; opens nothing and closes nothing. */
  readHeader(localId: string): Promise<Uint8Array<ArrayBuffer>>;
  close(localId: string): Promise<void>;
  remove(localId: string): Promise<void>;
  /** names this run of the whole host, the same through reloads; null where nobody can say (a browser) */
  processId(): Promise<string | null>;
  /** free bytes of the disk that holds the data; null where nobody can say (a browser) */
  freeBytes(): Promise<number | null>;
}

/** The operating system's key store: what is sealed here only this user of this PC gets back. */
export interface KeyStore {
  state(): Promise<KeyStoreState>;
  seal(localId: string, secret: Uint8Array<ArrayBuffer>): Promise<SealKeyReply>;
  unseal(localId: string, sealed: string): Promise<UnsealKeyReply>;
}

/** A worker beside the desk's, which holds no key and is ended after use. */
export interface Helper {
  /** Null if it cannot, or was ended meanwhile. Parts are answered in the order in which they were given. */
  prepare(order: PartOrder): Promise<PreparedPart | null>;
  end(): void;
}

export interface Helpers {
  /** how many are worth having at once */
  count: number;
  start(): Helper;
}

export interface DeskPorts {
  clock: Clock;
  schedule: Scheduler;
  random: Random;
  /** same-origin requests only; relative URLs */
  fetch(url: string, init: RequestInit): Promise<Response>;
  locks: Locks;
  windows: Windows;
  storage: StorageHost;
  journal: JournalHost;
  /** null where the host has none: in a browser */
  keyStore: KeyStore | null;
  /** null where all is done in one thread */
  helpers: Helpers | null;
  /** the gateway's origin, which a workstation belongs to; requests stay relative. Set at sign-in */
  gateway: string;
  config?: Partial<DeskConfig>;
}

export interface DeskConfig {
  /** PBKDF2-SHA256 rounds of a new workstation (335 ms measured at 600,000) */
  kdfIterations: number;
  /** bytes written into each journal file before it is used */
  journalBytes: number;
  /** how long a decision's transaction may take before storage counts as faulty */
  storageLimitMs: number;
  heartbeatMs: number;
  pollMs: number;
  /** images kept on this machine at most */
  imageBudgetBytes: number;
  /** how often the free space of the disk is looked at */
  spaceCheckMs: number;
  /** how long a locked desk may go on uploading */
  drainLimitMs: number;
  /** how long the system's key store may take, its own questions to the user included */
  keyStoreLimitMs: number;
  /** how long another window may take to let go of the workstation before it is taken from it */
  takeOverWaitMs: number;
  /** from how many submissions on the index is packed: fewer are quickly indexed at each unlock */
  packFromRows: number;
  /** how long the feed rests before the index is packed, the first time and again */
  packAfterMs: number;
  packAgainMs: number;
}

export const DEFAULT_CONFIG: DeskConfig = {
  kdfIterations: 600_000,
  journalBytes: 16 * 1024 * 1024,
  storageLimitMs: 5_000,
  heartbeatMs: 20_000,
  pollMs: 60_000,
  imageBudgetBytes: 512 * 1024 * 1024,
  spaceCheckMs: 30_000,
  drainLimitMs: 5 * 60_000,
  keyStoreLimitMs: 60_000,
  takeOverWaitMs: 4_000,
  packFromRows: 5_000,
  packAfterMs: 2_000,
  packAgainMs: 60_000,
};

export function configOf(ports: DeskPorts): DeskConfig {
  return { ...DEFAULT_CONFIG, ...ports.config };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const UUID_BYTES = 16;
/** A browser gives no more than 65,536 random bytes at once. */
const UUIDS_AT_ONCE = 4096;

/** A random UUID (version 4), lowercase. */
export function uuid(random: Random): string {
  return uuidOf(random.bytes(UUID_BYTES));
}

/** So many of them: asking for randomness one by one takes longer than all the rest of an id. */
export function uuids(random: Random, count: number): string[] {
  const ids: string[] = [];
  while (ids.length < count) {
    const bytes = random.bytes(Math.min(count - ids.length, UUIDS_AT_ONCE) * UUID_BYTES);
    for (let at = 0; at < bytes.length; at += UUID_BYTES)
      ids.push(uuidOf(bytes.subarray(at, at + UUID_BYTES)));
  }
  return ids;
}

function uuidOf(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let text = '';
  for (let at = 0; at < UUID_BYTES; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-';
    text += HEX[bytes[at] ?? 0];
  }
  return text;
}
