/** Every code of a passport has a name in both languages. */
import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, countryName } from './countries.ts';

describe('countries', () => {
  it('are named in both languages', () => {
    expect(COUNTRY_CODES).toHaveLength(249);
    expect(COUNTRY_CODES.filter((code) => !/\p{Script=Han}/u.test(countryName(code, 'zh-CN')))).toEqual([]);
    expect(COUNTRY_CODES.filter((code) => countryName(code, 'en') === code)).toEqual([]);
    expect(countryName('CHN', 'zh-CN')).toBe('中国');
    expect(countryName('DEU', 'en')).toBe('Germany');
    expect(countryName('jp', 'en')).toBe('Japan');
  });

  it('show what is no code as it was filled in', () => {
    expect(countryName('新加坡', 'en')).toBe('新加坡');
    expect(countryName('XQZ', 'en')).toBe('XQZ');
  });
});
