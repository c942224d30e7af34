/** A finding: what a check noticed about one field. A check never decides (domain rule §6). */
import { z } from 'zod';

export const SEVERITIES = ['error', 'warning', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `code` is the reason the finding suggests (`U-…`, `A-…`), or starts with `C-` where no reason of the
 * catalogue fits. `repairs` are nearest legal values, best first. `seen`/`expected` may hold personal
 * data: mask before display, never log.
 */
export const Finding = z.object({
  code: z.string().max(64),
  severity: z.enum(SEVERITIES),
  field: z.string().max(64),
  seen: z.string().optional(),
  expected: z.string().optional(),
  repairs: z.array(z.string()).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A row is flagged if it has an error or a warning; batch approval leaves flagged rows out. */
export function isFlagged(findings: readonly Pick<Finding, 'severity'>[]): boolean {
  return findings.some((finding) => finding.severity !== 'hint');
}
