/** Progress of recruitment: the one place where units and people become figures, on the gateway and on a workstation alike. */
import { z } from 'zod';
import { daysBetween, mondayOf } from './calendar.ts';
import { Instant, OpaqueId } from './decision.ts';
import { badgeFee, type EditionProfile } from './editionProfile.ts';
import { Amount, CalendarDate } from './material.ts';
import { WAITING_DAYS } from './progress.ts';
import type { AttendeeStatus, Tag, UnitStatus } from './vocabulary.ts';

/** Units first submitted in a week, and decisions taken in it that still stand. */
export const WeekCounts = z.object({
  /** Monday, Asia/Shanghai */
  week: CalendarDate,
  submitted: z.number().int(),
  approved: z.number().int(),
  rejected: z.number().int(),
});
export type WeekCounts = z.infer<typeof WeekCounts>;

/** The figures of one sub-group. What came later than the first version is optional: frozen ones may lack it. */
export const SubGroupProgress = z.object({
  subGroupId: OpaqueId,
  targetUnits: z.number().int(),
  /** units by status */
  units: z.record(z.string(), z.number().int()),
  /** people by status */
  attendees: z.record(z.string(), z.number().int()),
  /** people by tag */
  tags: z.record(z.string(), z.number().int()),
  /** weeks in which something happened, oldest first */
  weeks: z.array(WeekCounts),
  oldestPendingAt: Instant.optional(),
  /** pending units by how long they have waited, one number for each group of `WAITING_DAYS` and the open one */
  waiting: z.array(z.number().int()).optional(),
  /** reason codes of submissions whose last review was a rejection or a return */
  reasons: z.record(z.string(), z.number().int()).optional(),
  /** CNY: badge fees of paying people whose unit is approved, and what of it is paid */
  fees: z.object({ expected: Amount, paid: Amount }).optional(),
});
export type SubGroupProgress = z.infer<typeof SubGroupProgress>;

/** What progress needs to know of units that are alike; days are those of Shanghai. */
export interface UnitFact {
  subGroupId: string;
  status: UnitStatus;
  /** day of the first submission */
  submittedOn: string;
  /** day of the decision that stands; of approved and rejected units only */
  decidedOn?: string | undefined;
  /** instant of the present revision, the oldest of several alike; of pending units only */
  waitingSince?: string | undefined;
  /** day of the present revision; of pending units only */
  waitingOn?: string | undefined;
}

/** What progress needs to know of people who are alike. */
export interface AttendeeFact {
  subGroupId: string;
  status: AttendeeStatus;
  tag: Tag | null;
  entryPeriod?: string | undefined;
  isPaid: boolean;
}

/** Statuses that follow on tag and approval: the fee is due, or has been paid. */
const FEE_STATUSES: readonly AttendeeStatus[] = [
  'awaitingPayment',
  'inPersonReview',
  'badgeInProduction',
  'badgeReady',
  'badgePosted',
  'issued',
];

interface Tally extends Omit<SubGroupProgress, 'weeks' | 'fees'> {
  waiting: number[];
  reasons: Record<string, number>;
  weeks: Map<string, WeekCounts>;
  expectedFen: number;
  paidFen: number;
}

/** Counts facts into figures. What belongs to a sub-group outside of the tally is left out. */
export class ProgressTally {
  readonly #tallies = new Map<string, Tally>();

  /** `today`: `YYYY-MM-DD` in Shanghai, by which waiting is measured; `isInScope` chooses the sub-groups. */
  constructor(
    private readonly profile: Pick<EditionProfile, 'subGroups' | 'entryPeriods' | 'payingTags'>,
    private readonly today: string,
    isInScope: (subGroupId: string) => boolean = () => true,
  ) {
    for (const { id, targetUnits } of profile.subGroups)
      if (isInScope(id)) this.#tallies.set(id, newTally(id, targetUnits));
  }

  unit(fact: UnitFact, count = 1): void {
    const tally = this.#tallies.get(fact.subGroupId);
    if (!tally) return;
    add(tally.units, fact.status, count);
    // A draft has not been submitted.
    if (fact.status === 'draft') return;
    weekOf(tally, fact.submittedOn).submitted += count;
    if (fact.decidedOn !== undefined && (fact.status === 'approved' || fact.status === 'rejected'))
      weekOf(tally, fact.decidedOn)[fact.status] += count;
    if (fact.status !== 'pendingReview') return;
    const { waitingSince, waitingOn } = fact;
    if (waitingSince !== undefined && waitingSince < (tally.oldestPendingAt ?? '9999'))
      tally.oldestPendingAt = waitingSince;
    const group = waitingGroup(daysBetween(waitingOn ?? fact.submittedOn, this.today));
    tally.waiting[group] = (tally.waiting[group] ?? 0) + count;
  }

  attendee(fact: AttendeeFact, count = 1): void {
    const tally = this.#tallies.get(fact.subGroupId);
    if (!tally) return;
    add(tally.attendees, fact.status, count);
    if (fact.tag === null) return;
    add(tally.tags, fact.tag, count);
    if (!FEE_STATUSES.includes(fact.status)) return;
    const fen = Math.round(Number(badgeFee(this.profile, fact.tag, fact.entryPeriod)) * 100) * count;
    tally.expectedFen += fen;
    if (fact.isPaid) tally.paidFen += fen;
  }

  reason(subGroupId: string, code: string, count = 1): void {
    const tally = this.#tallies.get(subGroupId);
    if (tally) add(tally.reasons, code, count);
  }

  /** The figures so far, in the profile's order; sub-groups without any are there, too. */
  figures(): SubGroupProgress[] {
    return [...this.#tallies.values()].map(({ weeks, expectedFen, paidFen, ...tally }) => ({
      ...tally,
      weeks: [...weeks.values()].sort((a, b) => (a.week < b.week ? -1 : 1)),
      fees: { expected: yuan(expectedFen), paid: yuan(paidFen) },
    }));
  }
}

function newTally(subGroupId: string, targetUnits: number): Tally {
  return {
    subGroupId,
    targetUnits,
    units: {},
    attendees: {},
    tags: {},
    weeks: new Map(),
    waiting: Array.from({ length: WAITING_DAYS.length + 1 }, () => 0),
    reasons: {},
    expectedFen: 0,
    paidFen: 0,
  };
}

const add = (counts: Record<string, number>, key: string, count: number): void => {
  counts[key] = (counts[key] ?? 0) + count;
};

const yuan = (fen: number): string => (fen / 100).toFixed(2);

function weekOf(tally: Tally, day: string): WeekCounts {
  const week = mondayOf(day);
  const known = tally.weeks.get(week);
  if (known) return known;
  const counts = { week, submitted: 0, approved: 0, rejected: 0 };
  tally.weeks.set(week, counts);
  return counts;
}

function waitingGroup(days: number): number {
  const at = WAITING_DAYS.findIndex((most) => days <= most);
  return at < 0 ? WAITING_DAYS.length : at;
}
