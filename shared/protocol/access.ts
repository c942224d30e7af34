/** Sign-in, workstations and the heartbeat. */
import { z } from 'zod';
import { Instant, OpaqueId } from '../domain/decision.ts';
import { RIGHTS, ROLES } from '../domain/vocabulary.ts';

export const PROTOCOL = 1;
export const SCHEMA = 1;
export const PROTOCOL_HEADER = 'Desk-Protocol';
export const CLIENT_HEADER = 'Desk-Client';
export const WORKSTATION_HEADER = 'Desk-Workstation';

/** A right on a sub-group, or on the whole delegation when `subGroupId` is absent. */
export const Grant = z.object({
  edition: OpaqueId,
  right: z.enum(RIGHTS),
  subGroupId: OpaqueId.optional(),
});
export type Grant = z.infer<typeof Grant>;

export const Account = z.object({
  name: OpaqueId,
  displayName: z.string(),
  role: z.enum(ROLES),
  grants: z.array(Grant),
});
export type Account = z.infer<typeof Account>;

/** Names a cookie, so token characters only. */
export const WorkstationId = z.string().regex(/^[0-9A-Za-z._-]{1,64}$/);

export const SignInRequest = z.object({
  account: z.string().min(1).max(64),
  password: z.string().min(1).max(1024),
  workstation: WorkstationId,
});
export const SessionReply = z.object({ account: Account.nullable(), workstation: OpaqueId.optional() });
export type SessionReply = z.infer<typeof SessionReply>;
export const PasswordRequest = z.object({
  current: z.string().min(1).max(1024),
  next: z.string().min(10).max(1024),
});

export const Hello = z.object({
  serverTime: Instant,
  protocol: z.object({ min: z.number().int(), max: z.number().int() }),
  schema: z.object({ min: z.number().int(), max: z.number().int() }),
  limits: z.object({
    pushItems: z.number().int(),
    pushBytes: z.number().int(),
    changesItems: z.number().int(),
    imageBytes: z.number().int(),
  }),
  editions: z.array(z.object({ id: OpaqueId, epoch: z.string(), head: z.number().int().nonnegative() })),
});
export type Hello = z.infer<typeof Hello>;

export const WorkstationBound = z.object({
  contiguous: z.number().int().nonnegative(),
  highest: z.number().int().nonnegative(),
  /** base64 of 32 bytes; only ever given to the signed-in owner */
  recoveryKey: z.string(),
});
export type WorkstationBound = z.infer<typeof WorkstationBound>;

export const WorkstationList = z.object({
  items: z.array(
    z.object({
      ws: OpaqueId,
      account: OpaqueId,
      boundAt: Instant,
      lastSeenAt: Instant.optional(),
      contiguous: z.number().int(),
      revoked: z.enum(['drain', 'lost']).nullable(),
    }),
  ),
});

export const Health = z.object({
  /** all but `ok` come with 503 */
  status: z.enum(['ok', 'failing', 'stopping']),
  detail: z.string().optional(),
  seeding: z.boolean().optional(),
  version: z.string().optional(),
});
export type Health = z.infer<typeof Health>;
export const Empty = z.object({});
