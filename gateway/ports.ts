/** What the gateway needs from outside: database, clock, randomness, images, log. Tests pass their own. */
import type { Kysely } from 'kysely';
import type { Account } from '../shared/protocol/access.ts';
import type { AssetBundle } from '../shared/web/assets.ts';
import type { PoolUse } from './database/open.ts';
import type { Tables } from './database/tables.ts';
import type { FeedBus } from './feed/bus.ts';
import type { Metrics } from './observe/metrics.ts';

export interface OpenImage {
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
  sizeBytes: number;
}

/** Content-addressed bytes. `name` is `<sha256>` or `<sha256>.thumb`; nothing else is ever asked for. */
export interface ImageStore {
  /** stores the bytes durably; storing the same name again is allowed and changes nothing */
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** for sending it on: no more of it in memory than is under way, where the store can vouch for it unread */
  open(name: string): Promise<OpenImage | null>;
  has(name: string): Promise<boolean>;
  /** removing what is not there changes nothing */
  remove(name: string): Promise<void>;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Ports {
  db: Kysely<Tables>;
  images: ImageStore;
  /** milliseconds since 1970; the only clock the gateway reads */
  now: () => number;
  randomBytes: (size: number) => Uint8Array<ArrayBuffer>;
  /** one line, ids and counts only, never personal data */
  log: (event: string, fields?: LogFields, level?: LogLevel) => void;
  metrics: Metrics;
  /** who may read the metrics from elsewhere; null: this machine only */
  metricsToken: string | null;
  poolUse: () => PoolUse;
  /** tells open pokes of this process that a head has moved */
  bus: FeedBus;
  /** key of the cursor signatures; kept in the database so that all instances share it */
  cursorKey: Uint8Array<ArrayBuffer>;
  /** the configured origin behind TLS, such as `https://desk.example.org`; null: loopback only */
  publicOrigin: string | null;
  /** the built page, or null when only the API is served */
  page: AssetBundle | null;
  /** true while the demo edition is still being filled */
  isSeeding: () => boolean;
  /** true once the gateway was told to stop: running calls end, nothing long is begun */
  isStopping: () => boolean;
  /** log2 of scrypt's N; low in tests only */
  passwordCost: number;
  version: string;
}

/** A signed-in account as the services see it; also what tests and the demo act as. */
export type Caller = Account & {
  /** changes with every change of the account's grants; cursors are bound to it */
  scopeGen: number;
};

/** What gateway/demo/seedDemo.ts gets from the command line. */
export interface DemoOptions {
  /** id of a fair that comes with the product */
  fair: string;
  units: number;
  seed: number;
  /** go on playing registrants, bureau and a second reviewer until `signal` aborts */
  live: boolean;
  password: string;
  signal: AbortSignal;
}

/**
 * The demo generator: resolves once the edition and the accounts exist, so that health may answer;
 * `seeded` settles when every submission is in. With `live` it goes on in the background until aborted.
 */
export type SeedDemo = (ports: Ports, options: DemoOptions) => Promise<{ seeded: Promise<void> }>;
