/** Who may speak to the gateway at all: hosts, origins, the desk's header, the protocol version. */
import { CLIENT_HEADER, PROTOCOL, PROTOCOL_HEADER } from '../../shared/protocol/access.ts';
import { ProblemError } from './problem.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** SECURITY: against DNS rebinding only loopback names and the configured origin are answered. */
export function assertHost(request: Request, publicOrigin: string | null): void {
  const host = hostOf(request);
  const isPublic = publicOrigin !== null && host === new URL(publicOrigin).host;
  if (!isPublic && !LOOPBACK.test(host)) throw new ProblemError('host-foreign');
}

/** SECURITY: any Origin but the gateway's own is refused, `null` included, whatever the method. */
export function assertOrigin(request: Request, publicOrigin: string | null): void {
  const origin = request.headers.get('Origin');
  if (origin === null || origin === publicOrigin) return;
  if (origin !== `http://${hostOf(request)}`) throw new ProblemError('origin-foreign');
}

/** SECURITY: a change that has no Origin must carry a header that no cross-site form can send. */
export function assertDeskHeader(request: Request): void {
  if (SAFE_METHODS.has(request.method) || request.headers.has('Origin')) return;
  if (!request.headers.has(CLIENT_HEADER)) throw new ProblemError('desk-header-missing');
}

/** A client that says which protocol it speaks must speak this one. */
export function assertProtocol(request: Request): void {
  const spoken = request.headers.get(PROTOCOL_HEADER);
  if (spoken !== null && spoken !== String(PROTOCOL)) {
    throw new ProblemError('protocol-unsupported', { detail: `This gateway speaks protocol ${PROTOCOL}.` });
  }
}

function hostOf(request: Request): string {
  return (request.headers.get('Host') ?? new URL(request.url).host).toLowerCase();
}
