/** Tells the story of one unit: who submitted when, what the reviewers made of it, what came after. */
import type { GivenReason } from '../../shared/domain/decision.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { UnitMaterial } from '../../shared/domain/material.ts';
import type { Tag } from '../../shared/domain/vocabulary.ts';
import { carryOn } from './afterApproval.ts';
import { ATTENDEE_FAULTS } from './faults/attendeeFaults.ts';
import { UNIT_FAULTS } from './faults/unitFaults.ts';
import type { DemoLayout, PersonSlot, UnitSlot } from './layout.ts';
import type { PlannedAttendee, PlannedUnit } from './plan.ts';
import type { Drafts } from './planSubGroup.ts';
import { createRandom, type Random } from './random.ts';
import type { StoryKind } from './storyKinds.ts';
import { type Storyteller, tellStoryOf } from './storyteller.ts';
import { LEAD_DAYS, startTimeline, type Timeline } from './timeline.ts';

interface Scene {
  layout: DemoLayout;
  slot: UnitSlot;
  drafts: Drafts;
  unit: PlannedUnit;
  story: Storyteller;
  time: Timeline;
  random: Random;
}

/** The catalogue's sentence for a code, as the reviewer sends it. */
export function reasonOf(profile: EditionProfile, code: string, text?: string): GivenReason {
  const reason = profile.reasons.find((entry) => entry.code === code);
  const field = reason?.field;
  return { code, text: text ?? reason?.text.zh ?? code, ...(field === undefined ? {} : { field }) };
}

/** Days before `today` at which a story may begin at the latest, and the first day it may begin on. */
function spanOf(kind: StoryKind, layout: DemoLayout, today: string) {
  const firstDay = layout.profile.dates.registrationOpens;
  if (kind === 'pending') return { firstDay, today, leadDays: LEAD_DAYS.short };
  const isLong = kind === 'approved' || kind === 'approvedWithAdditions';
  return { firstDay, today, leadDays: isLong ? LEAD_DAYS.long : LEAD_DAYS.decided };
}

/** Plans a unit with all its acts. */
export function tellStory(
  layout: DemoLayout,
  slot: UnitSlot,
  drafts: Drafts,
  kind: StoryKind,
  today: string,
): PlannedUnit {
  const random = createRandom(layout.seed, 'story', slot.index);
  const time = startTimeline(random, spanOf(kind, layout, today));
  const submittedAt = time.at();
  const unit: PlannedUnit = {
    kind: 'unit',
    id: slot.id,
    subGroupId: slot.subGroupId,
    versions: [{ revision: 1, material: drafts.unit.material, image: drafts.unit.image, submittedAt }],
    ...(slot.fault === undefined ? {} : { fault: slot.fault }),
    people: [],
    status: 'pendingReview',
    acts: [],
  };
  unit.people = slot.people.map((person, i) => planPerson(unit, person, drafts, i, submittedAt));
  const reviewer = slot.index % 6 === 5 ? 2 : 1;
  const story = tellStoryOf(unit, { seed: layout.seed, profile: layout.profile, reviewer });
  const scene: Scene = { layout, slot, drafts, unit, story, time, random };
  const latecomers = kind === 'approvedWithAdditions' ? unit.people.slice(-random.int(1, 2)) : [];
  const firstComers = unit.people.filter((person) => !latecomers.includes(person));
  story.submit(unit, 'submitted', 0);
  for (const person of firstComers) story.submit(person, 'submitted', 0);
  STORIES[kind](scene, firstComers, latecomers);
  return unit;
}

function planPerson(
  unit: PlannedUnit,
  slot: PersonSlot,
  drafts: Drafts,
  i: number,
  submittedAt: string,
): PlannedAttendee {
  const draft = drafts.people[i];
  if (!draft) throw new RangeError(`no draft for ${slot.id}`);
  return {
    kind: 'attendee',
    id: slot.id,
    unitId: unit.id,
    versions: [
      {
        revision: 1,
        material: draft.material,
        arrangement: draft.arrangement,
        image: draft.image,
        submittedAt,
      },
    ],
    ...(slot.fault === undefined ? {} : { fault: slot.fault }),
    status: 'awaitingTag',
    tag: null,
    hasOrder: false,
  };
}

const STORIES: Record<StoryKind, (scene: Scene, first: PlannedAttendee[], late: PlannedAttendee[]) => void> =
  {
    pending: (scene, first) => returnSomeFaulty(scene, first, 7),
    partlyTagged: (scene, first) => {
      for (const person of first.slice(0, -1)) tagOrReturn(scene, person, 1);
    },
    approved: (scene, first) => {
      tagAndApprove(scene, first, 1);
      for (const person of first) carryOn(person, numberOf(scene, person), carryContext(scene));
    },
    approvedWithAdditions: (scene, first, late) => {
      tagAndApprove(scene, first, 1);
      const submittedAt = scene.time.after(20, 90);
      for (const person of late) {
        person.versions = person.versions.map((version) => ({ ...version, submittedAt }));
        scene.story.submit(person, 'added', 2);
      }
      if (late.length > 1 && scene.slot.index % 2 === 0) {
        for (const person of late.slice(0, 1)) tagOrReturn(scene, person, 3);
      }
    },
    rejected: (scene) => reject(scene),
    resubmitted: (scene, first) => {
      reject(scene);
      amend(scene, first);
    },
    resubmittedAndApproved: (scene, first) => {
      reject(scene);
      amend(scene, first);
      tagAndApprove(scene, first, 3);
    },
    withdrawn: (scene, first) => {
      tagAndApprove(scene, first, 1);
      const given = { phase: 3, at: scene.time.after(1, 8), note: '误点，退回重新核对' };
      scene.story.decideUnit('withdraw', given);
    },
  };

const carryContext = ({ layout, story, time }: Scene) => ({ profile: layout.profile, story, time });

function slotOf({ slot }: Scene, person: PlannedAttendee): PersonSlot | undefined {
  return slot.people.find(({ id }) => id === person.id);
}

function numberOf(scene: Scene, person: PlannedAttendee): number {
  return slotOf(scene, person)?.number ?? 0;
}

/** The tag for a person: that of the badge to be reused, with a slip now and then. */
function tagFor(scene: Scene, person: PlannedAttendee): Tag {
  const { isReturning, previousTag } = person.versions[0]?.material ?? {};
  const dealt = scene.random.weighted([
    ['professional', 80],
    ['staff', 13],
    ['vip', 7],
  ] as const);
  return isReturning && previousTag !== undefined && !scene.random.chance(0.06) ? previousTag : dealt;
}

/** The ground for returning a person as they stand now: none once they have amended. */
function groundOf({ fault, versions }: PlannedAttendee): string | null {
  return fault === undefined || versions.length > 1 ? null : ATTENDEE_FAULTS[fault].reason;
}

/** Tags who is in order, returns most of those who are not; the others keep waiting. */
function tagOrReturn(scene: Scene, person: PlannedAttendee, phase: number): void {
  const reason = groundOf(person);
  const at = scene.time.after(1, 4);
  if (reason === null) scene.story.tag(person, tagFor(scene, person), { phase, at });
  else if (scene.random.chance(0.6)) {
    scene.story.return(person, { phase, at, reasons: [reasonOf(scene.layout.profile, reason)] });
  }
}

function tagAndApprove(scene: Scene, people: readonly PlannedAttendee[], phase: number): void {
  scene.time.after(6, 60);
  const isOneLeft = people.length > 2 && scene.random.chance(0.2);
  for (const person of isOneLeft ? people.slice(0, -1) : people) tagOrReturn(scene, person, phase);
  const isOverridden = scene.slot.fault !== undefined && phase === 1;
  scene.story.decideUnit('approve', {
    phase,
    at: scene.time.after(0, 2),
    ...(isOverridden ? { note: '已与登记机关核实' } : {}),
  });
}

/** Every seventh person with a fault is sent back before the unit is decided; some have already amended. */
function returnSomeFaulty(scene: Scene, people: readonly PlannedAttendee[], every: number): void {
  for (const person of people) {
    const reason = groundOf(person);
    const turn = numberOf(scene, person) % (2 * every);
    if (reason === null || turn > 1) continue;
    const at = scene.time.after(4, 40);
    scene.story.return(person, { phase: 1, at, reasons: [reasonOf(scene.layout.profile, reason)] });
    if (turn === 1) amendPerson(scene, person);
  }
}

/** Grounds for rejecting a unit that has no planted fault: things only a reviewer sees. */
const EDITORIAL = [
  { code: 'U-INTENT-UNCLEAR' },
  { code: 'U-CONTACT', text: '联系电话无人接听，请核对后重新提交' },
  { code: 'X-OTHER', text: '请补充说明与拟采购展品相关的主营业务' },
] as const;

function reject(scene: Scene): void {
  const { profile } = scene.layout;
  const fault = scene.slot.fault;
  const code = fault === undefined ? null : UNIT_FAULTS[fault].reason;
  const editorial = scene.random.pick(EDITORIAL);
  const reason =
    code === null
      ? reasonOf(profile, editorial.code, 'text' in editorial ? editorial.text : undefined)
      : reasonOf(profile, code);
  scene.story.decideUnit('reject', { phase: 1, at: scene.time.after(8, 70), reasons: [reason] });
}

/** The registrant corrects what was wrong: the fault's field or picture, else the intents' wording. */
function amend(scene: Scene, people: readonly PlannedAttendee[]): void {
  const { drafts, slot, unit, story, time } = scene;
  const submittedAt = time.after(10, 60);
  const before = unit.versions.at(-1);
  const isFaulty = slot.fault !== undefined;
  const material = isFaulty ? drafts.plainUnit.material : withClearerIntent(drafts.plainUnit.material);
  // An agency's category fault was met with a certificate; otherwise the picture changes only if it was at fault.
  const image = isFaulty ? drafts.plainUnit.image : (before?.image ?? null);
  story.amendUnit({ material, image, submittedAt }, 2);
  for (const person of people) if (person.fault !== undefined) amendPerson(scene, person);
}

function withClearerIntent(material: UnitMaterial): UnitMaterial {
  const note = '已与三家参展商预约洽谈，计划年内签约';
  const purchaseIntents = material.purchaseIntents.map((intent, i) =>
    i === 0 ? { ...intent, note } : intent,
  );
  return { ...material, purchaseIntents };
}

function amendPerson(scene: Scene, person: PlannedAttendee): void {
  const plain = scene.drafts.plainPeople[scene.unit.people.indexOf(person)];
  if (!plain) return;
  const submittedAt = scene.time.after(5, 50);
  const { material, arrangement, image } = plain;
  scene.story.amendAttendee(person, { material, arrangement, image, submittedAt }, 2);
}
