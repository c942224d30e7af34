/** The ground plan of the demo: how many units each sub-group has, who has how many people, where faults sit. */
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { FAULTS_BY_TURN as ATTENDEE_FAULTS, type AttendeeFaultId } from './faults/attendeeFaultIds.ts';
import { CITY_FAULTS, FAULTS_BY_TURN as UNIT_FAULTS, type UnitFaultId } from './faults/unitFaultIds.ts';
import { createRandom } from './random.ts';

/** The sub-group that is filled first, so that a visitor has something to review at once. */
export const FIRST_SUB_GROUP = 'guangzhou';
/** Share of the units, and of the attendees, that carry a planted fault. */
const FAULT_SHARE = 0.12;

export interface PersonSlot {
  id: string;
  /** place in the edition, from 0 */
  number: number;
  fault?: AttendeeFaultId;
  /** number of the person without a fault that a duplicate copies */
  partner?: number;
}

export interface UnitSlot {
  id: string;
  /** place in the edition, from 0 */
  index: number;
  subGroupId: string;
  people: PersonSlot[];
  fault?: UnitFaultId;
  /** index of the unit without a fault that a duplicate copies */
  partner?: number;
  /** how often this kind of fault was planted before */
  faultRound: number;
}

export interface DemoLayout {
  seed: number;
  profile: EditionProfile;
  slots: readonly UnitSlot[];
  /** whose unit each person belongs to, by the person's number */
  unitOf: readonly UnitSlot[];
}

const numbered = (prefix: string, number: number): string =>
  `${prefix}-${String(number + 1).padStart(6, '0')}`;

/** Units per sub-group in proportion to the targets, by largest remainder; they add up to `units`. */
function apportion(profile: Pick<EditionProfile, 'subGroups'>, units: number): Map<string, number> {
  const total = profile.subGroups.reduce((sum, subGroup) => sum + subGroup.targetUnits, 0) || 1;
  const shares = profile.subGroups.map(({ id, targetUnits }) => {
    const exact = (units * targetUnits) / total;
    return { id, whole: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let missing = units - shares.reduce((sum, { whole }) => sum + whole, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest)) {
    if (missing-- <= 0) break;
    share.whole += 1;
  }
  return new Map(shares.map(({ id, whole }) => [id, whole]));
}

/** Ids of the sub-groups in the order in which they are filled. */
export function seedingOrder(profile: Pick<EditionProfile, 'subGroups'>): string[] {
  const ids = profile.subGroups.map(({ id }) => id);
  return [...ids.filter((id) => id === FIRST_SUB_GROUP), ...ids.filter((id) => id !== FIRST_SUB_GROUP)];
}

/** Lays out the whole edition; quick, and the same for the same profile, number of units and seed. */
export function layOutDemo(
  profile: EditionProfile,
  { units, seed }: { units: number; seed: number },
): DemoLayout {
  const slots: UnitSlot[] = [];
  let person = 0;
  for (const [subGroupId, count] of apportion(profile, units)) {
    for (let i = 0; i < count; i++) {
      const index = slots.length;
      const size = createRandom(seed, 'size', index).weighted([
        [2, 20],
        [3, 34],
        [4, 28],
        [5, 18],
      ] as const);
      const people = Array.from({ length: size }, () => ({ id: numbered('a', person), number: person++ }));
      slots.push({ id: numbered('u', index), index, subGroupId, people, faultRound: 0 });
    }
  }
  const cities = new Set(profile.subGroups.filter(({ kind }) => kind === 'city').map(({ id }) => id));
  const order = seedingOrder(profile);
  const turns = { unit: turnOver(UNIT_FAULTS), attendee: turnOver(ATTENDEE_FAULTS) };
  for (const subGroupId of order) {
    const own = slots.filter((slot) => slot.subGroupId === subGroupId);
    plantUnitFaults(own, seed, cities.has(subGroupId), turns.unit);
    plantAttendeeFaults(own, seed, turns.attendee);
  }
  return { seed, profile, slots, unitOf: slots.flatMap((slot) => slot.people.map(() => slot)) };
}

interface Turn<T> {
  /** the next fault that `suits`, and how often it came before */
  next(suits: (fault: T) => boolean): { fault: T; round: number } | null;
  /** how many of `count` more are to be planted, fractions carried over */
  take(count: number): number;
}

/** Deals faults in turn, so that each occurs as often as any other; one that does not suit stays first in line. */
function turnOver<T>(faults: readonly T[]): Turn<T> {
  const line = faults.map((fault) => ({ fault, round: 0 }));
  let owed = 0;
  return {
    next(suits) {
      const at = line.findIndex(({ fault }) => suits(fault));
      const [entry] = at < 0 ? [] : line.splice(at, 1);
      if (!entry) return null;
      line.push({ fault: entry.fault, round: entry.round + 1 });
      return entry;
    },
    take(count) {
      owed += count * FAULT_SHARE;
      const whole = Math.floor(owed);
      owed -= whole;
      return whole;
    },
  };
}

/** Faults that repeat what another unit has. */
const UNIT_COPIES: ReadonlySet<UnitFaultId> = new Set(['codeDuplicate', 'nameDuplicate']);
/** Faults that repeat what a person of another unit has. */
const PERSON_COPIES: ReadonlySet<AttendeeFaultId> = new Set(['registeredElsewhere', 'photoShared']);

function plantUnitFaults(own: UnitSlot[], seed: number, isCity: boolean, turn: Turn<UnitFaultId>): void {
  const random = createRandom(seed, 'unitFaults', own[0]?.subGroupId ?? '');
  const shuffled = random.shuffle(own);
  const count = turn.take(own.length);
  const originals = shuffled.slice(count).filter((slot) => slot.people.length > 0);
  for (const slot of shuffled.slice(0, count)) {
    const dealt = turn.next((fault) => {
      if (!isCity && CITY_FAULTS.has(fault)) return false;
      if (UNIT_COPIES.has(fault)) return originals.length > 0;
      return fault !== 'phoneShared' || slot.people.length >= 4;
    });
    if (!dealt) continue;
    slot.fault = dealt.fault;
    slot.faultRound = dealt.round;
    if (UNIT_COPIES.has(dealt.fault)) slot.partner = random.pick(originals).index;
  }
}

function plantAttendeeFaults(own: UnitSlot[], seed: number, turn: Turn<AttendeeFaultId>): void {
  const random = createRandom(seed, 'attendeeFaults', own[0]?.subGroupId ?? '');
  const all = own.flatMap((slot) => slot.people.map((person) => ({ slot, person })));
  // A shared phone is planted on all people of its unit; faults of their own would hide it.
  const places = random.shuffle(all.filter(({ slot }) => slot.fault !== 'phoneShared'));
  const chosen = places.slice(0, turn.take(all.length));
  const originals = places.slice(chosen.length);
  const isOriginal = new Set(originals.map(({ person }) => person));
  for (const { slot, person } of chosen) {
    const colleague = slot.people.find((other) => isOriginal.has(other));
    const strangers = originals.filter((other) => other.slot !== slot && other.slot.fault === undefined);
    const dealt = turn.next((fault) => {
      if (fault === 'registeredTwice') return colleague !== undefined;
      return !PERSON_COPIES.has(fault) || strangers.length > 0;
    });
    if (!dealt) continue;
    person.fault = dealt.fault;
    if (dealt.fault === 'registeredTwice' && colleague) person.partner = colleague.number;
    if (PERSON_COPIES.has(dealt.fault)) person.partner = random.pick(strangers).person.number;
  }
}
