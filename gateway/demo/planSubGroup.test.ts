/** The planned demo: deterministic, in proportion, each fault found by the checks it is planted for. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkAttendee } from '../../shared/checks/attendeeChecks.ts';
import { attendeeDuplicateKeys, findDuplicates, unitDuplicateKeys } from '../../shared/checks/duplicates.ts';
import { FINDING_CODES } from '../../shared/checks/findingCodes.ts';
import { checkUnit } from '../../shared/checks/unitChecks.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { CIIE3, shiftProfile, weeksToShift } from '../../shared/domain/profiles/ciie3.ts';
import { ATTENDEE_STATUSES, PERSON_TYPES, UNIT_STATUSES } from '../../shared/domain/vocabulary.ts';
import { plannedFacts } from '../testing/plannedFacts.ts';
import { ATTENDEE_FAULTS } from './faults/attendeeFaults.ts';
import { UNIT_FAULTS } from './faults/unitFaults.ts';
import { type DemoLayout, layOutDemo } from './layout.ts';
import type { PlannedAttendee, PlannedUnit } from './plan.ts';
import { planSubGroup } from './planSubGroup.ts';

const today = '2026-11-21';
const profile = shiftProfile(CIIE3, weeksToShift(CIIE3, today));

/** Codes that no submission of this edition can have: its profile sets no minimum age. */
const OUT_OF_REACH = ['A-AGE'];
/** Hints that honest registrants get too. */
const HARMLESS = new Set(['C-IDNO-FORMAT-ONLY']);

function planAll(layout: DemoLayout): PlannedUnit[] {
  return layout.profile.subGroups.flatMap(({ id }) => planSubGroup(layout, id, { today }));
}

/** Findings of the present state of everything, by id, with stand-ins for the images' hashes. */
function findAll(units: readonly PlannedUnit[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const entries = [];
  const imagesOf = (slot: string, subject: PlannedUnit | PlannedAttendee) => {
    const image = subject.versions.at(-1)?.image;
    if (!image) return { images: {}, imageFacts: {} };
    const name = JSON.stringify(image);
    return { images: { [slot]: name }, imageFacts: { [name]: plannedFacts(image) } };
  };
  for (const unit of units) {
    const material = unit.versions.at(-1)?.material;
    if (!material) continue;
    const { subGroupId } = unit;
    const picture = imagesOf('qualificationDocument', unit);
    found.set(
      unit.id,
      new Set(checkUnit({ material, subGroupId, ...picture }, profile).map(({ code }) => code)),
    );
    entries.push({ kind: 'unit' as const, id: unit.id, keys: unitDuplicateKeys(material) });
    for (const person of unit.people) {
      const version = person.versions.at(-1);
      if (!version) continue;
      const { material: own, arrangement } = version;
      const photo = imagesOf('photo', person);
      const input = {
        material: own,
        arrangement,
        tag: person.tag ?? undefined,
        ...photo,
      };
      found.set(person.id, new Set(checkAttendee(input, profile, { today }).map(({ code }) => code)));
      const keys = attendeeDuplicateKeys(own, { today }, photo.images);
      entries.push({ kind: 'attendee' as const, id: person.id, unitId: unit.id, keys });
    }
  }
  for (const [key, duplicates] of findDuplicates(entries)) {
    const codes = found.get(key.slice(key.indexOf(':') + 1));
    for (const { finding } of duplicates) codes?.add(finding.code);
  }
  return found;
}

describe('the demo edition', () => {
  let layout: DemoLayout;
  let units: PlannedUnit[];
  let people: PlannedAttendee[];
  let findings: Map<string, Set<string>>;
  beforeAll(() => {
    layout = layOutDemo(profile, { units: 3500, seed: 1 });
    units = planAll(layout);
    people = units.flatMap((unit) => unit.people);
    findings = findAll(units);
  });

  it('has 3,500 units in proportion to the targets and two to five attendees each', () => {
    expect(units).toHaveLength(3500);
    for (const { id, targetUnits } of profile.subGroups) {
      expect(units.filter(({ subGroupId }) => subGroupId === id)).toHaveLength(targetUnits);
    }
    for (const unit of units) {
      expect(unit.people.length).toBeGreaterThanOrEqual(2);
      expect(unit.people.length).toBeLessThanOrEqual(5);
    }
    expect(people.length).toBeGreaterThan(11_500);
    expect(people.length).toBeLessThan(12_800);
  });

  it('numbers units and attendees so that each id is unique', () => {
    expect(units[411]?.id).toBe('u-000412');
    expect(units[411]?.subGroupId).toBe('guangzhou');
    expect(new Set([...units, ...people].map(({ id }) => id)).size).toBe(units.length + people.length);
  });

  it('holds every finding that a check can yield', () => {
    const counts = new Map<string, number>();
    for (const codes of findings.values()) {
      for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const missing = FINDING_CODES.filter(({ code }) => !counts.has(code)).map(({ code }) => code);
    expect(missing).toEqual(OUT_OF_REACH);
  });

  it('shows each planted fault in the findings it is planted for, until it is amended', () => {
    for (const unit of units) {
      if (unit.fault === undefined || unit.versions.length > 1) continue;
      const codes =
        unit.fault === 'phoneShared' ? sharedByPeople(unit) : (findings.get(unit.id) ?? new Set());
      expect([unit.fault, ...codes]).toEqual(expect.arrayContaining([...UNIT_FAULTS[unit.fault].yields]));
    }
    for (const person of people) {
      if (person.fault === undefined || person.versions.length > 1) continue;
      const { yields } = ATTENDEE_FAULTS[person.fault];
      expect([person.fault, ...(findings.get(person.id) ?? [])]).toEqual(expect.arrayContaining([...yields]));
    }
    function sharedByPeople(unit: PlannedUnit): string[] {
      return unit.people.slice(0, 1).flatMap(({ id }) => [...(findings.get(id) ?? [])]);
    }
  });

  it('finds nothing in units and people without a fault, but where others copy them', () => {
    const copied = new Set([
      'U-USCC-DUP',
      'C-UNIT-NAME-DUP',
      'C-UNIT-NAME-SIMILAR',
      'A-DUP-UNIT',
      'A-DUP-OTHER',
      'C-PHOTO-SHARED',
      'C-PHONE-SHARED',
    ]);
    const amended = (subject: PlannedUnit | PlannedAttendee): boolean => subject.versions.length > 1;
    for (const subject of [...units, ...people]) {
      if (subject.fault !== undefined && !amended(subject)) continue;
      const left = [...(findings.get(subject.id) ?? [])].filter(
        (code) => !HARMLESS.has(code) && !copied.has(code),
      );
      // A tag that differs from the badge to be reused is the reviewer's slip, not the registrant's.
      const expected =
        'tag' in subject && subject.tag !== null ? left.filter((code) => code !== 'A-REUSE') : left;
      expect([subject.id, ...expected]).toEqual([subject.id]);
    }
  });

  it('plants faults in about 12 % of the units and of the attendees', () => {
    expect(units.filter(({ fault }) => fault).length / units.length).toBeCloseTo(0.12, 2);
    expect(people.filter(({ fault }) => fault).length / people.length).toBeCloseTo(0.12, 2);
  });

  it('has members in every status, most units pending, resubmissions and later additions', () => {
    const unitStatuses = new Set(units.map(({ status }) => status));
    expect([...unitStatuses].sort()).toEqual(UNIT_STATUSES.filter((status) => status !== 'draft').sort());
    expect(new Set(people.map(({ status }) => status))).toEqual(new Set(ATTENDEE_STATUSES));
    const pending = units.filter(({ status }) => status === 'pendingReview');
    expect(pending.length / units.length).toBeGreaterThan(0.6);
    const resubmitted = pending.filter(({ versions }) => versions.length > 1);
    const isSameImage = ({ versions }: PlannedUnit): boolean =>
      JSON.stringify(versions[0]?.image) === JSON.stringify(versions[1]?.image);
    expect(resubmitted.some(isSameImage)).toBe(true);
    expect(resubmitted.some((unit) => !isSameImage(unit))).toBe(true);
    const additions = units
      .flatMap(({ acts }) => acts)
      .filter((act) => act.type === 'version' && act.event === 'added');
    expect(additions.length).toBeGreaterThan(100);
    expect(new Set(people.map(({ versions }) => versions[0]?.material.personType))).toEqual(
      new Set(PERSON_TYPES),
    );
    expect(people.some(({ versions }) => versions[0]?.material.previousTag !== undefined)).toBe(true);
  });

  it('has nothing after today and nothing before registration opened', () => {
    const end = Date.parse(`${today}T00:00:00.000+08:00`);
    for (const unit of units) {
      for (const act of unit.acts) {
        if (act.type !== 'decision') continue;
        expect(Date.parse(act.decidedAt)).toBeLessThan(end);
      }
      for (const { submittedAt } of [...unit.versions, ...unit.people.flatMap(({ versions }) => versions)]) {
        expect(Date.parse(submittedAt)).toBeLessThan(end);
        expect(submittedAt.slice(0, 10) >= profile.dates.registrationOpens).toBe(true);
      }
    }
  });

  it('is the same for the same seed and another for another', async () => {
    const byId = (key: string, value: unknown) =>
      key === 'subject' ? (value as PlannedUnit | PlannedAttendee).id : value;
    const fingerprint = (seed: number): Promise<string> => {
      const plan = planSubGroup(layOutDemo(profile, { units: 200, seed }), 'guangzhou', { today });
      return sha256Hex(JSON.stringify(plan, byId));
    };
    expect(await fingerprint(7)).toBe(await fingerprint(7));
    expect(await fingerprint(7)).not.toBe(await fingerprint(8));
  });
});
