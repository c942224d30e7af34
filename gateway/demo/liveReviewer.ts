/** Live play of a second reviewer, who now and then is quicker than the one at the desk. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { AttendeeDecision, UnitDecision } from '../../shared/domain/decision.ts';
import type { PushItem } from '../../shared/protocol/push.ts';
import { findCaller } from '../access/accounts.ts';
import { bindWorkstation } from '../access/workstations.ts';
import { pushDecisions } from '../decisions/pushDecisions.ts';
import { FIRST_SUB_GROUP } from './layout.ts';
import type { LiveAct, LiveScene } from './live.ts';
import { findCandidate } from './liveCandidates.ts';
import { plannedId } from './storyteller.ts';
import { reasonOf } from './tellStory.ts';

type Verdict =
  | Pick<z.infer<typeof UnitDecision>, 'kind' | 'verdict' | 'reasons'>
  | Pick<z.infer<typeof AttendeeDecision>, 'kind' | 'verdict' | 'tag'>;

function verdictOn(kind: 'unit' | 'attendee', { profile, random }: LiveScene): Verdict {
  if (kind === 'attendee')
    return { kind, verdict: 'tag', tag: random.chance(0.85) ? 'professional' : 'staff' };
  if (random.chance(0.7)) return { kind, verdict: 'approve' };
  const code = random.pick(['U-DOC-UNCLEAR', 'U-INTENT-UNCLEAR', 'U-CONTACT']);
  return { kind, verdict: 'reject', reasons: [reasonOf(profile, code)] };
}

/** Decides one pending unit or untagged attendee, in every second case of the sub-group that is shown first. */
export const decideAsSecondReviewer: LiveAct = async (scene) => {
  const { ports, profile, random, turn } = scene;
  const kind = random.chance(0.5) ? 'unit' : 'attendee';
  const isFirst = random.chance(0.5) ? sql<boolean>`s.sub_group_id = ${FIRST_SUB_GROUP}` : undefined;
  const subject = await findCandidate(
    scene,
    kind,
    [kind === 'unit' ? 'pendingReview' : 'awaitingTag'],
    isFirst,
  );
  if (!subject) return false;
  const account = `reviewer2.${subject.sub_group_id}`;
  const caller = await findCaller(ports, account);
  const ws = `demo-live-${account}`;
  const bound = caller ? await bindWorkstation(ports, account, ws) : 'foreign';
  if (!caller || bound === 'foreign') return false;
  const item = {
    id: plannedId('live', ports.now(), turn, subject.id),
    n: bound.highest + 1,
    subjectId: subject.id,
    baseRevision: subject.revision,
    seenHash: subject.hash,
    previousDecisionId: subject.decision_id,
    ...verdictOn(kind, scene),
    decidedAt: new Date(ports.now()).toISOString(),
  } as PushItem;
  const reply = await pushDecisions(ports, caller, profile.id, { ws, items: [item] });
  return reply.items[0]?.result === 'applied';
};
