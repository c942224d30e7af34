/** The demo on the fairs beside CIIE: filled without a refusal, with accounts of their own sub-groups, by their own rules. */
import { expect, it } from 'vitest';
import { checkAttendee } from '../../shared/checks/attendeeChecks.ts';
import { addDays } from '../../shared/domain/calendar.ts';
import { CANTON_IMPORT } from '../../shared/domain/profiles/cantonImport.ts';
import { KUNSHAN_CIE } from '../../shared/domain/profiles/kunshanCie.ts';
import { demoAccounts } from './demoAccounts.ts';
import { layOutDemo } from './layout.ts';
import { withPastFigures } from './pastFigures.ts';
import { planSubGroup } from './planSubGroup.ts';

it.each([
  [CANTON_IMPORT, 'guangzhou', '广东省广州市', 'awaitingPayment'],
  [KUNSHAN_CIE, 'suzhou', '江苏省苏州市', 'inPersonReview'],
] as const)('$id', (fair, subGroupId, address, afterApproval) => {
  const today = addDays(fair.dates.registrationCloses, -10);
  const profile = withPastFigures(fair, 3);
  const layout = layOutDemo(profile, { units: 150, seed: 3 });
  const units = planSubGroup(layout, subGroupId, { today });
  expect(units.length).toBeGreaterThan(20);
  const plain = units.filter((unit) => unit.fault === undefined);
  for (const { versions } of plain) expect(versions[0]?.material.address.startsWith(address)).toBe(true);
  const people = units.flatMap((unit) => unit.people);
  expect(people.some(({ status }) => status === afterApproval)).toBe(true);
  // Whoever has no planted fault has papers and dates that this fair admits.
  const whole = people.filter(({ fault }) => fault === undefined);
  const codes = whole.flatMap(({ versions }) => {
    const [version] = versions;
    if (!version) return [];
    const { material, arrangement } = version;
    return checkAttendee({ material, images: {}, tag: undefined, arrangement }, profile, {
      today,
    }).map(({ code }) => code);
  });
  for (const code of ['A-IDTYPE', 'A-ENTRY', 'A-AGE']) expect(codes).not.toContain(code);
  const accounts = demoAccounts(profile);
  expect(accounts.map(({ name }) => name)).toContain(`reviewer.${subGroupId}`);
  expect(accounts).toHaveLength(2 * profile.subGroups.length + 3);
  expect(Object.keys(profile.pastEditions?.[0]?.units ?? {})).toHaveLength(profile.subGroups.length);
});
