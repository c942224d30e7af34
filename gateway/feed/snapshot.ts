/** The snapshot: a manifest of parts covering the caller's scope, and the cursor that continues them. */
import { setTimeout } from 'node:timers/promises';
import type { SnapshotManifest } from '../../shared/protocol/feed.ts';
import { scopeOf } from '../access/grants.ts';
import { BusyError } from '../database/transact.ts';
import { type Edition, requireEdition } from '../editions.ts';
import type { Caller, Ports } from '../ports.ts';
import { writeCursor } from './cursor.ts';
import { buildPartSet, findPartSets, type KnownSet, listParts, type PartSet } from './parts.ts';

/** A set that less than this share of has changed is still good; the delta brings the rest. */
const CHANGED_SHARE = 1 / 5;
const REBUILD_MS = 3_600_000;

/**
 * Manifest of the caller's scope. Sets may be of different age: each holds its sub-group as of its own seq,
 * and the cursor stands at the oldest, so what moved between them comes again and newer seqs win.
 */
export async function readSnapshot(
  ports: Ports,
  caller: Caller,
  editionId: string,
): Promise<SnapshotManifest> {
  const edition = await requireEdition(ports, editionId);
  const scope = scopeOf(caller, editionId, 'view');
  const subGroupIds = scope === 'delegation' ? edition.profile.subGroups.map(({ id }) => id) : scope;
  const known = await findCurrent(ports, edition, subGroupIds);
  const sets: PartSet[] = [];
  for (const subGroupId of subGroupIds)
    sets.push(known.get(subGroupId) ?? (await buildShared(ports, edition, subGroupId)));
  const seq = Math.min(edition.head, ...sets.map((set) => set.seq));
  const entries = await listParts(
    ports,
    sets.map(({ id }) => id),
  );
  const parts = entries.map(({ sha256, sizeBytes, itemCount }) => ({
    sha256,
    bytes: sizeBytes,
    count: itemCount,
  }));
  const cursor = writeCursor(ports, { feed: 'changes', caller, edition }, seq);
  return { epoch: edition.epoch, scopeGen: caller.scopeGen, parts, cursor };
}

/** Builds under way in this process, so that a hundred sign-ins at nine build each set once. */
const building = new WeakMap<Ports, Map<string, Promise<PartSet>>>();
/** Another instance's build is looked for this often, and waited for this long. */
const LOOK_EVERY_MS = 200;
const LOOKS_MAX = 100;

async function buildShared(ports: Ports, edition: Edition, subGroupId: string): Promise<PartSet> {
  const builds = building.get(ports) ?? new Map<string, Promise<PartSet>>();
  building.set(ports, builds);
  const key = `${edition.id}/${edition.epoch}/${subGroupId}`;
  const running = builds.get(key);
  if (running) return await running;
  const build = buildOnce(ports, edition, subGroupId).finally(() => builds.delete(key));
  builds.set(key, build);
  return await build;
}

/** The sets that are still good, by sub-group. */
async function findCurrent(
  ports: Ports,
  edition: Edition,
  subGroupIds: readonly string[],
): Promise<Map<string, PartSet>> {
  const sets = await findPartSets(ports, edition, subGroupIds);
  return new Map([...sets].filter(([, set]) => !isOutdated(set, ports.now())));
}

/** Of several instances one builds, the others wait for its set. Throws a BusyError if it takes too long. */
async function buildOnce(ports: Ports, edition: Edition, subGroupId: string): Promise<PartSet> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const built = await buildPartSet(ports, edition, subGroupId);
    if (built) return built;
    await setTimeout(LOOK_EVERY_MS);
    const set = (await findCurrent(ports, edition, [subGroupId])).get(subGroupId);
    if (set) return set;
  }
  throw new BusyError('another instance is building this part set');
}

/** More than a fifth changed, looked at hourly at most; a set that has doubled is rebuilt at once. */
function isOutdated({ changed, itemCount, builtAtMs }: KnownSet, nowMs: number): boolean {
  if (changed > Math.max(itemCount, 100)) return true;
  return changed > itemCount * CHANGED_SHARE && nowMs - builtAtMs >= REBUILD_MS;
}
