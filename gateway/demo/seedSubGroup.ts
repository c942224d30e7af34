/** Fills one sub-group: images, submissions a slice at a time, then all that happened to them since. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Act, PHASES, type PlannedUnit } from './plan.ts';
import { type PlanContext, pushPhase, takeIn } from './playPlan.ts';

/** Units in one slice, people and pictures included: each keeps the database busy for some tenths of a second. */
const SLICE_UNITS = 20;
const EVENTS_AT_ONCE = 300;

function picturesOf(units: readonly PlannedUnit[]) {
  return units.flatMap((unit) =>
    [unit.versions, ...unit.people.map(({ versions }) => versions)].flatMap((versions) =>
      versions.flatMap(({ image }) => image ?? []),
    ),
  );
}

function actsOf<T extends Act['type']>(units: readonly PlannedUnit[], phase: number, ...types: T[]) {
  const wanted: readonly string[] = types;
  return units.flatMap(({ acts }) =>
    acts.filter((act): act is Extract<Act, { type: T }> => act.phase === phase && wanted.includes(act.type)),
  );
}

/**
 * Plays a sub-group's plan. Every step may be repeated: what is there already is answered as unchanged or
 * replayed. Stops between steps when `signal` aborts, and then answers false.
 */
export async function seedSubGroup(
  units: readonly PlannedUnit[],
  context: PlanContext,
  signal: AbortSignal,
): Promise<boolean> {
  const slices: PlannedUnit[][] = [];
  for (let at = 0; at < units.length; at += SLICE_UNITS) slices.push(units.slice(at, at + SLICE_UNITS));

  // The worker draws the next slice while this one is being written.
  let drawing = context.shelf.fill(picturesOf(slices[0] ?? []));
  for (const [i, slice] of slices.entries()) {
    await drawing;
    if (signal.aborted) return false;
    drawing = context.shelf.fill(picturesOf(slices[i + 1] ?? []));
    // Awaited in the next round; a failure before that must not count as unhandled.
    drawing.catch(() => undefined);
    await takeIn(actsOf(slice, 0, 'version'), context);
    await nextTurn();
  }
  return await playLaterPhases(units, context, signal);
}

async function playLaterPhases(
  units: readonly PlannedUnit[],
  context: PlanContext,
  signal: AbortSignal,
): Promise<boolean> {
  const numbers = { 1: 0, 2: 0 };
  for (const phase of PHASES.slice(1)) {
    if (signal.aborted) return false;
    if (phase % 2 === 1) {
      await pushPhase(actsOf(units, phase, 'decision'), units[0]?.subGroupId ?? '', numbers, context);
    } else {
      for (const delivery of inDeliveries(units, phase)) {
        await takeIn(delivery, context);
        await nextTurn();
      }
    }
    await nextTurn();
  }
  return true;
}

/** A phase's submissions and events in deliveries that never part a unit from its people. */
function inDeliveries(units: readonly PlannedUnit[], phase: number) {
  const deliveries = [];
  let delivery: Extract<Act, { type: 'version' | 'event' }>[] = [];
  for (const unit of units) {
    delivery.push(...actsOf([unit], phase, 'version', 'event'));
    if (delivery.length < EVENTS_AT_ONCE) continue;
    deliveries.push(delivery);
    delivery = [];
  }
  if (delivery.length > 0) deliveries.push(delivery);
  return deliveries;
}
