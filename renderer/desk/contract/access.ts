/** Who may work where: the workstations of an account, revoking them, wiping this one, leaving another window. */
import type { Role } from '../../../shared/domain/vocabulary.ts';

export const REVOKE_MODES = ['drain', 'lost'] as const;
/** `drain`: hands its decisions in, then wipes itself; `lost`: destroys its keys at once, unsent work with them. */
export type RevokeMode = (typeof REVOKE_MODES)[number];

/** A workstation as the gateway knows it. */
export interface WorkstationRow {
  ws: string;
  account: string;
  /** ms since epoch */
  boundAt: number;
  lastSeenAt: number | null;
  revoked: RevokeMode | null;
  /** the one this desk runs on */
  isThis: boolean;
  /** decisions not uploaded yet, where this PC knows; null elsewhere */
  unsent: number | null;
}

export type AccessRefusal = 'unreachable' | 'notGateway' | 'signInNeeded' | 'notAllowed' | 'gatewayFault';
export type WorkstationsReply = { ok: true; items: WorkstationRow[] } | { ok: false; why: AccessRefusal };
export type RevokeReply = { ok: true } | { ok: false; why: AccessRefusal };

/** Why local data was destroyed: by the account's own wish, because it was revoked, because its time was over. */
export type WipeReason = 'own' | 'drained' | 'lost' | 'retention';
/** `unsettled`: decisions are not safely with the gateway yet, or wait in the tray; `count` of them. */
export type WipeReply =
  | { ok: true }
  | { ok: false; why: 'unsettled'; count: number }
  | { ok: false; why: 'storageFault' };
/** Told on the way in until somebody signs in. */
export interface WipedNotice {
  account: string;
  why: WipeReason;
  /** decisions that had not taken effect and went with it; their receipts stay with the gateway */
  notApplied: number;
}

/** The window that holds the account's workstation, as far as it answers. */
export interface OtherWindow {
  account: string;
  /** when it was opened there, ms since epoch; null if it did not answer */
  since: number | null;
}

/** A signed-in account that has nothing to review but may look after workstations. */
export interface Administrator {
  name: string;
  displayName: string;
  role: Role;
}
