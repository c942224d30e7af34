/** What a decision leads its people to: who will have to pay, who goes on free, who waits (domain rule §3). Pure. */
import { transitionAttendee } from './attendeeLifeCycle.ts';
import type { AttendeeStatus, Tag, UnitStatus } from './vocabulary.ts';

/** `waitsForUnit`: the tag is given, and takes effect with the unit's approval. */
export const CASCADE_ENDS = ['awaitingPayment', 'inPersonReview', 'untagged', 'waitsForUnit'] as const;
export type CascadeEnd = (typeof CASCADE_ENDS)[number];

/**
 * Where a person stands once their unit is approved, `alsoTag` being given along; null for those the
 * approval does not touch, such as a returned one.
 */
export function endOfApproval(
  person: { status: AttendeeStatus; tag: Tag | null; hasOrder: boolean },
  alsoTag: Tag | null,
  payingTags: readonly Tag[],
): CascadeEnd | null {
  if (person.status !== 'awaitingTag' && person.status !== 'tagged') return null;
  const unapproved = { ...person, unitStatus: 'pendingReview' as const };
  const tagged =
    alsoTag === null ? null : transitionAttendee(unapproved, { type: 'tag', tag: alsoTag }, payingTags);
  const standing = tagged?.ok ? { ...unapproved, ...tagged } : unapproved;
  const next = transitionAttendee(standing, { type: 'unitApproved' }, payingTags);
  if (!next.ok) return 'untagged';
  return next.status === 'awaitingPayment' ? 'awaitingPayment' : 'inPersonReview';
}

/** Where a tag leads a person whose unit is in this state. */
export function endOfTag(tag: Tag, unitStatus: UnitStatus | null, payingTags: readonly Tag[]): CascadeEnd {
  if (unitStatus !== 'approved') return 'waitsForUnit';
  return payingTags.includes(tag) ? 'awaitingPayment' : 'inPersonReview';
}

/** How many people end where. */
export type CascadeCount = Record<CascadeEnd, number>;
export const NO_CASCADE: CascadeCount = {
  awaitingPayment: 0,
  inPersonReview: 0,
  untagged: 0,
  waitsForUnit: 0,
};

/** Counts added up, as when rows that were left out are included after all. */
export function addCascades(counts: readonly CascadeCount[]): CascadeCount {
  const sum = { ...NO_CASCADE };
  for (const count of counts) for (const end of CASCADE_ENDS) sum[end] += count[end];
  return sum;
}
