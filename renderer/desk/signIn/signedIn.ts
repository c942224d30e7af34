/** A signed-in reviewer: what is open, with the lock that keeps other windows out. */
import type { Lead } from '../leadership.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';

export interface SignedIn {
  open: OpenDesk;
  /** Closes everything, then does what is left to do `before` another window may have the workstation. */
  close(before?: () => Promise<void>): Promise<void>;
}

/** The lock's name: one window per reviewer and gateway, for a second one would write the same journal. */
export const leadName = (ports: DeskPorts, account: string): string => `desk|${ports.gateway}|${account}`;

/** What is open with the lock it is held by. */
export function signedInWith(open: OpenDesk, lead: Lead): SignedIn {
  return {
    open,
    async close(before) {
      await this.open.close();
      await before?.();
      lead.release();
    },
  };
}
