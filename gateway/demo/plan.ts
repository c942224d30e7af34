/** What happens in the demo edition, as data: submissions in their versions, decisions and events in order. */
import type { GivenReason } from '../../shared/domain/decision.ts';
import type {
  AttendeeArrangement,
  AttendeeMaterial,
  Order,
  UnitMaterial,
} from '../../shared/domain/material.ts';
import type {
  AttendeeStatus,
  SubmissionKind,
  Tag,
  UnitStatus,
  Verdict,
} from '../../shared/domain/vocabulary.ts';
import type { AttendeeFaultId } from './faults/attendeeFaultIds.ts';
import type { UnitFaultId } from './faults/unitFaultIds.ts';
import type { ImageOrder } from './images/imageOrder.ts';

/** One revision of a submission as the registrant sent it. */
export interface Version<M> {
  revision: number;
  material: M;
  image: ImageOrder | null;
  submittedAt: string;
}

/** Entry period and delivery travel with the form, though the content hash leaves them out. */
export interface AttendeeVersion extends Version<AttendeeMaterial> {
  arrangement: AttendeeArrangement;
}

export interface PlannedAttendee {
  kind: 'attendee';
  id: string;
  unitId: string;
  versions: AttendeeVersion[];
  fault?: AttendeeFaultId;
  /** where the plan leads, if nobody interferes */
  status: AttendeeStatus;
  tag: Tag | null;
  hasOrder: boolean;
}

export interface PlannedUnit {
  kind: 'unit';
  id: string;
  subGroupId: string;
  versions: Version<UnitMaterial>[];
  fault?: UnitFaultId;
  people: PlannedAttendee[];
  status: UnitStatus;
  acts: Act[];
}

/** A version is sent in. */
export interface VersionAct {
  type: 'version';
  phase: number;
  subject: PlannedUnit | PlannedAttendee;
  event: 'submitted' | 'amended' | 'added';
  revision: number;
}

/** Order, payment, the bureau's work: an intake event without material. */
export interface EventAct {
  type: 'event';
  phase: number;
  id: string;
  event: 'ordered' | 'orderCancelled' | 'paid' | 'personPassed' | 'personFailed' | 'badge' | 'refunded';
  order?: Partial<Order>;
  badgeStatus?: 'badgeReady' | 'badgePosted' | 'issued';
}

/** A reviewer decides. */
export interface DecisionAct {
  type: 'decision';
  phase: number;
  id: string;
  /** 1: `reviewer.<subGroup>`, 2: `reviewer2.<subGroup>` */
  reviewer: 1 | 2;
  kind: SubmissionKind;
  subject: PlannedUnit | PlannedAttendee;
  revision: number;
  previousDecisionId: string | null;
  verdict: Verdict;
  tag?: Tag;
  reasons?: GivenReason[];
  note?: string;
  decidedAt: string;
}

/** Acts of even phases go to the intake, of odd ones to the push; a subject has at most one in each phase. */
export type Act = VersionAct | EventAct | DecisionAct;
export const PHASES = [0, 1, 2, 3, 4, 6, 8] as const;
