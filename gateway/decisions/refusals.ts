/** The gateway's words for decisions it does not let take effect, by rule. */

const SENTENCES: Readonly<Record<string, string>> = {
  notGranted: 'The account may not decide on submissions of this sub-group.',
  editionClosed: 'Decisions for this edition are no longer accepted.',
  schema: 'The decision does not fit the schema.',
  text: 'A text holds characters that cannot be stored.',
  reasonMissing: 'A rejection or a return needs at least one reason.',
  textMissing: 'A reason that requires a text has none.',
  tagMissing: 'A tag decision needs its tag.',
  tagUnexpected: 'Only a tag decision carries a tag.',
  reasonUnknown: "A reason code is not in the edition's catalogue for this kind.",
  notOwnDecision: "The secretariat's decision can only be withdrawn by the secretariat.",
  withdrawWindowClosed: 'The time within which a decision may be withdrawn is over.',
  capReached: 'The sub-group has no approvals left under its cap.',
  notPending: 'The unit is not waiting for review.',
  notDecided: 'The unit has no decision to withdraw.',
  attendeeUnderway: 'An attendee of the unit has an order, or the bureau has begun.',
  orderExists: 'The attendee has an order.',
  bureauBegun: 'The bureau has begun on the attendee.',
  notReturnable: 'The attendee cannot be returned or tagged in this state.',
  nothingToWithdraw: 'The attendee has no tag to withdraw.',
  illegalEvent: 'The life cycle does not allow this now.',
};

/** A sentence for a rule's name; the name itself where there is none. */
export function detailOf(why: string): string {
  return SENTENCES[why] ?? why;
}
