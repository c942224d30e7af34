/** RFC 9457 problems: the `type` is the contract, `detail` is for people. */
import { z } from 'zod';

export const PROBLEM_PREFIX = 'urn:expo-review-desk:';

/** Every problem the gateway can answer with, by slug, with its HTTP status. */
export const PROBLEMS = {
  'bad-request': 400,
  'schema-invalid': 400,
  'not-signed-in': 401,
  'sign-in-failed': 401,
  'workstation-foreign': 403,
  'workstation-revoked': 403,
  'travel-foreign': 403,
  'travel-lost': 403,
  'origin-foreign': 403,
  'desk-header-missing': 403,
  'not-granted': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'cursor-invalid': 410,
  'too-large': 413,
  'media-type-unsupported': 415,
  'host-foreign': 421,
  'image-invalid': 422,
  'image-hash-mismatch': 422,
  'illegal-event': 422,
  'protocol-unsupported': 426,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  internal: 500,
  busy: 503,
} as const;
export type ProblemSlug = keyof typeof PROBLEMS;

export const Problem = z.object({
  type: z.string().startsWith(PROBLEM_PREFIX),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** workstation-revoked: what still answers */
  mode: z.enum(['drain', 'lost']).optional(),
  /** schema-invalid: where, as JSON pointers; never the offending value */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The slug of a problem's type, or null if it is not one of ours. */
export function problemSlug(problem: Pick<Problem, 'type'>): ProblemSlug | null {
  const slug = problem.type.slice(PROBLEM_PREFIX.length);
  return slug in PROBLEMS ? (slug as ProblemSlug) : null;
}
