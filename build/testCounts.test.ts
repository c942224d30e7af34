/** A summary that could say «0 failed» over a failure would be worse than none. */
import { describe, expect, it } from 'vitest';
import {
  countCheck,
  countPart,
  countPlaywright,
  countsLine,
  countVitest,
  secondAttempts,
  sumCounts,
} from './testCounts.ts';

const vitest = (files: { status: string; tests: string[] }[]) => {
  const all = files.flatMap((file) => file.tests);
  const count = (status: string) => all.filter((test) => test === status).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  };
};
const playwright = (stats: object, errors: unknown[] = []) => ({
  stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors,
});

describe('counting', () => {
  it('adds up what Vitest reports', () => {
    const report = vitest([
      { status: 'passed', tests: ['passed', 'passed', 'pending', 'todo'] },
      { status: 'failed', tests: ['passed', 'failed'] },
    ]);
    expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a test file that could not be loaded', () => {
    expect(countVitest(vitest([{ status: 'failed', tests: [] }]))).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it('adds up what Playwright reports, errors outside any test included', () => {
    expect(countPlaywright(playwright({ expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, [{}]))).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
    });
  });

  it('names what passed only at the second attempt', () => {
    const spec = (title: string, status: string) => ({ title, file: 'keys.spec.ts', tests: [{ status }] });
    const report = {
      suites: [
        { specs: [spec('a', 'expected'), spec('b', 'flaky')], suites: [{ specs: [spec('c', 'flaky')] }] },
      ],
    };
    expect(secondAttempts(report)).toEqual(['keys.spec.ts › b', 'keys.spec.ts › c']);
  });

  it('counts a failing program whose report names no failure', () => {
    const report = JSON.stringify(playwright({ expected: 4 }));
    expect(countPart(report, countPlaywright, 0).failed).toBe(0);
    expect(countPart(report, countPlaywright, 1).failed).toBe(1);
    expect(countPart(report, countPlaywright, null).failed).toBe(1);
    expect(countPart(null, countPlaywright, 0).failed).toBe(1);
  });

  it('refuses a report it does not understand', () => {
    expect(() => countPart('{}', countVitest, 0)).toThrow();
    expect(() => countPart('{"stats":{"expected":-1}}', countPlaywright, 0)).toThrow();
  });

  it('ends in one line over all parts', () => {
    const total = sumCounts([countCheck(true), countCheck(false), { passed: 40, failed: 0, skipped: 3 }]);
    expect(countsLine(total)).toBe('41 passed, 1 failed, 3 skipped');
  });
});
