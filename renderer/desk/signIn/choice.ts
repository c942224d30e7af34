/**
 * Several workstations of one account and gateway on a machine: the one chosen last is in use, the others lie
 * aside, sealed and untouched. Choosing is one write of one header: a crash leaves the former or the new choice.
 */
import { type WorkstationHeader, writeHeader } from '../journal/header.ts';
import type { DeskPorts } from '../ports.ts';

type Owned = Pick<WorkstationHeader, 'account' | 'gateway' | 'chosenAt'>;

const chosenAt = (header: Owned): number => header.chosenAt ?? 0;
const isSibling = (a: Owned, b: Owned): boolean => a.account === b.account && a.gateway === b.gateway;

/** The workstation in use of an account at a gateway, if there is any. */
export function currentOf<Header extends Owned>(
  headers: readonly Header[],
  owner: Pick<WorkstationHeader, 'account' | 'gateway'>,
): Header | undefined {
  const own = headers.filter((header) => isSibling(header, owner));
  return own.reduce<Header | undefined>(
    (best, header) => (best === undefined || chosenAt(header) > chosenAt(best) ? header : best),
    undefined,
  );
}

/** Since when a workstation lies aside, ms since epoch: since the next one was chosen. Null for the one in use. */
export function asideSince<Header extends Owned>(headers: readonly Header[], header: Header): number | null {
  if (currentOf(headers, header) === header) return null;
  const later = headers.filter(
    (other) => other !== header && isSibling(other, header) && chosenAt(other) >= chosenAt(header),
  );
  return Math.min(...later.map(chosenAt));
}

/** A moment later than that of every choice before, whatever the clock says. */
export const nextChoice = (ports: DeskPorts, headers: readonly Owned[]): number =>
  Math.max(ports.clock.now(), ...headers.map((header) => chosenAt(header) + 1));

/** Makes this workstation the one in use; the others of its account lie aside from here on. */
export async function choose(
  ports: DeskPorts,
  header: WorkstationHeader,
  at: number,
): Promise<WorkstationHeader> {
  const next = { ...header, chosenAt: at };
  await writeHeader(await ports.journal.open(header.localId, 'header'), next);
  return next;
}
