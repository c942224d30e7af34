/** The fairs that come with the product can be used as they are; contradictions in a profile are named. */
import { describe, expect, it } from 'vitest';
import { checkAttendee } from '../../checks/attendeeChecks.ts';
import { EditionProfile } from '../editionProfile.ts';
import { type ProfileProblem, profileProblems, readProfile } from '../profileProblems.ts';
import { CANTON_IMPORT } from './cantonImport.ts';
import { CIIE3, shiftProfile } from './ciie3.ts';
import { FAIRS, findFair } from './fairs.ts';

describe.each(FAIRS.map((profile) => [profile.id, profile] as const))('%s', (id, profile) => {
  it('is a profile without contradictions, also as text and at another time', () => {
    expect(EditionProfile.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
    expect(profileProblems(profile)).toEqual([]);
    expect(profileProblems(shiftProfile(profile, 123))).toEqual([]);
    expect(findFair(id)).toBe(profile);
  });
});

describe('a profile', () => {
  const spoiled: [string, Partial<EditionProfile>, ProfileProblem][] = [
    [
      'closes before it opens',
      { dates: { ...CIIE3.dates, registrationCloses: '2020-01-01' } },
      { place: 'dates.registrationCloses', what: 'It lies before registrationOpens.' },
    ],
    [
      'names a day that is none',
      { dates: { ...CIIE3.dates, qrPaymentDeadline: '2020-02-30' } },
      { place: 'dates.qrPaymentDeadline', what: 'There is no such day.' },
    ],
    [
      'has two sub-groups of a name',
      { subGroups: [...CIIE3.subGroups, ...CIIE3.subGroups.slice(0, 1)] },
      { place: 'subGroups', what: '"gd-miit" stands there more than once.' },
    ],
    [
      'lets people in when the expo is over',
      {
        entryPeriods: CIIE3.entryPeriods.map((period) => ({ ...period, lastDay: '2020-11-11' })),
      },
      { place: 'entryPeriods.0', what: 'It lies outside the expo.' },
    ],
    [
      'leaves a tag without a name',
      { labels: CIIE3.labels.filter(({ tag }) => tag !== 'professional') },
      { place: 'labels', what: 'The tag "professional" has no name, though it pays.' },
    ],
    [
      'compares with a sub-group that is none',
      { pastEditions: [{ id: 'x', name: { zh: 'x', en: 'x' }, units: { shenzhen: 1 } }] },
      { place: 'pastEditions.0.units', what: 'There is no sub-group "shenzhen".' },
    ],
  ];
  it.each(spoiled)('%s: that is named', (_, change, problem) => {
    expect(profileProblems({ ...CIIE3, ...change })).toContainEqual(problem);
  });
});

it('a file is read as a profile, or told what is wrong with it', () => {
  expect(readProfile(JSON.stringify(CANTON_IMPORT))).toEqual({ ok: true, profile: CANTON_IMPORT });
  expect(readProfile('{"id":')).toMatchObject({ ok: false });
  expect(readProfile('{"id":"x"}')).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([expect.stringMatching(/^dates: /)]),
  });
  const spoiled = { ...CANTON_IMPORT, labels: [] };
  expect(readProfile(JSON.stringify(spoiled))).toMatchObject({
    ok: false,
    problems: expect.arrayContaining(['labels: The tag "vip" has no name.']),
  });
});

it('people are checked by their own fair’s rules: age, documents, entry periods', () => {
  const codes = (profile: EditionProfile) =>
    checkAttendee(
      {
        material: {
          personType: 'hkMacaoTaiwan',
          name: '样例',
          documentType: 'hmtResidencePermit',
          documentNumber: '81000020040101001X',
          birthDate: '2004-01-01',
          phone: '13800000000',
          jobTitle: '经理',
          pledgeAccepted: true,
          isReturning: false,
        },
        images: {},
        imageFacts: undefined,
        tag: undefined,
        arrangement: { entryPeriod: 'phase1' },
      },
      profile,
      { today: '2020-08-01' },
    ).map(({ code }) => code);
  expect(codes(CANTON_IMPORT)).toEqual(expect.arrayContaining(['A-AGE', 'A-IDTYPE']));
  expect(codes(CANTON_IMPORT)).not.toContain('A-ENTRY');
  expect(codes(CIIE3)).toContain('A-ENTRY');
  expect(codes(CIIE3)).not.toEqual(expect.arrayContaining(['A-AGE']));
});
