/** The ports of a running gateway, from its configuration: database migrated, images, clock, log. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AssetBundle } from '../shared/web/assets.ts';
import { migrate } from './database/migrations.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { refreshStatistics } from './database/statistics.ts';
import { createFeedBus } from './feed/bus.ts';
import { openS3Store } from './images/s3Store.ts';
import { openImageStore } from './images/store.ts';
import { createLog, readLogLevel } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import type { Ports } from './ports.ts';

export interface Configuration {
  /** PostgreSQL; null: embedded PGlite in the data folder */
  databaseUrl: string | null;
  dataDir: string;
  /** null: `images` in the data folder */
  imageStore: string | null;
  publicOrigin: string | null;
  logLevel: ReturnType<typeof readLogLevel>;
  metricsToken: string | null;
  version: string;
}

const PASSWORD_COST = 15;

/** Reads the configuration from environment variables. Throws a sentence for a malformed one. */
export function readConfiguration(env: NodeJS.ProcessEnv, version: string): Configuration {
  const publicOrigin = env.PUBLIC_ORIGIN || null;
  if (publicOrigin !== null && !isOrigin(publicOrigin)) {
    throw new Error(
      `PUBLIC_ORIGIN must be an origin such as https://desk.example.org, not "${publicOrigin}".`,
    );
  }
  return {
    databaseUrl: env.DATABASE_URL || null,
    dataDir: env.DATA_DIR || '.data',
    imageStore: env.IMAGE_STORE || null,
    publicOrigin,
    logLevel: readLogLevel(env.LOG_LEVEL),
    metricsToken: env.METRICS_TOKEN || null,
    version,
  };
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

/** Opens everything and brings the schema up to date. */
export async function openPorts(
  configuration: Configuration,
  parts: { page?: AssetBundle | null; isSeeding?: () => boolean; isStopping?: () => boolean } = {},
): Promise<{ ports: Ports; close: () => Promise<void> }> {
  const { databaseUrl, dataDir, imageStore, publicOrigin, version } = configuration;
  const images = imageStore?.startsWith('s3:')
    ? openS3Store(imageStore)
    : openImageStore(imageStore ?? `file:${join(dataDir, 'images')}`);
  const database = await openDatabase(databaseUrl === null ? { folder: dataDir } : { url: databaseUrl });
  try {
    await migrate(database.db);
    if (database.engine === 'pglite') await refreshStatistics(database.db);
    const ports: Ports = {
      db: database.db,
      images,
      now: Date.now,
      randomBytes: (size) => new Uint8Array(randomBytes(size)),
      log: createLog(configuration.logLevel),
      metrics: createMetrics(),
      metricsToken: configuration.metricsToken,
      poolUse: database.poolUse,
      bus: createFeedBus(),
      cursorKey: await sharedKey(database),
      publicOrigin,
      page: parts.page ?? null,
      isSeeding: parts.isSeeding ?? (() => false),
      isStopping: parts.isStopping ?? (() => false),
      passwordCost: PASSWORD_COST,
      version,
    };
    return { ports, close: database.close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The key of the cursor signatures: made once, shared by all instances on the database. */
export async function sharedKey({ db }: Pick<OpenDatabase, 'db'>): Promise<Uint8Array<ArrayBuffer>> {
  const name = 'cursor';
  await db
    .insertInto('gateway_secret')
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('gateway_secret')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return new Uint8Array(row.value);
}
