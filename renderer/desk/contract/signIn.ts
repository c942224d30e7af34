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
