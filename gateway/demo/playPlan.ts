/** Carries out a plan against the gateway's own services: images, submissions, decisions, events. */
import { submissionHash } from '../../shared/domain/canonical.ts';
import { ATTENDEE_IMAGE_SLOT, type ImageRefs, UNIT_IMAGE_SLOT } from '../../shared/domain/material.ts';
import type { IntakeReply } from '../../shared/protocol/intake.ts';
import type { PushItem } from '../../shared/protocol/push.ts';
import { PUSH_ITEMS_MAX } from '../../shared/protocol/push.ts';
import { findCaller } from '../access/accounts.ts';
import { pushDecisions } from '../decisions/pushDecisions.ts';
import { acceptSubmissions } from '../intake/acceptSubmissions.ts';
import type { Ports } from '../ports.ts';
import { groupDecisions } from './decisionGroups.ts';
import type { DecisionAct, EventAct, PlannedAttendee, PlannedUnit, VersionAct } from './plan.ts';
import type { ImageShelf } from './storeImages.ts';

type IntakeRawItem = Parameters<typeof acceptSubmissions>[2][number];

export interface PlanContext {
  ports: Ports;
  edition: string;
  shelf: ImageShelf;
  /** tells of items that the gateway did not take: none in a fresh seeding, some when steps are repeated */
  onRefused: (id: string, why: string) => void;
}

/** Images of a version of a submission, by slot; they must be on the shelf. */
function imagesOf(subject: PlannedUnit | PlannedAttendee, revision: number, shelf: ImageShelf): ImageRefs {
  const image = subject.versions.find((version) => version.revision === revision)?.image;
  if (!image) return {};
  return { [subject.kind === 'unit' ? UNIT_IMAGE_SLOT : ATTENDEE_IMAGE_SLOT]: shelf.hashOf(image) };
}

function versionItem(act: VersionAct, shelf: ImageShelf): IntakeRawItem {
  const { subject, revision, event } = act;
  const images = imagesOf(subject, revision, shelf);
  const common = { id: subject.id, event, revision, images };
  if (subject.kind === 'unit') {
    const version = subject.versions.find((entry) => entry.revision === revision);
    const { material, submittedAt } = version ?? {};
    return { kind: 'unit', ...common, subGroupId: subject.subGroupId, material, submittedAt };
  }
  const version = subject.versions.find((entry) => entry.revision === revision);
  const { material, arrangement, submittedAt } = version ?? {};
  return { kind: 'attendee', ...common, unitId: subject.unitId, material, ...arrangement, submittedAt };
}

function eventItem({ id, event, order, badgeStatus }: EventAct): IntakeRawItem {
  return {
    kind: 'attendee',
    id,
    event,
    ...(order === undefined ? {} : { order }),
    ...(badgeStatus === undefined ? {} : { badgeStatus }),
  };
}

function tellRefusals(reply: IntakeReply, context: PlanContext): void {
  for (const { id, result, problem } of reply.items) {
    if (result === 'refused') context.onRefused(id, problem?.type ?? 'refused');
  }
}

/** Takes in the acts of one even phase; a unit and its people stay in one delivery. */
export async function takeIn(acts: readonly (VersionAct | EventAct)[], context: PlanContext): Promise<void> {
  const items = acts.map((act) =>
    act.type === 'version' ? versionItem(act, context.shelf) : eventItem(act),
  );
  if (items.length === 0) return;
  tellRefusals(await acceptSubmissions(context.ports, context.edition, items, { by: 'intake' }), context);
}

async function pushItem(act: DecisionAct, n: number, shelf: ImageShelf): Promise<PushItem> {
  const { subject, revision } = act;
  const version = subject.versions.find((entry) => entry.revision === revision);
  const seenHash = await submissionHash({
    kind: subject.kind,
    id: subject.id,
    revision,
    material: version?.material ?? {},
    images: imagesOf(subject, revision, shelf),
  });
  return {
    id: act.id,
    n,
    kind: act.kind,
    subjectId: subject.id,
    baseRevision: revision,
    seenHash,
    previousDecisionId: act.previousDecisionId,
    verdict: act.verdict,
    ...(act.tag === undefined ? {} : { tag: act.tag }),
    ...(act.reasons === undefined ? {} : { reasons: act.reasons }),
    ...(act.note === undefined ? {} : { note: act.note }),
    decidedAt: act.decidedAt,
  } as PushItem;
}

/**
 * Pushes all decisions of one odd phase. Numbers go on from `numbers`, by reviewer. The gateway dates a
 * decision when it comes, so each week's are handed in at a clock set to that week: the progress by week
 * would otherwise show one high column for the day of the seeding.
 */
export async function pushPhase(
  acts: readonly DecisionAct[],
  subGroupId: string,
  numbers: { 1: number; 2: number },
  context: PlanContext,
): Promise<void> {
  for (const group of groupDecisions(acts, PUSH_ITEMS_MAX)) {
    const account = group.reviewer === 1 ? `reviewer.${subGroupId}` : `reviewer2.${subGroupId}`;
    const caller = await findCaller(context.ports, account);
    if (!caller) throw new Error(`The demo account ${account} is missing.`);
    const items: PushItem[] = [];
    for (const act of group.acts) items.push(await pushItem(act, ++numbers[group.reviewer], context.shelf));
    const ports = { ...context.ports, now: () => group.atMs };
    const reply = await pushDecisions(ports, caller, context.edition, { ws: `demo-${account}`, items });
    for (const { id, result, why } of reply.items) {
      if (result !== 'applied') context.onRefused(id, why ?? result);
    }
  }
}
