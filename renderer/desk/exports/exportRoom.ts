/** Exports of an open desk: rights and purpose first, then rows in the order of their list, nothing kept. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, UnitItem } from '../../../shared/protocol/feed.ts';
import {
  type CorrectionLetter,
  EXPORT_COLUMNS,
  type ExportCell,
  type ExportReply,
  type ExportRequest,
} from '../contract/exports.ts';
import type { Query } from '../contract/queries.ts';
import { QueryEngine } from '../index/query.ts';
import type { OpenDesk } from '../openDesk.ts';
import { type Clock, type Random, uuid } from '../ports.ts';
import type { ReviewContext } from '../review/context.ts';
import { attendeeRow, unitRow } from '../review/rows.ts';
import { recentRows } from '../tray/outboxRows.ts';
import { attendeeCell, type Disclosure, decisionCell, FULL, MASKED, unitCell } from './cells.ts';
import { letterTo, standingOf, unitsToWriteTo } from './letters.ts';

/** So many rows go into one file; a spreadsheet of more is of no use, and of much memory. */
const EXPORT_ROWS_MAX = 100_000;
const PURPOSE_MAX = 500;
/** Exports whose file has not been logged yet. */
const PENDING_MAX = 8;

interface PendingExport {
  purpose: string;
  isFull: boolean;
}

export class ExportRoom {
  readonly #pending = new Map<string, PendingExport>();

  constructor(
    private readonly open: OpenDesk,
    private readonly ports: { clock: Clock; random: Random },
  ) {}

  count({ subject, scope }: Pick<ExportRequest, 'subject' | 'scope'>): number {
    if (subject === 'decisions') return this.#decisions().length;
    if (subject === 'letters') return unitsToWriteTo(this.#context, this.#rows('unit', scope)).length;
    return this.#rows(subject === 'units' ? 'unit' : 'attendee', scope).length;
  }

  async make(request: ExportRequest): Promise<ExportReply> {
    const refuse = (why: Extract<ExportReply, { ok: false }>['why']) => ({
      ok: false as const,
      why,
      rowsMax: EXPORT_ROWS_MAX,
    });
    const purpose = request.purpose.trim();
    if (this.#subGroups === 'none') return refuse('notAllowed');
    if (request.isFull && purpose === '') return refuse('purposeMissing');
    if (purpose.length > PURPOSE_MAX) return refuse('purposeTooLong');
    if (this.count(request) > EXPORT_ROWS_MAX) return refuse('tooManyRows');
    const disclosure = request.isFull ? FULL : MASKED;
    const exportId = uuid(this.ports.random);
    this.#pending.set(exportId, { purpose, isFull: request.isFull });
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= PENDING_MAX) break;
      this.#pending.delete(oldest);
    }
    return {
      ok: true,
      exportId,
      rows: await this.#cells(request, disclosure),
      letters: await this.#letters(request, disclosure),
      by: this.open.identity.account.displayName,
      at: this.ports.clock.now(),
      asOf: this.open.feed.meta.lastSyncAt ?? null,
    };
  }

  /** Logs the file an export became; false keeps the file from being handed out. */
  async log(file: {
    exportId: string;
    rowCount: number;
    fileHash: string;
    isPrint: boolean;
  }): Promise<boolean> {
    const pending = this.#pending.get(file.exportId);
    if (!pending) return false;
    const { rowCount, fileHash, isPrint } = file;
    const purpose = pending.isFull
      ? pending.purpose
      : `masked${pending.purpose === '' ? '' : `: ${pending.purpose}`}`;
    return this.open.audit.write({ action: isPrint ? 'print' : 'export', rowCount, fileHash, purpose });
  }

  get #context(): ReviewContext {
    return this.open.room.context;
  }

  /** Sub-groups whose data may be exported, `all`, or `none`. */
  get #subGroups(): ReadonlySet<string> | 'all' | 'none' {
    const { account, edition } = this.open.identity;
    const grants = account.grants.filter((grant) => grant.right === 'export' && grant.edition === edition);
    if (grants.length === 0) return 'none';
    if (grants.some((grant) => grant.subGroupId === undefined)) return 'all';
    return new Set(grants.flatMap((grant) => grant.subGroupId ?? []));
  }

  /** Index rows of a scope, in its order, as far as they may be exported. */
  #rows(kind: SubmissionKind, scope: ExportRequest['scope']): number[] {
    const { index } = this.#context;
    const table = index.table(kind);
    const allowed = this.#subGroups;
    const isAllowed = (row: number) =>
      allowed === 'all' || (allowed !== 'none' && allowed.has(table.subGroupId.get(row) ?? ''));
    if (scope.type === 'ids') {
      return scope.ids.flatMap((id) => table.find(id) ?? []).filter(isAllowed);
    }
    const everything: Query = { kind, queue: 'all' } as Query;
    const query = scope.type === 'query' ? scope.query : everything;
    if (query.kind !== kind) return [];
    return [...new QueryEngine(index).run(query).rows].filter(isAllowed);
  }

  #decisions() {
    return recentRows(this.open.workstation.ledger, this.ports.clock.now(), Number.MAX_SAFE_INTEGER).filter(
      ({ state }) => state !== 'undone',
    );
  }

  async #cells({ subject, scope, columns }: ExportRequest, disclosure: Disclosure): Promise<ExportCell[][]> {
    const chosen = (all: readonly string[]) => all.filter((column) => columns.includes(column));
    switch (subject) {
      case 'letters':
        return [];
      case 'decisions': {
        const { entries } = this.open.workstation.ledger;
        const wanted = chosen(EXPORT_COLUMNS.decisions) as (typeof EXPORT_COLUMNS.decisions)[number][];
        return this.#decisions().map((row) => {
          const note = entries.get(row.decisionId)?.decision.note ?? '';
          return wanted.map((column) => decisionCell(column, row, note, disclosure));
        });
      }
      case 'units': {
        const wanted = chosen(EXPORT_COLUMNS.units) as (typeof EXPORT_COLUMNS.units)[number][];
        return this.#eachItem('unit', this.#rows('unit', scope), (row, item) => {
          const unit = item as UnitItem | null;
          const standing = standingOf(this.#context, 'unit', unit, this.open.identity.account.name);
          return wanted.map((column) =>
            unitCell(column, unitRow(this.#context, row), unit, standing, disclosure),
          );
        });
      }
      case 'attendees': {
        const wanted = chosen(EXPORT_COLUMNS.attendees) as (typeof EXPORT_COLUMNS.attendees)[number][];
        return this.#eachItem('attendee', this.#rows('attendee', scope), (row, item) =>
          wanted.map((column) =>
            attendeeCell(column, attendeeRow(this.#context, row), item as AttendeeItem | null, disclosure),
          ),
        );
      }
    }
  }

  /** Full items are read block by block, for each is unpacked as a whole; the answer keeps the rows' order. */
  async #eachItem<T>(
    kind: SubmissionKind,
    rows: readonly number[],
    make: (row: number, item: UnitItem | AttendeeItem | null) => T,
  ): Promise<T[]> {
    const { index, items } = this.#context;
    const table = index.table(kind);
    const placed = rows.map((row, at) => ({ row, at, blockId: table.location(row).blockId }));
    placed.sort((a, b) => (a.blockId < b.blockId ? -1 : a.blockId > b.blockId ? 1 : a.at - b.at));
    const made: { at: number; value: T }[] = [];
    for (const { row, at } of placed) {
      made.push({ at, value: make(row, await items.item(kind, table.ids.get(row) ?? '')) });
    }
    return made.sort((a, b) => a.at - b.at).map(({ value }) => value);
  }

  async #letters({ subject, scope }: ExportRequest, disclosure: Disclosure): Promise<CorrectionLetter[]> {
    if (subject !== 'letters') return [];
    const rows = unitsToWriteTo(this.#context, this.#rows('unit', scope));
    const units = await this.#eachItem('unit', rows, (_row, item) => item as UnitItem | null);
    const written: CorrectionLetter[] = [];
    for (const unit of units) {
      const letter =
        unit && (await letterTo(this.#context, unit, this.open.identity.account.name, disclosure));
      if (letter) written.push(letter);
    }
    return written;
  }
}
