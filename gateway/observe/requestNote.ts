/** What is noted of one request for the log and the metrics: its route, who in what role, how it ended. */
import { createHmac } from 'node:crypto';
import type { ProblemSlug } from '../../shared/protocol/problems.ts';
import type { RouteName } from '../../shared/protocol/routes.ts';
import type { Caller, LogLevel, Ports } from '../ports.ts';

export interface RequestNote {
  /** `page` for everything that is not the API, `unknown` for what is nowhere in it */
  route: RouteName | 'page' | 'metrics' | 'unknown';
  caller?: Pick<Caller, 'name' | 'role'>;
  problem?: ProblemSlug;
}

/** Asked for all the time by machines: worth a line only when they fail. */
const QUIET: readonly RequestNote['route'][] = ['health', 'metrics', 'page'];

/** Counts the request and writes its line: names, contents, tokens, addresses and query strings stay out. */
export function noteRequest(ports: Ports, note: RequestNote, status: number, durationMs: number): void {
  const { route, caller, problem } = note;
  ports.metrics.count('desk_requests_total', { route, status: String(status) });
  ports.metrics.observe('desk_request_duration_seconds', { route }, durationMs);
  if (route === 'signIn' && problem) ports.metrics.count('desk_sign_in_refusals_total', { problem });
  const fields = {
    route,
    status,
    ms: Math.round(durationMs),
    role: caller?.role,
    who: caller ? pseudonym(ports, caller.name) : undefined,
    problem,
  };
  ports.log('request', fields, levelOf(route, status));
}

function levelOf(route: RequestNote['route'], status: number): LogLevel {
  if (status >= 500) return 'warn';
  return QUIET.includes(route) ? 'debug' : 'info';
}

/** The same account gets the same eight letters on every instance, and nobody gets the name back from them. */
function pseudonym(ports: Pick<Ports, 'cursorKey'>, account: string): string {
  return createHmac('sha256', ports.cursorKey).update(`log:${account}`).digest('hex').slice(0, 8);
}
