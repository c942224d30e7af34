/** Accounts and their grants. */

import type { Role } from '../../shared/domain/vocabulary.ts';
import type { Grant } from '../../shared/protocol/access.ts';
import type { Caller, Ports } from '../ports.ts';

export interface NewAccount {
  name: string;
  displayName: string;
  role: Role;
  /** replaces the account's grants; none: an account that may sign in and see nothing */
  grants: readonly Grant[];
  /** either the password or, for many accounts at once, what `hashPassword` gave */
  password?: string;
  passwordHash?: string;
}

/** Creates the account or updates all of it; without a password an existing one keeps its own. */
export async function ensureAccount(ports: Ports, account: NewAccount): Promise<void> {
  throw new Error(`not yet: ${account.name} ${ports.version}`);
}

/** The account with its grants, as the services want it, or null if there is none. */
export async function findCaller(ports: Ports, name: string): Promise<Caller | null> {
  throw new Error(`not yet: ${name} ${ports.version}`);
}
