/** Listens in on what a desk asks its gateway for. */
import type { Rig } from './harness.ts';

/** The paths of the calls made from now on, in order. */
export function watchCalls(rig: Rig): string[] {
  const calls: string[] = [];
  const { fetch } = rig.gateway;
  Object.assign(rig.gateway, {
    fetch: (url: string, init: RequestInit) => {
      calls.push(url.replace(/^.*\/(?=[^/]+$)/, '').replace(/\?.*/, ''));
      return fetch(url, init);
    },
  });
  return calls;
}
