/** Plans one sub-group: drafts its units and people, plants their faults, tells each unit's story. */
import type { AttendeeDraft, UnitDraft } from './drafts.ts';
import { ATTENDEE_FAULTS } from './faults/attendeeFaults.ts';
import { UNIT_FAULTS } from './faults/unitFaults.ts';
import type { DemoLayout, PersonSlot, UnitSlot } from './layout.ts';
import { makePlainAttendee } from './plainAttendee.ts';
import { makePlainUnit } from './plainUnit.ts';
import type { PlannedUnit } from './plan.ts';
import { createRandom } from './random.ts';
import { dealStories } from './storyKinds.ts';
import { tellStory } from './tellStory.ts';

/** A unit and its people, with the faults and without them: what an amendment corrects. */
export interface Drafts {
  unit: UnitDraft;
  plainUnit: UnitDraft;
  people: AttendeeDraft[];
  plainPeople: AttendeeDraft[];
}

const clone = <T>(value: T): T => structuredClone(value);

/** The person of a slot without faults, with the document that the fault, if any, needs. */
function plainPerson(layout: DemoLayout, person: PersonSlot, unit: UnitDraft): AttendeeDraft {
  const papers = person.fault === undefined ? undefined : ATTENDEE_FAULTS[person.fault].papers;
  return makePlainAttendee(layout, person, unit.material, papers);
}

function draft(layout: DemoLayout, slot: UnitSlot): Drafts {
  const plainUnit = makePlainUnit(layout, slot);
  const plainPeople = slot.people.map((person) => plainPerson(layout, person, plainUnit));
  const people = plainPeople.map(clone);
  slot.people.forEach((person, i) => {
    const own = people[i];
    if (person.fault === undefined || !own) return;
    const owner = person.partner === undefined ? undefined : layout.unitOf[person.partner];
    const original = owner?.people.find(({ number }) => number === person.partner);
    const partner = owner && original ? plainPerson(layout, original, makePlainUnit(layout, owner)) : null;
    const random = createRandom(layout.seed, 'attendeeFault', person.number);
    ATTENDEE_FAULTS[person.fault].plant(own, { random, layout, number: person.number, partner });
  });
  const unit = clone(plainUnit);
  // A clone's image is no longer the very licence that faults compare it with.
  if (plainUnit.image === plainUnit.licence) unit.image = unit.licence;
  if (slot.fault !== undefined) {
    const original = slot.partner === undefined ? undefined : layout.slots[slot.partner];
    UNIT_FAULTS[slot.fault].plant(unit, {
      random: createRandom(layout.seed, 'unitFault', slot.index),
      round: slot.faultRound,
      partner: original ? makePlainUnit(layout, original) : null,
      people,
    });
  }
  return { unit, plainUnit, people, plainPeople };
}

/**
 * The plan of a sub-group's units, in order. `today` (`YYYY-MM-DD`) bounds the times only: material and
 * images depend on layout and seed alone, so that a seeding may be continued on another day.
 */
export function planSubGroup(
  layout: DemoLayout,
  subGroupId: string,
  { today }: { today: string },
): PlannedUnit[] {
  const own = layout.slots.filter((slot) => slot.subGroupId === subGroupId);
  const kinds = dealStories(
    own,
    layout.seed,
    ({ fault }) => fault !== undefined && UNIT_FAULTS[fault].reason !== null,
  );
  return own.map((slot, i) => tellStory(layout, slot, draft(layout, slot), kinds[i] ?? 'pending', today));
}
