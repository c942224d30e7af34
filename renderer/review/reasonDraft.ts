/** Choosing reasons for a rejection or a return: which stand on the digits, what is chosen, what is sent. Pure. */
import { type GivenReason, TEXT_MAX } from '../../shared/domain/decision.ts';
import type { Reason } from '../../shared/domain/editionProfile.ts';

/** Reasons reachable by 1…9. */
export const ON_DIGITS = 9;

export interface ReasonDraft {
  /** chosen codes with their sentence, in the order chosen */
  chosen: readonly GivenReason[];
  note: string;
}
export const EMPTY_DRAFT: ReasonDraft = { chosen: [], note: '' };

/** Times each code was given from this workstation; codes only, nothing of the rows. */
export type ReasonUse = Readonly<Record<string, number>>;

/** The catalogue with the most used first and `X-OTHER` last; equal use keeps the catalogue's order. */
export function orderedReasons(reasons: readonly Reason[], use: ReasonUse): Reason[] {
  const rank = (reason: Reason) => (reason.requiresText ? -1 : (use[reason.code] ?? 0));
  return [...reasons].sort((a, b) => rank(b) - rank(a));
}

/** Suggested by the findings and in the catalogue, errors first, each once. */
export function suggestedReasons(
  reasons: readonly Reason[],
  findings: readonly { code: string; severity: string }[],
): Reason[] {
  const order = ['error', 'warning'];
  const codes = order.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity).map(({ code }) => code),
  );
  return [...new Set(codes)]
    .map((code) => reasons.find((reason) => reason.code === code))
    .filter((reason) => reason !== undefined);
}

/** The draft with a reason taken in, or out if it was in. The registrant reads Chinese. */
export function toggleReason(draft: ReasonDraft, reason: Reason): ReasonDraft {
  const isChosen = draft.chosen.some(({ code }) => code === reason.code);
  if (isChosen) return { ...draft, chosen: draft.chosen.filter(({ code }) => code !== reason.code) };
  const given: GivenReason = { code: reason.code, text: reason.requiresText ? '' : reason.text.zh };
  if (reason.field !== undefined) given.field = reason.field;
  return { ...draft, chosen: [...draft.chosen, given] };
}

export function editSentence(draft: ReasonDraft, code: string, text: string): ReasonDraft {
  return {
    ...draft,
    chosen: draft.chosen.map((given) =>
      given.code === code ? { ...given, text: text.slice(0, TEXT_MAX) } : given,
    ),
  };
}

/** The draft with a reason pinned to a field or an image of the submission, or to none. */
export function pinReason(draft: ReasonDraft, code: string, field: string | undefined): ReasonDraft {
  return {
    ...draft,
    chosen: draft.chosen.map(({ field: _former, ...given }) =>
      given.code === code
        ? { ...given, ...(field === undefined ? {} : { field }) }
        : { ...given, ...(_former === undefined ? {} : { field: _former }) },
    ),
  };
}

/** The draft with an own sentence in its note; a template's reasons come with it, in its own wording. */
export function withOwnSentence(
  draft: ReasonDraft,
  own: { text: string; reasons: readonly GivenReason[] },
): ReasonDraft {
  const text = own.text.trim();
  const lines = draft.note.split('\n').map((line) => line.trim());
  const isThere = text === '' || lines.join('\n').includes(text);
  const note = isThere ? draft.note : [draft.note.trimEnd(), text].filter((line) => line !== '').join('\n');
  const others = draft.chosen.filter(({ code }) => !own.reasons.some((reason) => reason.code === code));
  return { chosen: [...others, ...own.reasons], note: note.slice(0, TEXT_MAX) };
}

/** Fields and images a reason may be pinned to, in the order of the detail. */
export const PINNABLE = {
  unit: [
    'qualificationDocument',
    'unitName',
    'uscc',
    'category',
    'region',
    'subGroupId',
    'contact',
    'address',
    'purchaseIntents',
    'registeredCapital',
    'importValue',
    'businessScope',
  ],
  attendee: [
    'photo',
    'name',
    'personType',
    'documentType',
    'documentNumber',
    'documentExpiry',
    'birthDate',
    'gender',
    'nationality',
    'phone',
    'email',
    'jobTitle',
    'entryPeriod',
    'deliveryAddress',
    'isReturning',
    'pledgeAccepted',
    'unitId',
  ],
} as const satisfies Record<'unit' | 'attendee', readonly string[]>;

export type DraftFault = { why: 'reasonMissing' } | { why: 'textMissing'; code: string };

/** Why a draft cannot be sent yet, or null. */
export function draftFault(draft: ReasonDraft): DraftFault | null {
  if (draft.chosen.length === 0) return { why: 'reasonMissing' };
  const empty = draft.chosen.find(({ text }) => text.trim() === '');
  return empty ? { why: 'textMissing', code: empty.code } : null;
}

/** The text as a registrant will read it: numbered sentences, then the note. */
export function registrantText(draft: ReasonDraft): string {
  const sentences = draft.chosen.filter(({ text }) => text.trim() !== '').map(({ text }) => text.trim());
  const numbered = sentences.length > 1 ? sentences.map((text, i) => `${i + 1}. ${text}`) : sentences;
  return [...numbered, draft.note.trim()].filter((line) => line !== '').join('\n');
}

/** Counts what was given, so that the most used move to the digits next time. */
export function countUse(use: ReasonUse, given: readonly GivenReason[]): ReasonUse {
  const next = { ...use };
  for (const { code } of given) next[code] = (next[code] ?? 0) + 1;
  return next;
}
