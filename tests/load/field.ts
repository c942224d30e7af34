/** What a run works on: an edition, an account for each workstation, submissions in each sub-group. */

import { ensureAccount } from '../../gateway/access/accounts.ts';
import { grantsOfRole } from '../../gateway/access/grants.ts';
import { hashPassword } from '../../gateway/access/passwords.ts';
import { refreshStatistics } from '../../gateway/database/statistics.ts';
import { ensureEdition } from '../../gateway/editions.ts';
import { acceptSubmissions } from '../../gateway/intake/acceptSubmissions.ts';
import type { Ports } from '../../gateway/ports.ts';
import { newAttendee, newUnit } from '../../gateway/testing/samples.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { CIIE3, shiftProfile } from '../../shared/domain/profiles/ciie3.ts';
import type { LoadOptions } from './options.ts';

export const EDITION = 'load';
export const PASSWORD = 'load run password';
const WORKSTATIONS_PER_SUB_GROUP = 12;
const PEOPLE_PER_UNIT = 2;
const SLICE_UNITS = 300;
/** Every so many workstations one reviews two sub-groups. */
const DOUBLE_SCOPE_EVERY = 20;
const DAY_MS = 86_400_000;

export interface Reviewer {
  account: string;
  subGroupIds: string[];
  /** of the colleagues on the same sub-group, which one: they share the list out among them */
  shelf: number;
  shelves: number;
}
export interface Field {
  profile: EditionProfile;
  subGroupIds: string[];
  reviewers: Reviewer[];
  submissions: number;
}

/** Fills the database for a run; all of it through the gateway's own functions. */
export async function layOutField(rawPorts: Ports, options: LoadOptions): Promise<Field> {
  const ports: Ports = { ...rawPorts, log: () => undefined, passwordCost: 4 };
  const weeks = Math.ceil((Date.now() - Date.parse(CIIE3.dates.registrationOpens)) / (7 * DAY_MS)) - 1;
  const profile = { ...shiftProfile(CIIE3, weeks), id: EDITION };
  await ensureEdition(ports, profile);
  const wanted = Math.max(2, Math.ceil(options.workstations / WORKSTATIONS_PER_SUB_GROUP));
  const subGroupIds = profile.subGroups.slice(0, wanted).map(({ id }) => id);
  const reviewers = hireReviewers(options.workstations, subGroupIds);
  const passwordHash = await hashPassword(PASSWORD, ports);
  const add = (name: string, role: 'reviewer' | 'secretariat' | 'intake', scope: string[] = []) =>
    ensureAccount(ports, {
      name,
      displayName: name,
      role,
      grants: grantsOfRole(role, EDITION, scope),
      passwordHash,
    });
  await add('secretariat', 'secretariat');
  await add('intake', 'intake');
  for (const { account, subGroupIds: scope } of reviewers) await add(account, 'reviewer', scope);
  const submissions = await deliver(ports, reviewers, options.unitsPerWorkstation);
  await refreshStatistics(ports.db);
  return { profile, subGroupIds, reviewers, submissions };
}

function hireReviewers(count: number, subGroupIds: readonly string[]): Reviewer[] {
  const groups = subGroupIds.length;
  return Array.from({ length: count }, (_, index) => {
    const own = subGroupIds[index % groups] ?? '';
    const next = subGroupIds[(index + 1) % groups] ?? '';
    const hasTwo = index % DOUBLE_SCOPE_EVERY === DOUBLE_SCOPE_EVERY - 1;
    return {
      account: `reviewer.${index}`,
      subGroupIds: hasTwo ? [own, next] : [own],
      shelf: Math.floor(index / groups),
      shelves: Math.ceil((count - (index % groups)) / groups),
    };
  });
}

/** The number a unit's id carries, which says on whose shelf it lies. */
export function shelfNumber(unitId: string): number {
  return Number(/\d+$/.exec(unitId)?.[0] ?? 0);
}

async function deliver(ports: Ports, reviewers: readonly Reviewer[], perReviewer: number): Promise<number> {
  const counts = new Map<string, number>();
  const units: ReturnType<typeof newUnit>[] = [];
  for (const { subGroupIds } of reviewers) {
    const subGroupId = subGroupIds[0] ?? '';
    for (let index = 0; index < perReviewer; index += 1) {
      const number = counts.get(subGroupId) ?? 0;
      counts.set(subGroupId, number + 1);
      units.push(newUnit(`u-${subGroupId}-${number}`, subGroupId));
    }
  }
  let submissions = 0;
  for (let at = 0; at < units.length; at += SLICE_UNITS) {
    const items = units
      .slice(at, at + SLICE_UNITS)
      .flatMap((unit) => [
        unit,
        ...Array.from({ length: PEOPLE_PER_UNIT }, (_, person) =>
          newAttendee(`a${person}-${unit.id}`, unit.id),
        ),
      ]);
    submissions += items.length;
    await acceptSubmissions(ports, EDITION, items, { by: 'load' });
  }
  return submissions;
}
