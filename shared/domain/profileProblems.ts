/** What a schema cannot see of an edition profile: parts that contradict each other. */
import { isRealDate } from './calendar.ts';
import { EditionProfile } from './editionProfile.ts';
import { TAGS } from './vocabulary.ts';

export interface ProfileProblem {
  /** where, as `entryPeriods.0.lastDay` */
  place: string;
  what: string;
}

/** A profile from a file's text, or in words what is wrong with it: not JSON, not the schema, contradictions. */
export function readProfile(
  text: string,
): { ok: true; profile: EditionProfile } | { ok: false; problems: string[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : 'It is not JSON.'] };
  }
  const parsed = EditionProfile.safeParse(raw);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  const problems = profileProblems(parsed.data).map(({ place, what }) => `${place}: ${what}`);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, profile: parsed.data };
}

/** All contradictions in a profile that its schema has passed; an empty list if it can be used. */
export function profileProblems(profile: EditionProfile): ProfileProblem[] {
  return [
    ...wrongDates(profile),
    ...wrongPeriods(profile),
    ...repeated(
      'subGroups',
      profile.subGroups.map(({ id }) => id),
    ),
    ...repeated(
      'subGroups.regionPrefix',
      profile.subGroups.flatMap(({ regionPrefix }) => regionPrefix ?? []),
    ),
    ...repeated(
      'entryPeriods',
      profile.entryPeriods.map(({ id }) => id),
    ),
    ...repeated(
      'reasons',
      profile.reasons.map(({ code }) => code),
    ),
    ...unnamedTags(profile),
    ...missingDocuments(profile),
    ...strangePast(profile),
  ];
}

/** Dates that have to follow one another; equal ones are in order. */
const IN_ORDER = [
  ['registrationOpens', 'registrationCloses'],
  ['registrationCloses', 'resubmissionDeadline'],
  ['registrationCloses', 'expoFirstDay'],
  ['expoFirstDay', 'visitorsFirstDay'],
  ['visitorsFirstDay', 'expoLastDay'],
] as const;

function wrongDates({ dates }: EditionProfile): ProfileProblem[] {
  const { decisionsAcceptedUntil, ...days } = dates;
  const unreal = Object.entries(days).filter(([, day]) => !isRealDate(day));
  return [
    ...unreal.map(([name]) => ({ place: `dates.${name}`, what: 'There is no such day.' })),
    ...IN_ORDER.filter(([first, then]) => dates[first] > dates[then]).map(([first, then]) => ({
      place: `dates.${then}`,
      what: `It lies before ${first}.`,
    })),
    ...(decisionsAcceptedUntil.slice(0, 10) < dates.registrationOpens
      ? [{ place: 'dates.decisionsAcceptedUntil', what: 'It lies before registrationOpens.' }]
      : []),
  ];
}

function wrongPeriods({ entryPeriods, dates }: EditionProfile): ProfileProblem[] {
  return entryPeriods.flatMap(({ firstDay, lastDay, fee }, at) => {
    const place = `entryPeriods.${at}`;
    const isOutside = firstDay < dates.expoFirstDay || lastDay > dates.expoLastDay;
    return [
      ...(firstDay > lastDay ? [{ place, what: 'It ends before it begins.' }] : []),
      ...(isOutside ? [{ place, what: 'It lies outside the expo.' }] : []),
      ...(/^\d{1,15}(\.\d{1,2})?$/.test(fee) ? [] : [{ place: `${place}.fee`, what: 'It is no amount.' }]),
    ];
  });
}

function repeated(place: string, values: readonly string[]): ProfileProblem[] {
  const twice = new Set(values.filter((value, at) => values.indexOf(value) !== at));
  return [...twice].map((value) => ({ place, what: `"${value}" stands there more than once.` }));
}

function unnamedTags({ labels, payingTags }: EditionProfile): ProfileProblem[] {
  const named = new Set(labels.map(({ tag }) => tag));
  return TAGS.filter((tag) => !named.has(tag)).map((tag) => ({
    place: 'labels',
    what: `The tag "${tag}" has no name${payingTags.includes(tag) ? ', though it pays' : ''}.`,
  }));
}

function missingDocuments({ documentTypesByPersonType }: EditionProfile): ProfileProblem[] {
  return Object.entries(documentTypesByPersonType)
    .filter(([, types]) => types.length === 0)
    .map(([personType]) => ({
      place: `documentTypesByPersonType.${personType}`,
      what: 'No document is allowed, so nobody of this kind could register.',
    }));
}

function strangePast({ pastEditions = [], subGroups }: EditionProfile): ProfileProblem[] {
  const known = new Set(subGroups.map(({ id }) => id));
  return pastEditions.flatMap(({ units }, at) =>
    Object.keys(units)
      .filter((id) => !known.has(id))
      .map((id) => ({ place: `pastEditions.${at}.units`, what: `There is no sub-group "${id}".` })),
  );
}
