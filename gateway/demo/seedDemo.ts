/** Fills a gateway with the demo edition: accounts at once, submissions in the background, resumable. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { shanghaiDate } from '../../shared/domain/calendar.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { shiftProfile, weeksToShift } from '../../shared/domain/profiles/ciie3.ts';
import { findFair } from '../../shared/domain/profiles/fairs.ts';
import { ensureEdition, findEdition } from '../editions.ts';
import type { DemoOptions, Ports, SeedDemo } from '../ports.ts';
import { ensureDemoAccounts } from './demoAccounts.ts';
import { type ImageDrawer, startDrawingWorker } from './drawingWorker.ts';
import { layOutDemo, seedingOrder } from './layout.ts';
import { playLive } from './live.ts';
import { withPastFigures } from './pastFigures.ts';
import { planSubGroup } from './planSubGroup.ts';
import { readSeedingState, type SeedingState, writeSeedingState } from './seedingState.ts';
import { seedReports } from './seedReports.ts';
import { seedSubGroup } from './seedSubGroup.ts';
import { createImageShelf } from './storeImages.ts';

/** The fair of demos that were made before there were others. */
const FIRST_FAIR = 'ciie-3';

/**
 * Makes the demo edition. The first start shifts its dates by whole weeks, so that registration closes 8–14
 * days later, and keeps profile, seed and number of units; later starts keep to those. A start after an
 * interrupted seeding goes on with the sub-group that was not finished. An edition of that id which the
 * demo did not make is left alone.
 */
export const seedDemo: SeedDemo = (ports, options) => seedWith(startDrawingWorker, ports, options);

/** As `seedDemo`, with whoever draws the images. */
export async function seedWith(
  startDrawing: () => ImageDrawer,
  ports: Ports,
  options: DemoOptions,
): ReturnType<SeedDemo> {
  const { state, profile } = await openDemo(ports, options);
  if (!state) {
    ports.log('demo-skipped', { edition: profile.id });
    return { seeded: Promise.resolve() };
  }
  await ensureDemoAccounts(ports, profile, options.password);
  if (state.isComplete && !options.live) return { seeded: Promise.resolve() };
  const drawer = startDrawing();
  const seeded = fillEdition(ports, profile, state, drawer, options.signal);
  const background = seeded
    .then((isDone) =>
      isDone && options.live
        ? playLive(ports, { profile, seed: state.seed, drawer, signal: options.signal })
        : undefined,
    )
    .finally(() => drawer.close());
  background.catch((error: unknown) => {
    ports.log('demo-failed', { reason: error instanceof Error ? error.message : 'unknown' });
  });
  return { seeded: seeded.then(() => undefined) };
}

/** Edition and state of an earlier start, or fresh ones; no state if the edition is not the demo's. */
async function openDemo(
  ports: Ports,
  { seed, units, fair }: Pick<DemoOptions, 'seed' | 'units' | 'fair'>,
): Promise<{ profile: EditionProfile; state: SeedingState | null }> {
  const known = await readSeedingState(ports);
  // What was asked for now holds for a new data folder only; mixing two demos would spoil both.
  const id = known ? (known.fair ?? FIRST_FAIR) : fair;
  const edition = await findEdition(ports, id);
  if (edition) {
    const isOther = known && (known.units !== units || known.seed !== seed || id !== fair);
    if (isOther) ports.log('demo-kept', { fair: id, units: known.units, seed: known.seed });
    return { profile: edition.profile, state: known };
  }
  const today = shanghaiDate(ports.now());
  const found = findFair(id);
  if (!found) throw new Error(`there is no fair "${id}"`);
  const profile = withPastFigures(shiftProfile(found, weeksToShift(found, today)), seed);
  const state = { fair: id, seed, units, today, done: [], isComplete: false };
  await writeSeedingState(ports, state);
  await ensureEdition(ports, profile);
  return { profile, state };
}

/** Fills what is missing; true when all is in, false if it was aborted before. */
async function fillEdition(
  ports: Ports,
  profile: EditionProfile,
  state: SeedingState,
  drawer: ImageDrawer,
  signal: AbortSignal,
): Promise<boolean> {
  if (state.isComplete) return true;
  // The gateway listens first; planning takes some tenths of a second.
  await nextTurn();
  const layout = layOutDemo(profile, state);
  // Each slice would write a line otherwise; one per sub-group says as much.
  const quiet: Ports = { ...ports, log: () => undefined };
  let done = state.done;
  for (const subGroupId of seedingOrder(profile).filter((id) => !state.done.includes(id))) {
    const startedMs = ports.now();
    let refused = 0;
    const context = {
      ports: quiet,
      edition: profile.id,
      shelf: createImageShelf(quiet, profile.id, drawer),
      onRefused: () => {
        refused += 1;
      },
    };
    const units = planSubGroup(layout, subGroupId, { today: state.today });
    const isDone = await seedSubGroup(units, context, signal);
    if (!isDone) return false;
    await seedReports(quiet, profile, units, { subGroupId, seed: state.seed, today: state.today });
    done = [...done, subGroupId];
    await writeSeedingState(ports, { ...state, done });
    ports.log('demo-sub-group', { subGroupId, units: units.length, refused, ms: ports.now() - startedMs });
  }
  await writeSeedingState(ports, { ...state, done, isComplete: true });
  return true;
}
