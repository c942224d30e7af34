/** Reads how many tests passed, failed and were skipped from the reports of Vitest and Playwright. */
import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const count = z.number().int().nonnegative();
const VitestReport = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.unknown()),
});

/** A check that is one program: passed if it ended well. */
export function countCheck(hasPassed: boolean): Counts {
  return { passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, skipped: 0 };
}

/** Vitest's JSON report; a file that could not be loaded has no failed test of its own and counts as one. */
export function countVitest(rawReport: unknown): Counts {
  const report = VitestReport.parse(rawReport);
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Playwright's JSON report; an error outside any test counts as a failure. */
export function countPlaywright(rawReport: unknown): Counts {
  const { stats, errors } = PlaywrightReport.parse(rawReport);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

interface Suite {
  suites?: Suite[] | undefined;
  specs: { title: string; file: string; tests: { status: string }[] }[];
}
const Suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    suites: z.array(Suite).optional(),
    specs: z.array(
      z.object({ title: z.string(), file: z.string(), tests: z.array(z.object({ status: z.string() })) }),
    ),
  }),
);

/** Which tests of Playwright's JSON report passed, but not at the first attempt: «file › title». */
export function secondAttempts(rawReport: unknown): string[] {
  const namesIn = ({ specs, suites = [] }: Suite): string[] => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ file, title }) => `${file} › ${title}`),
    ...suites.flatMap(namesIn),
  ];
  return z
    .object({ suites: z.array(Suite) })
    .parse(rawReport)
    .suites.flatMap(namesIn);
}

/**
 * The counts of a part from its report and exit code: a program that fails without naming a failed test, or
 * leaves no report, has failed once.
 */
export function countPart(
  rawReport: string | null,
  read: (report: unknown) => Counts,
  exitCode: number | null,
): Counts {
  const counts = rawReport === null ? countCheck(false) : read(JSON.parse(rawReport));
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

export function sumCounts(parts: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => parts.reduce((total, part) => total + part[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The words of a summary line. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
