/**
 * A list as it is before anything is searched for, kept while nothing it is made of changes: with each letter
 * typed only its own rows are looked at, and neither queues nor filters are asked again.
 */
import type { Query } from '../contract/queries.ts';
import type { AttendeeTable, UnitTable } from './reviewIndex.ts';

/** A filter that alone keeps a row out: the row counts beside that filter, for it says what another choice would give. */
export const KEPT_OUT_BY = { findings: 1, subGroup: 2, categoryOrTag: 3, additions: 4 } as const;

export interface ListBase {
  /** those in the queue that no filter or one alone keeps out, in the list's order */
  rows: Int32Array;
  /** by position, one of `KEPT_OUT_BY`, 0: none keeps it out; null where none keeps any out */
  keptOut: Uint8Array | null;
  /** counts of each queue under the same filters */
  queues: Record<string, number>;
}

/** Gathers the rows of a base, told in the list's order. */
export class ListBaseBuilder {
  readonly #rows: Int32Array;
  readonly #keptOut: Uint8Array;
  #count = 0;
  #hasKeptOut = false;

  /** `length`: how many rows it may come to */
  constructor(length: number) {
    this.#rows = new Int32Array(length);
    this.#keptOut = new Uint8Array(length);
  }

  add(row: number, keptOutBy: number): void {
    this.#rows[this.#count] = row;
    if (keptOutBy) {
      this.#keptOut[this.#count] = keptOutBy;
      this.#hasKeptOut = true;
    }
    this.#count++;
  }

  made(queues: Record<string, number>): ListBase {
    return {
      // Copied: most lists are a part of all rows.
      rows: this.#rows.slice(0, this.#count),
      keptOut: this.#hasKeptOut ? this.#keptOut.slice(0, this.#count) : null,
      queues,
    };
  }
}

interface Known {
  key: string;
  version: number;
  order: Int32Array;
  base: ListBase;
}

/** The last base of each kind: the list on the screen. */
export class ListBases {
  readonly #known = new Map<Query['kind'], Known>();

  /** `version`: of the columns it is made of; `order`: all rows in the query's order. */
  of(query: Query, version: number, order: Int32Array, make: () => ListBase): ListBase {
    const key = JSON.stringify({ ...query, search: '' });
    const known = this.#known.get(query.kind);
    if (known?.key === key && known.version === version && known.order === order) return known.base;
    const base = make();
    this.#known.set(query.kind, { key, version, order, base });
    return base;
  }
}

/** Rises with whatever queues and filters of units ask for. */
export function unitVersion(units: UnitTable): number {
  const { isGone, status, isSetAside, revision, severity, subGroupId, category } = units;
  return versionOf([isGone, status, isSetAside, revision, severity, subGroupId, category]);
}

/** Rises with whatever queues and filters of people ask for. */
export function attendeeVersion(attendees: AttendeeTable): number {
  const { isGone, status, isSetAside, isLaterAddition, hasOrder, severity, subGroupId, tag } = attendees;
  const own = [isGone, status, isSetAside, isLaterAddition, hasOrder, severity, subGroupId, tag];
  return versionOf([...own, attendees.unitId.placeOf]);
}

/** Each of them only rises, so that their sum stays the same only if all do. */
const versionOf = (columns: readonly { version: number }[]) =>
  columns.reduce((sum, { version }) => sum + version, 0);
