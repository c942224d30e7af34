/** The sub-group's contact form and some intended deals, so that these screens are not empty. */
import { addDays } from '../../shared/domain/calendar.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { findCaller } from '../access/accounts.ts';
import type { Ports } from '../ports.ts';
import { writeContacts, writeDeals } from '../reports/deals.ts';
import { serialDigits } from './identifiers.ts';
import { makeChineseName } from './plainAttendee.ts';
import type { PlannedUnit } from './plan.ts';
import { createRandom } from './random.ts';
import { citiesOf } from './words/places.ts';

const EXHIBITORS = [
  'Nordlicht Foods GmbH',
  'Aubertin & Fils SA',
  'Tachibana Precision Co., Ltd.',
  'Thornbury Dairy Pty Ltd',
  'Torresi Meccanica S.p.A.',
  'Valadares Coffee Ltda',
] as const;

/** Writes them in the name of the sub-group's reviewer; repeating it changes nothing. */
export async function seedReports(
  ports: Ports,
  profile: EditionProfile,
  units: readonly PlannedUnit[],
  { subGroupId, seed, today }: { subGroupId: string; seed: number; today: string },
): Promise<void> {
  const caller = await findCaller(ports, `reviewer.${subGroupId}`);
  const subGroup = profile.subGroups.find(({ id }) => id === subGroupId);
  if (!caller || !subGroup) return;
  const random = createRandom(seed, 'reports', subGroupId);
  const dial = citiesOf(profile).find(({ prefix }) => prefix === subGroup.regionPrefix)?.dial ?? '020';
  const serial = profile.subGroups.indexOf(subGroup);
  const office = `${dial}-2${serialDigits(serial, dial.length === 3 ? 7 : 6)}`;
  const contact = {
    subGroupId,
    unit: `${subGroup.name.zh}分团办公室（演示）`,
    name: makeChineseName(random, random.chance(0.5) ? 'male' : 'female'),
    title: random.pick(['联络员', '科长', '四级主任科员']),
    officePhone: office,
    mobile: `154${serialDigits(950_000 + serial, 8)}`,
    fax: office,
  };
  await writeContacts(ports, caller, profile.id, { items: [contact] });
  const approved = units.filter(({ status }) => status === 'approved');
  const deals = approved.slice(0, 12).map((unit) => ({
    id: `deal-${unit.id}`,
    subGroupId,
    unitId: unit.id,
    exhibitor: random.pick(EXHIBITORS),
    amount: String(random.int(2, 400) * 5),
    date: addDays(today, -random.int(1, 30)),
  }));
  if (deals.length > 0) await writeDeals(ports, caller, profile.id, { items: deals });
}
