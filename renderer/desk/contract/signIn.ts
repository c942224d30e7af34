/** Signing in and unlocking: what the desk answers. */

export type SignInRefusal =
  | 'wrongPassword'
  /** the keys are bound to a key store that this system or user does not have any more: the gateway opens them */
  | 'keyStoreLost'
  /** they are bound to the system's key store, which does not answer now: unlock it, or reach the gateway */
  | 'keyStoreUnavailable'
  /** the gateway takes the password, but its recovery key is not the one these keys were wrapped with */
  | 'recoveryFailed'
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
export type SignInReply =
  | {
      ok: true;
      /**
       * a changed password holds at the gateway, but this machine could not note it: here the former one unlocks
       * until the next sign-in with the new one, in reach of the gateway
       */
      unlocksWithFormer?: true;
    }
  | { ok: false; why: SignInRefusal; retryAfterSeconds?: number };
