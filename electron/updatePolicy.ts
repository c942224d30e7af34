/** Whether, from where and to what the program updates itself: pure, with no updater in it. */

import type { OfficePolicy } from './officePolicy.ts';
import { normaliseGateway } from './policy.ts';

export type UpdateSource =
  | { isOn: true; feed: string }
  | { isOn: false; why: 'policy' | 'noFeed' | 'notPackaged' | 'systemPackage' };

/** A feed's address: https, or this very machine; null for anything else. */
function acceptedFeed(raw: string | null | undefined): string | null {
  if (!raw || !URL.canParse(raw)) return null;
  const url = new URL(raw);
  // The same rule as for a gateway, and no query: it would be sent along with every file.
  const isSafe = normaliseGateway(url.origin).ok && url.username === '' && url.search === '';
  return isSafe && !url.hostname.endsWith('.invalid') ? url.href : null;
}

/** How this program came to this machine. */
export interface Installation {
  isPackaged: boolean;
  /** installed by the system's package manager, which alone may replace it, as an administrator */
  isSystemPackage: boolean;
}

/** The feed to ask, or why nobody is asked. The office's policy comes before what the package says. */
export function updateSource(
  { isPackaged, isSystemPackage }: Installation,
  policy: OfficePolicy,
  packagedFeed: string | null,
): UpdateSource {
  if (!policy.isReadable || policy.file.updates?.isEnabled === false) return { isOn: false, why: 'policy' };
  if (isSystemPackage) return { isOn: false, why: 'systemPackage' };
  const feed = acceptedFeed(policy.file.updates?.feed ?? packagedFeed);
  if (feed === null) return { isOn: false, why: 'noFeed' };
  return isPackaged ? { isOn: true, feed } : { isOn: false, why: 'notPackaged' };
}

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * Whether `offered` may replace `current`: a later release, never the same, never an earlier one, never a
 * pre-release. An earlier version brings an older Chromium, which erases newer IndexedDB.
 */
export function isUpgrade(current: string, offered: string): boolean {
  const now = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(current);
  const then = VERSION.exec(offered);
  if (!now || !then) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(then[part]) - Number(now[part]);
    if (difference !== 0) return difference > 0;
  }
  // From a pre-release to its own release.
  return /^\d+\.\d+\.\d+-/.test(current);
}
