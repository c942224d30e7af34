/** Routes of the registration side. */
import { scopeOf } from '../access/grants.ts';
import { requireEdition } from '../editions.ts';
import { readBytes } from '../http/body.ts';
import { ProblemError } from '../http/problem.ts';
import { type Handlers, param } from '../http/route.ts';
import type { Caller } from '../ports.ts';
import { acceptSubmissions } from './acceptSubmissions.ts';
import { readOutcomes } from './outcomes.ts';
import { IMAGE_BYTES_MAX, storeImage } from './storeImage.ts';

const IMAGE_MEDIA = ['application/octet-stream', 'image/jpeg', 'image/png'];

/** Intake writes for the whole delegation, so the right must cover it. */
function assertWholeIntake(caller: Caller, edition: string): void {
  if (scopeOf(caller, edition, 'intake') !== 'delegation') throw new ProblemError('not-granted');
}

export const intakeRoutes: Pick<Handlers, 'submissions' | 'putImage' | 'outcomes'> = {
  submissions: async (call) => {
    const { ports, session, body } = call;
    const edition = param(call, 'edition');
    assertWholeIntake(session.caller, edition);
    return await acceptSubmissions(ports, edition, body.items, { by: session.caller.name });
  },

  putImage: async (call) => {
    const { ports, request, session } = call;
    const { id } = await requireEdition(ports, param(call, 'edition'));
    assertWholeIntake(session.caller, id);
    const mediaType = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!IMAGE_MEDIA.includes(mediaType)) throw new ProblemError('media-type-unsupported');
    const bytes = await readBytes(request, IMAGE_BYTES_MAX);
    const stored = await storeImage(ports, id, bytes, { sha256: param(call, 'sha256') });
    if (!stored.ok) throw new ProblemError(stored.why, { detail: stored.detail });
    return { sha256: stored.sha256, sizeBytes: stored.sizeBytes };
  },

  outcomes: async (call) => {
    const edition = param(call, 'edition');
    assertWholeIntake(call.session.caller, edition);
    return await readOutcomes(call.ports, call.session.caller, edition, call.query);
  },
};
