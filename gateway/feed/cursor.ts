/** Cursors: opaque to clients, signed, and bound to account, edition, epoch, scope and schema. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SCHEMA } from '../../shared/protocol/access.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';

/** A cursor older than this no longer counts: what it would skip over may have been cleared. */
const LIFETIME_MS = 90 * 24 * 3_600_000;
const SIGNATURE_BYTES = 16;

const Bound = z.object({
  feed: z.enum(['changes', 'outcomes']),
  account: z.string(),
  edition: z.string(),
  epoch: z.string(),
  scopeGen: z.number().int(),
  schema: z.number().int(),
  seq: z.number().int().nonnegative(),
  /** milliseconds since 1970 */
  until: z.number(),
});
type Bound = z.infer<typeof Bound>;

export type CursorPlace = { feed: Bound['feed']; caller: Caller; edition: { id: string; epoch: string } };

/** A cursor that says: everything up to and including `seq` was sent. */
export function writeCursor(
  ports: Pick<Ports, 'cursorKey' | 'now'>,
  place: CursorPlace,
  seq: number,
): string {
  const bound: Bound = {
    ...bindingOf(place),
    seq,
    until: ports.now() + LIFETIME_MS,
  };
  const body = Buffer.from(JSON.stringify(bound)).toString('base64url');
  return `${body}.${sign(ports.cursorKey, body)}`;
}

/** The seq of a cursor that is genuine and still fits. Throws `cursor-invalid` otherwise. */
export function readCursor(
  ports: Pick<Ports, 'cursorKey' | 'now'>,
  place: CursorPlace,
  rawCursor: string,
): number {
  const [body = '', signature = ''] = rawCursor.split('.');
  const expected = Buffer.from(sign(ports.cursorKey, body));
  const actual = Buffer.from(signature);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual))
    throw new ProblemError('cursor-invalid');
  const bound = Bound.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  const wanted = bindingOf(place);
  const fits =
    bound.until >= ports.now() &&
    bound.feed === wanted.feed &&
    bound.account === wanted.account &&
    bound.edition === wanted.edition &&
    bound.epoch === wanted.epoch &&
    bound.scopeGen === wanted.scopeGen &&
    bound.schema === wanted.schema;
  if (!fits) throw new ProblemError('cursor-invalid');
  return bound.seq;
}

function bindingOf({ feed, caller, edition }: CursorPlace): Omit<Bound, 'seq' | 'until'> {
  return {
    feed,
    account: caller.name,
    edition: edition.id,
    epoch: edition.epoch,
    scopeGen: caller.scopeGen,
    schema: SCHEMA,
  };
}

function sign(key: Uint8Array, body: string): string {
  return createHmac('sha256', key).update(body).digest().subarray(0, SIGNATURE_BYTES).toString('base64url');
}
