/** The lists that are open on the screens: frozen answers of the index, and what a scope over them means now. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Scope } from '../contract/decisions.ts';
import type { AttendeeQuery, OpenedQuery, Query, UnitCount } from '../contract/queries.ts';
import type { Row } from '../contract/rows.ts';
import { QueryEngine, type QueryResult } from '../index/query.ts';
import { uuid } from '../ports.ts';
import type { ReviewContext } from './context.ts';
import { isFlaggedSeverity, rowById } from './rows.ts';

const QUERIES_MAX = 24;
/** Of many units those with most people; typing a name finds the others. */
const UNITS_OFFERED = 10;

interface OpenQueryState {
  query: Query;
  result: QueryResult;
}

export class OpenLists {
  readonly #engine: QueryEngine;
  readonly #queries = new Map<string, OpenQueryState>();

  constructor(private readonly context: ReviewContext) {
    this.#engine = new QueryEngine(context.index);
  }

  open(query: Query): OpenedQuery {
    const result = this.#engine.run(query);
    const queryId = uuid(this.context.random);
    this.#queries.set(queryId, { query, result });
    // A page that never closes its queries must not fill the memory.
    for (const oldest of this.#queries.keys()) {
      if (this.#queries.size <= QUERIES_MAX) break;
      this.#queries.delete(oldest);
    }
    return { queryId, total: result.rows.length, queues: result.queues, facets: result.facets };
  }

  /** The units of a list of people with how many each has, as far as their names match. */
  unitCounts(query: AttendeeQuery, search: string): UnitCount[] {
    return this.#engine.unitCounts(query, search, UNITS_OFFERED);
  }

  close(queryId: string): void {
    this.#queries.delete(queryId);
  }

  ids(queryId: string, from: number, to: number): string[] {
    const open = this.#queries.get(queryId);
    if (!open) return [];
    const { ids } = this.context.index.table(open.query.kind);
    return Array.from(open.result.rows.subarray(Math.max(0, from), to), (row) => ids.get(row) ?? '');
  }

  rows(queryId: string, from: number, to: number): (Row | null)[] {
    const kind = this.#queries.get(queryId)?.query.kind ?? 'unit';
    return this.ids(queryId, from, to).map((id) => rowById(this.context, kind, id));
  }

  positionOf(queryId: string, id: string): number {
    const open = this.#queries.get(queryId);
    const row = open && this.context.index.table(open.query.kind).rowOf.get(id);
    return open && row !== undefined ? open.result.rows.indexOf(row) : -1;
  }

  /** Submissions that match now and are not in the frozen list. */
  arrivalsOf(queryId: string): number {
    const open = this.#queries.get(queryId);
    if (!open) return 0;
    const known = new Set(open.result.rows);
    let arrivals = 0;
    for (const row of this.#engine.run(open.query).rows) if (!known.has(row)) arrivals++;
    return arrivals;
  }

  /**
   * The ids a scope means now. A query's frozen list may still show rows that were decided since and no
   * longer match: «all that match» does not mean those, or a batch would overwrite the reviewer's own word.
   */
  idsOfScope(scope: Scope): { kind: SubmissionKind; ids: string[] } {
    if (scope.type === 'ids') return { kind: scope.kind, ids: scope.ids };
    const open = this.#queries.get(scope.queryId);
    if (!open) return { kind: 'unit', ids: [] };
    const { kind } = open.query;
    const except = new Set(scope.except);
    const table = this.context.index.table(kind);
    const ids = this.ids(scope.queryId, 0, Number.MAX_SAFE_INTEGER).filter((id) => {
      const row = table.find(id);
      return row !== undefined && !except.has(id) && this.#engine.matches(open.query, row);
    });
    return { kind, ids };
  }

  /** How many of a scope are flagged by the checks. */
  flaggedOf(scope: Scope): number {
    const { kind, ids } = this.idsOfScope(scope);
    const table = this.context.index.table(kind);
    return ids.filter((id) => {
      const row = table.find(id);
      return row !== undefined && isFlaggedSeverity(table.severity.get(row));
    }).length;
  }
}
