/**
 * Fills a gateway's data folder with a great many submissions of the demo's making, all of them waiting: its
 * plans and its intake, but one licence and one portrait for all, so that minutes suffice.
 */

import { createHash } from 'node:crypto';
import { refreshStatistics } from '../../gateway/database/statistics.ts';
import { ensureDemoAccounts } from '../../gateway/demo/demoAccounts.ts';
import { startDrawingWorker } from '../../gateway/demo/drawingWorker.ts';
import type { ImageOrder } from '../../gateway/demo/images/imageOrder.ts';
import { type DemoLayout, layOutDemo } from '../../gateway/demo/layout.ts';
import type { Act, PlannedUnit } from '../../gateway/demo/plan.ts';
import { planSubGroup } from '../../gateway/demo/planSubGroup.ts';
import { takeIn } from '../../gateway/demo/playPlan.ts';
import { createImageShelf, type ImageShelf } from '../../gateway/demo/storeImages.ts';
import { ensureEdition } from '../../gateway/editions.ts';
import { openPorts, readConfiguration } from '../../gateway/openPorts.ts';
import type { Ports } from '../../gateway/ports.ts';
import { shanghaiDate } from '../../shared/domain/calendar.ts';
import { CIIE3, shiftProfile, weeksToShift } from '../../shared/domain/profiles/ciie3.ts';
import { DEMO_PASSWORD } from '../e2e/gatewayApi.ts';

export interface FillOptions {
  /** where the gateway keeps its data; PostgreSQL instead if `databaseUrl` is given */
  dataDir: string;
  databaseUrl?: string;
  /** people come with them, about four and a half to a unit */
  units: number;
  seed: number;
  /** as in the demo, about one in eight has something for the checks to find; false: nobody */
  hasFaults?: boolean;
  /** each picture under a hash of its own, known by its facts alone; else nobody's photo is theirs alone */
  hasOwnPictures?: boolean;
  onProgress?(done: number, all: number): void;
}
export interface Filled {
  edition: string;
  units: number;
  /** those who came with their unit; whom it adds later is not there yet */
  attendees: number;
  seconds: number;
}

const SLICE_ITEMS = 900;

/** Resolves when all of it is in; the gateway must not be running on the same folder. */
export async function fillGateway(options: FillOptions): Promise<Filled> {
  const startedAt = Date.now();
  const environment = {
    DATA_DIR: options.dataDir,
    DATABASE_URL: options.databaseUrl ?? '',
    LOG_LEVEL: 'error',
  };
  const { ports: loud, close } = await openPorts(readConfiguration(environment, '0'));
  const ports = { ...loud, log: () => undefined };
  const drawer = startDrawingWorker();
  try {
    const today = shanghaiDate(ports.now());
    const profile = shiftProfile(CIIE3, weeksToShift(CIIE3, today));
    await ensureEdition(ports, profile);
    await ensureDemoAccounts(ports, profile, DEMO_PASSWORD);
    const laidOut = layOutDemo(profile, { seed: options.seed, units: options.units });
    const layout = options.hasFaults === false ? withoutFaults(laidOut) : laidOut;
    const one = onePictureOfAKind(createImageShelf(ports, profile.id, drawer));
    const shelf = options.hasOwnPictures ? picturesByFacts(one, ports.db, profile.id) : one;
    const all = layout.slots.reduce((sum, { people }) => sum + 1 + people.length, 0);
    let done = 0;
    const context = {
      ports,
      edition: profile.id,
      shelf,
      onRefused: (id: string, why: string) => {
        throw new Error(`the gateway refused ${id}: ${why}`);
      },
    };
    for (const { id } of profile.subGroups) {
      for (const acts of slices(planSubGroup(layout, id, { today }))) {
        await shelf.fill(acts.flatMap(({ subject, revision }) => imageOf(subject, revision)));
        await takeIn(acts, context);
        done += acts.length;
        options.onProgress?.(done, all);
      }
    }
    await refreshStatistics(ports.db);
    return {
      edition: profile.id,
      units: layout.slots.length,
      attendees: done - layout.slots.length,
      seconds: (Date.now() - startedAt) / 1000,
    };
  } finally {
    await drawer.close();
    await close();
  }
}

function withoutFaults(layout: DemoLayout): DemoLayout {
  return {
    ...layout,
    slots: layout.slots.map(({ fault: _, people, ...slot }) => ({
      ...slot,
      people: people.map(({ id, number }) => ({ id, number })),
    })),
  };
}

type VersionAct = Extract<Act, { type: 'version' }>;

/** First registrations only, in deliveries that never part a unit from its people. */
function* slices(units: readonly PlannedUnit[]): Generator<VersionAct[]> {
  let slice: VersionAct[] = [];
  for (const { acts } of units) {
    slice.push(...acts.filter((act): act is VersionAct => act.type === 'version' && act.phase === 0));
    if (slice.length < SLICE_ITEMS) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

function imageOf(subject: VersionAct['subject'], revision: number): ImageOrder[] {
  return subject.versions.flatMap((version) =>
    version.revision === revision && version.image ? [version.image] : [],
  );
}

/** The first picture of each kind stands for all others. */
function onePictureOfAKind(shelf: ImageShelf): ImageShelf {
  const first = new Map<string, ImageOrder>();
  const standIn = (order: ImageOrder): ImageOrder => first.get(order.kind) ?? order;
  return {
    async fill(orders) {
      const fresh = orders.filter(({ kind }) => !first.has(kind));
      for (const order of fresh) if (!first.has(order.kind)) first.set(order.kind, order);
      await shelf.fill([...first.values()]);
    },
    hashOf: (order) => shelf.hashOf(standIn(order)),
  };
}

/** Every picture is in the register of images, under a hash that no content has: shown, it would be missing. */
function picturesByFacts(shelf: ImageShelf, db: Ports['db'], edition: string): ImageShelf {
  const hashOf = (order: ImageOrder) => createHash('sha256').update(JSON.stringify(order)).digest('hex');
  return {
    async fill(orders) {
      await shelf.fill(orders);
      const models = [...new Set(orders.map((order) => shelf.hashOf(order)))];
      if (models.length === 0) return;
      const facts = await db
        .selectFrom('image')
        .selectAll()
        .where('edition', '=', edition)
        .where('sha256', 'in', models)
        .execute();
      const rows = orders.flatMap((order) => {
        const model = facts.find(({ sha256 }) => sha256 === shelf.hashOf(order));
        return model ? [{ ...model, sha256: hashOf(order), facts: JSON.stringify(model.facts) }] : [];
      });
      await db
        .insertInto('image')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    hashOf,
  };
}
