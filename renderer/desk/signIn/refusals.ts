/** What keeps somebody from signing in, and what a failed call means to them. */
import type { SignInRefusal } from '../contract/signIn.ts';
import type { Failure } from '../sync/gatewayClient.ts';

export interface Refusal {
  ok: false;
  why: SignInRefusal;
  retryAfterSeconds?: number;
  /** the gateway counts this workstation as lost */
  isLost?: boolean;
}

/** What a failed call means to somebody signing in. */
export function refusalOf(failure: Failure): Refusal {
  if (failure.kind !== 'problem') {
    const why = (
      {
        unreachable: 'unreachable',
        notGateway: 'notGateway',
        incompatible: 'updateNeeded',
        outdated: 'gatewayOutdated',
      } as const
    )[failure.kind];
    return { ok: false, why };
  }
  const retryAfterSeconds = Math.ceil((failure.retryAfterMs ?? 0) / 1000);
  switch (failure.slug) {
    case 'sign-in-failed':
      return { ok: false, why: 'wrongPassword' };
    case 'too-many-attempts':
    case 'too-many-requests':
      return { ok: false, why: 'tooManyAttempts', retryAfterSeconds };
    case 'workstation-foreign':
      return { ok: false, why: 'workstationForeign' };
    case 'workstation-revoked':
      return { ok: false, why: 'workstationRevoked', isLost: failure.problem.mode === 'lost' };
    case 'protocol-unsupported':
      return { ok: false, why: 'updateNeeded' };
    default:
      return { ok: false, why: failure.status >= 500 ? 'unreachable' : 'gatewayFault' };
  }
}
