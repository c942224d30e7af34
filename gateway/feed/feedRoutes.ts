/** Routes of the feed: profile, snapshot, parts, changes, digests, poke, presence, images, history. */
import { SUBMISSION_KINDS } from '../../shared/domain/vocabulary.ts';
import { requireEdition } from '../editions.ts';
import { ProblemError } from '../http/problem.ts';
import { acceptsGzip, bytesReply } from '../http/reply.ts';
import { type Handlers, param } from '../http/route.ts';
import { readImage } from '../images/readImage.ts';
import { readHistory } from '../reports/history.ts';
import { readChanges } from './changes.ts';
import { readDigests } from './digests.ts';
import { inflatePart, readPart } from './parts.ts';
import { openPoke } from './poke.ts';
import { notePresence } from './presence.ts';
import { readSnapshot } from './snapshot.ts';

type FeedRoutes = Pick<
  Handlers,
  'profile' | 'snapshot' | 'part' | 'changes' | 'digests' | 'poke' | 'presence' | 'image' | 'history'
>;

export const feedRoutes: FeedRoutes = {
  profile: async (call) => {
    const edition = param(call, 'edition');
    const isGranted = call.session.caller.grants.some((grant) => grant.edition === edition);
    if (!isGranted) throw new ProblemError('not-found');
    return (await requireEdition(call.ports, edition)).profile;
  },

  snapshot: async (call) => await readSnapshot(call.ports, call.session.caller, param(call, 'edition')),

  part: async (call) => {
    const { ports, request, session } = call;
    const body = await readPart(ports, session.caller, param(call, 'edition'), param(call, 'sha256'));
    if (!body) throw new ProblemError('not-found');
    const headers = { 'Content-Type': 'application/x-ndjson', Vary: 'Accept-Encoding' };
    if (!acceptsGzip(request)) return new Response(await inflatePart(body), { headers });
    return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Encoding': 'gzip' } });
  },

  changes: async (call) => {
    const { ports, request, session, query } = call;
    return await bytesReply(request, await readChanges(ports, session.caller, param(call, 'edition'), query));
  },

  digests: async (call) => await readDigests(call.ports, call.session.caller, param(call, 'edition')),

  poke: async (call) => {
    const { id } = await requireEdition(call.ports, param(call, 'edition'));
    return openPoke(call.ports, call.session, id);
  },

  presence: async (call) => {
    const { ports, session, body } = call;
    const who = { ws: session.ws, account: session.caller.name };
    await notePresence(ports, param(call, 'edition'), who, body.open);
    return {};
  },

  image: async (call) => {
    const variant = param(call, 'variant');
    if (variant !== 'thumb' && variant !== 'full') throw new ProblemError('not-found');
    const { ports, session } = call;
    const image = await readImage(
      ports,
      session.caller,
      param(call, 'edition'),
      param(call, 'sha256'),
      variant,
    );
    if (!image) throw new ProblemError('not-found');
    // SECURITY: opened by itself, an upload may show nothing but itself and run nothing at all.
    const headers = {
      'Content-Type': image.mediaType,
      'Content-Length': String(image.sizeBytes),
      'Content-Security-Policy': "default-src 'none'; sandbox",
    };
    return new Response(image.body, { headers });
  },

  history: async (call) => {
    const kind = SUBMISSION_KINDS.find((name) => name === param(call, 'kind'));
    if (!kind) throw new ProblemError('not-found');
    const { ports, session } = call;
    const history = await readHistory(ports, session.caller, param(call, 'edition'), kind, param(call, 'id'));
    if (!history) throw new ProblemError('not-found');
    return history;
  },
};
