/** Problems as errors inside, as RFC 9457 JSON outside. They name rules, never what was sent. */
import { PROBLEM_PREFIX, PROBLEMS, type Problem, type ProblemSlug } from '../../shared/protocol/problems.ts';

const TITLES: Readonly<Record<ProblemSlug, string>> = {
  'bad-request': 'The request cannot be read',
  'schema-invalid': 'The request does not fit the schema',
  'not-signed-in': 'Not signed in',
  'sign-in-failed': 'Account or password is wrong',
  'workstation-foreign': 'The workstation belongs to another account',
  'workstation-revoked': 'The workstation was revoked',
  'travel-foreign': 'The travelling workstation belongs to another account',
  'travel-lost': 'The travelling workstation was revoked as lost',
  'origin-foreign': 'Requests from other sites are refused',
  'desk-header-missing': 'The header Desk-Client is missing',
  'not-granted': 'The account does not have this right',
  'not-found': 'Nothing here',
  'method-not-allowed': 'This method is not offered here',
  'cursor-invalid': 'The cursor no longer fits; take a new snapshot',
  'too-large': 'The request is too large',
  'media-type-unsupported': 'This media type or encoding is not accepted',
  'host-foreign': 'This gateway does not answer for that host',
  'image-invalid': 'Not an image of an accepted type',
  'image-hash-mismatch': 'The image differs from its name',
  'illegal-event': 'The life cycle does not allow this event now',
  'protocol-unsupported': 'This protocol version is not spoken here',
  'too-many-attempts': 'Too many failed attempts',
  'too-many-requests': 'Too many requests',
  internal: 'The gateway failed',
  busy: 'The gateway is busy',
};

export type ProblemExtras = Pick<Problem, 'detail' | 'mode' | 'errors'>;

/** The problem as data, for items inside a reply and for the reply itself. */
export function problem(slug: ProblemSlug, extras: ProblemExtras = {}): Problem {
  return { type: `${PROBLEM_PREFIX}${slug}`, title: TITLES[slug], status: PROBLEMS[slug], ...extras };
}

/** An expected refusal; the boundary turns it into its problem. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;

  constructor(slug: ProblemSlug, extras: ProblemExtras = {}, retryAfterSeconds?: number) {
    super(slug);
    this.problem = problem(slug, extras);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The reply of a problem. */
export function problemResponse(value: Problem, retryAfterSeconds?: number): Response {
  const headers = new Headers({ 'Content-Type': 'application/problem+json' });
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(Math.max(1, retryAfterSeconds)));
  return new Response(JSON.stringify(value), { status: value.status, headers });
}

/** Schema errors as JSON pointers with the rule's words; the offending values stay out. */
export function schemaErrors(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string; code?: string | undefined }[];
}): { pointer: string; detail: string }[] {
  return error.issues.slice(0, 20).map((issue) => ({
    pointer: issue.path
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    detail: issue.message,
  }));
}
