/** Similar unit names: what counts as alike, and what does not. All names are invented. */
import { describe, expect, test } from 'vitest';
import { similarNameKeys, unitNameCore } from './similarName.ts';

describe('the core of a name', () => {
  test.each([
    ['广州市晨曦国际贸易有限公司', '晨曦国际贸易'],
    ['广东省广州市天河区晨曦国际贸易股份有限公司', '晨曦国际贸易'],
    ['晨曦国际贸易（广州）有限责任公司', '晨曦国际贸易'],
    ['广东晨曦国际贸易集团有限公司', '晨曦国际贸易'],
    ['广州市晨曦国际贸易有限公司第一分公司', '晨曦国际贸易'],
    ['广州市晨曦国际贸易有限公司佛山分公司', '晨曦国际贸易'],
    ['广州市商务局', '广州市商务局'],
    ['佛山市第三人民医院', '佛山市第三人民医院'],
  ])('%s → %s', (name, core) => {
    expect(unitNameCore(name)).toBe(core);
  });
});

describe('names', () => {
  const isAlike = (a: string, b: string, soundsOf?: (core: string) => string[]) => {
    const keys = similarNameKeys(a, soundsOf);
    return similarNameKeys(b, soundsOf).some((key) => keys.includes(key));
  };
  test.each([
    ['广州晨曦国际贸易有限公司', '佛山市晨曦国际贸易股份有限公司'],
    ['晨曦国际贸易（广州）有限公司', '广东国际晨曦贸易有限公司'],
  ])('%s is like %s', (a, b) => {
    expect(isAlike(a, b)).toBe(true);
  });
  test.each([
    ['广州晨曦国际贸易有限公司', '广州晨光国际贸易有限公司'],
    ['广州市市场监督管理局', '佛山市市场监督管理局'],
    ['广州晨曦国际贸易有限公司', '广州晨曦国际物流有限公司'],
  ])('%s is not like %s', (a, b) => {
    expect(isAlike(a, b)).toBe(false);
  });

  test('of the same sound are alike where sounds are known', () => {
    const sounds: Record<string, string> = { 曦: 'xi', 熙: 'xi' };
    const soundsOf = (core: string) => Array.from(core, (letter) => sounds[letter] ?? letter);
    expect(isAlike('广州晨曦国际贸易有限公司', '广州晨熙国际贸易有限公司', soundsOf)).toBe(true);
    expect(isAlike('广州晨曦国际贸易有限公司', '广州晨熙国际贸易有限公司')).toBe(false);
  });

  test('too short to tell are like nothing', () => {
    expect(similarNameKeys('甲贸易有限公司')).toEqual([]);
    expect(similarNameKeys('')).toEqual([]);
  });
});
