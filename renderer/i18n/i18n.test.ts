/** Both languages are complete: same placeholders, no stray script, a text for every code and status. */
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../shared/checks/findingCodes.ts';
import {
  ATTENDEE_STATUSES,
  ATTENDEE_VERDICTS,
  DELIVERY_METHODS,
  DOCUMENT_TYPES,
  GENDERS,
  PERSON_TYPES,
  REGIONS,
  ROLES,
  TAGS,
  UNIT_CATEGORIES,
  UNIT_STATUSES,
  UNIT_VERDICTS,
} from '../../shared/domain/vocabulary.ts';
import { RECEIPT_RESULTS } from '../../shared/protocol/push.ts';
import { ATTENDEE_QUEUES, ATTENDEE_SORTS, UNIT_QUEUES, UNIT_SORTS } from '../desk/contract/queries.ts';
import { amount, bytes, clock, day, monthDay } from './format.ts';
import { pickLanguage } from './language.ts';
import type { Pair } from './texts/pairs.ts';
import { hasText, resourcesOf, TEXTS } from './texts.ts';

const pairs = Object.entries<Pair>(TEXTS);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('texts', () => {
  it('are there in both languages', () => {
    expect(pairs.filter(([, [zh, en]]) => zh.trim() === '' || en.trim() === '')).toEqual([]);
    const english = Object.keys(resourcesOf('en')).filter((key) => !key.endsWith('_one'));
    expect(english.sort()).toEqual(Object.keys(resourcesOf('zh-CN')).sort());
  });

  it('use the same placeholders in both languages', () => {
    for (const [key, [zh, en, enOne]] of pairs) {
      expect([key, placeholders(en)]).toEqual([key, placeholders(zh)]);
      for (const name of placeholders(enOne ?? '')) expect(placeholders(en)).toContain(name);
    }
  });

  it('hold no Chinese in the English ones', () => {
    expect(
      pairs.filter(([, [, en, one]]) => /\p{Script=Han}/u.test(en + (one ?? ''))).map(([key]) => key),
    ).toEqual([]);
  });

  it('have an English singular wherever more than one thing is counted', () => {
    const plural = /\{\{count\}\}(?: [a-z]+){0,2}? (?:[a-z]+s|people|are|were|have|go|stay|take)\b/;
    // A limit or a setting, never one.
    const fixed = ['settings.undoWindow.seconds', 'submissions.images.why.tooManyImages'];
    // «uploads in 3 s», «4 without findings»: the same for one.
    const alike = [
      'batch.go',
      'strip.state.window',
      'detail.people.clean',
      'batch.cascade.tagged',
      'syncCentre.shown',
    ];
    const same = new Set([...fixed, ...alike, 'submissions.refused.more', 'twins.fields']);
    const found = pairs.filter(
      ([key, [, en, one]]) => plural.test(en) && one === undefined && !same.has(key),
    );
    expect(found.map(([key]) => key)).toEqual([]);
  });

  it('cover every code and closed set', () => {
    const needed = [
      ...FINDING_CODES.flatMap(({ code }) => [`finding.${code}`, `finding.rule.${code}`]),
      ...UNIT_STATUSES.map((name) => `unit.status.${name}`),
      ...ATTENDEE_STATUSES.map((name) => `attendee.status.${name}`),
      ...TAGS.map((name) => `tag.${name}`),
      ...REGIONS.map((name) => `region.${name}`),
      ...UNIT_CATEGORIES.map((name) => `category.${name}`),
      ...PERSON_TYPES.map((name) => `personType.${name}`),
      ...DOCUMENT_TYPES.map((name) => `documentType.${name}`),
      ...GENDERS.map((name) => `gender.${name}`),
      ...DELIVERY_METHODS.map((name) => `delivery.${name}`),
      ...ROLES.map((name) => `role.${name}`),
      ...[...UNIT_VERDICTS, ...ATTENDEE_VERDICTS].flatMap((name) => [
        `verdict.${name}`,
        `verdict.done.${name}`,
      ]),
      ...UNIT_QUEUES.map((name) => `queue.unit.${name}`),
      ...ATTENDEE_QUEUES.map((name) => `queue.attendee.${name}`),
      ...[...UNIT_SORTS, ...ATTENDEE_SORTS]
        .filter((name) => name !== 'default')
        .map((name) => `filter.sort.${name}`),
      ...RECEIPT_RESULTS.filter((name) => name !== 'applied').map((name) => `tray.result.${name}`),
    ];
    expect(needed.filter((key) => !hasText(key))).toEqual([]);
  });
});

describe('language', () => {
  it('is the stored one, else the browser’s, else Chinese', () => {
    expect(pickLanguage('en', ['zh-CN'])).toBe('en');
    expect(pickLanguage(null, ['fr', 'en-GB'])).toBe('en');
    expect(pickLanguage(null, ['zh-TW', 'en'])).toBe('zh-CN');
    expect(pickLanguage('xx', [])).toBe('zh-CN');
  });
});

describe('formats', () => {
  it('are those of Shanghai', () => {
    expect(clock('2026-09-01T02:42:00.000Z')).toBe('10:42');
    expect(day('2026-08-31T16:00:00.000Z')).toBe('2026-09-01');
    expect(monthDay('2020-09-30')).toBe('09-30');
  });

  it('keep amounts and sizes short', () => {
    expect(amount('1500.00')).toBe('1,500');
    expect(amount('12.5')).toBe('12.5');
    expect(bytes(0)).toBe('0 B');
    expect(bytes(16 * 1024 * 1024)).toBe('16.0 MB');
  });
});
