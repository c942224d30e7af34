/** The counts beside a list: how many stand in each queue, and how many each choice of a filter would give. */
import { isFlaggedSeverity } from './filters.ts';
import type { AttendeeTable, SubmissionTable, UnitTable } from './reviewIndex.ts';

/** Counts by code told by name; codes of one name are added up, names without a row are 0. */
export function countsOf<N extends string>(
  names: readonly N[],
  byCode: Int32Array,
  nameOf: (code: number) => N,
): Record<N, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<N, number>;
  for (const [code, count] of byCode.entries()) if (count) counts[nameOf(code)] += count;
  return counts;
}

/** How many rows each sub-group has, whichever of them is chosen. */
export function subGroupCounts(table: SubmissionTable, byCode: Int32Array): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [code, count] of byCode.entries()) {
    const id = table.subGroupId.textOf(code);
    if (id !== null && count) counts[id] = count;
  }
  return counts;
}

/** How many rows the checks flag, and how gravely. */
export function findingCounts(table: SubmissionTable, byCode: Int32Array) {
  const counts = { clean: 0, flagged: 0, error: 0 };
  for (const [code, count] of byCode.entries()) {
    const severity = table.severity.textOf(code);
    counts[isFlaggedSeverity(severity) ? 'flagged' : 'clean'] += count;
    if (severity === 'error') counts.error += count;
  }
  return counts;
}

/** A small number by which no queue tells two rows of the same apart. */
export function attendeeMarks(attendees: AttendeeTable): (row: number) => number {
  const { length } = attendees;
  const [status, aside] = [attendees.status.codes(length), attendees.isSetAside.values(length)];
  const [later, order] = [attendees.isLaterAddition.values(length), attendees.hasOrder.values(length)];
  return (row) => (status[row] ?? 0) * 8 + (aside[row] ?? 0) * 4 + (later[row] ?? 0) * 2 + (order[row] ?? 0);
}

/** As `attendeeMarks`: of the revision a queue asks only whether it is the first. */
export function unitMarks(units: UnitTable): (row: number) => number {
  const { length } = units;
  const [status, aside] = [units.status.codes(length), units.isSetAside.values(length)];
  const revision = units.revision.values(length);
  return (row) => (status[row] ?? 0) * 4 + (aside[row] ?? 0) * 2 + ((revision[row] ?? 0) > 1 ? 1 : 0);
}

/**
 * How many rows stand in each queue. Rows that no queue tells apart are counted together: asking each of half a
 * million for each queue would be felt with every letter typed.
 */
export class QueueCounts<Q extends string> {
  readonly #alike: number[] = [];
  readonly #examples: number[] = [];
  readonly #isIn: boolean[] = [];

  constructor(
    private readonly queues: readonly Q[],
    private readonly queue: Q,
    private readonly isInQueue: (queue: Q, row: number) => boolean,
  ) {}

  /** Counts a row with these marks if it is to count; true if it stands in the queue that is asked for. */
  add(marks: number, row: number, isCounted: boolean): boolean {
    let isIn = this.#isIn[marks];
    if (isIn === undefined) {
      isIn = this.isInQueue(this.queue, row);
      this.#isIn[marks] = isIn;
      this.#examples[marks] = row;
      this.#alike[marks] = 0;
    }
    if (isCounted) this.#alike[marks] = (this.#alike[marks] ?? 0) + 1;
    return isIn;
  }

  get counts(): Record<Q, number> {
    const counts = Object.fromEntries(this.queues.map((queue) => [queue, 0])) as Record<Q, number>;
    for (const [marks, count] of this.#alike.entries()) {
      if (!count) continue;
      const example = this.#examples[marks] ?? 0;
      for (const queue of this.queues) if (this.isInQueue(queue, example)) counts[queue] += count;
    }
    return counts;
  }
}
