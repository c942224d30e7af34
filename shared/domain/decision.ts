/** A decision: this reviewer, having seen revision B with hash H, after decision P or none, decides V. */
import { z } from 'zod';
import { Sha256 } from './material.ts';
import { ATTENDEE_VERDICTS, TAGS, UNIT_VERDICTS } from './vocabulary.ts';

/** Caps at confirmation, so that no single item of a push is too large (protocol §3). */
export const REASONS_MAX = 20;
export const TEXT_MAX = 2000;

export const OpaqueId = z.string().regex(/^[\x21-\x7e]{1,64}$/);
export const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

export const GivenReason = z.object({
  code: z.string().min(1).max(40),
  text: z.string().max(TEXT_MAX),
  field: z.string().max(64).optional(),
});
export type GivenReason = z.infer<typeof GivenReason>;

export const Override = z.object({
  code: z.string().min(1).max(64),
  field: z.string().max(64),
  note: z.string().max(TEXT_MAX),
});
export type Override = z.infer<typeof Override>;

/** So many findings are overridden by one decision; a submission has never as many errors. */
const OVERRIDES_MAX = 50;

/** What deciding in favour in spite of these findings overrides: errors only, each code and field once. */
export function overridesFor(
  findings: readonly { code: string; field: string; severity: string }[],
  note: string,
): Override[] {
  const errors = new Map<string, Override>();
  for (const { code, field, severity } of findings)
    if (severity === 'error') errors.set(`${code} ${field}`, { code, field, note });
  return [...errors.values()].slice(0, OVERRIDES_MAX);
}

const common = {
  id: OpaqueId,
  subjectId: OpaqueId,
  baseRevision: z.number().int().positive(),
  seenHash: Sha256,
  previousDecisionId: OpaqueId.nullable(),
  /** the parked decision this one replaces, when a reviewer decides again from the tray */
  supersedes: OpaqueId.optional(),
  reasons: z.array(GivenReason).max(REASONS_MAX).optional(),
  note: z.string().max(TEXT_MAX).optional(),
  overrides: z.array(Override).max(OVERRIDES_MAX).optional(),
  batchId: OpaqueId.optional(),
  decidedAt: Instant,
};

export const UnitDecision = z.object({ ...common, kind: z.literal('unit'), verdict: z.enum(UNIT_VERDICTS) });
export const AttendeeDecision = z.object({
  ...common,
  kind: z.literal('attendee'),
  verdict: z.enum(ATTENDEE_VERDICTS),
  tag: z.enum(TAGS).optional(),
});

/** The statement as confirmed; `n` is added when it is first attempted. */
export const Decision = z.discriminatedUnion('kind', [UnitDecision, AttendeeDecision]);
export type Decision = z.infer<typeof Decision>;

export type DecisionFault = 'reasonMissing' | 'textMissing' | 'tagMissing' | 'tagUnexpected';

/**
 * The rule a well-formed decision breaks, or null. A rejection or a return needs a reason, a reason that
 * requires a text needs one, a tag verdict needs its tag.
 */
export function decisionFault(
  decision: Pick<Decision, 'verdict' | 'reasons'> & { tag?: unknown },
  requiresText: (code: string) => boolean = (code) => code === 'X-OTHER',
): DecisionFault | null {
  const isNegative = decision.verdict === 'reject' || decision.verdict === 'return';
  if (isNegative && !decision.reasons?.length) return 'reasonMissing';
  if (decision.reasons?.some((reason) => requiresText(reason.code) && reason.text.trim() === '')) {
    return 'textMissing';
  }
  if (decision.verdict === 'tag') return decision.tag === undefined ? 'tagMissing' : null;
  return decision.tag === undefined ? null : 'tagUnexpected';
}
