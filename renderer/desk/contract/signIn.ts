/** Signing in and unlocking: what the desk answers. */

export type SignInRefusal =
  | 'wrongPassword'
  | 'tooManyAttempts'
  | 'unreachable'
  | 'notGateway'
  | 'updateNeeded'
  | 'gatewayOutdated'
  | 'noScope'
  | 'workstationForeign'
  | 'workstationRevoked'
  | 'elsewhere'
  | 'storageDenied'
  | 'blockTampered'
  | 'gatewayFault';
export type SignInReply = { ok: true } | { ok: false; why: SignInRefusal; retryAfterSeconds?: number };
