/**
 * The columnar index of all submissions in scope: the query engine behind every list. It holds the feed's
 * state and, beside it, the state as the reviewer's own decisions make it look.
 */
import type { Severity } from '../../../shared/domain/finding.ts';
import type {
  AttendeeStatus,
  DocumentType,
  Gender,
  PersonType,
  SubmissionKind,
  Tag,
  UnitCategory,
  UnitStatus,
} from '../../../shared/domain/vocabulary.ts';
import type { SyncMark } from '../contract/queries.ts';
import {
  CodedColumn,
  type Column,
  DigestColumn,
  NumberColumn,
  type PackedColumn,
  PackedIndexError,
} from './columns.ts';
import { DuplicateIndex } from './duplicateIndex.ts';
import type { AttendeeIndexRow, IndexRow, UnitIndexRow } from './indexRow.ts';
import { worstSeverity } from './indexRow.ts';
import { KeyedTexts } from './keyedTexts.ts';
import { Orders } from './order.ts';
import { PeopleByUnit } from './peopleByUnit.ts';
import { SearchColumn } from './searchColumn.ts';
import { TextColumn } from './textColumn.ts';

/** Where a submission's full item lies: block and position in it. */
export interface Location {
  blockId: string;
  position: number;
}

/** The columns units and attendees have in common. */
export class SubmissionTable {
  readonly ids = new KeyedTexts();
  /** the row of an id, in scope or not */
  readonly rowOf = { get: (id: string): number | undefined => this.ids.find(id) };
  readonly isGone = new NumberColumn('u8');
  readonly revision = new NumberColumn('i32');
  readonly seq = new NumberColumn('f64');
  readonly hash = new DigestColumn();
  readonly subGroupId = new CodedColumn<string>();
  /** the decision that stands; empty: none */
  readonly decisionId = new TextColumn();
  readonly submittedAt = new NumberColumn('f64');
  readonly hasLastReview = new NumberColumn('u8');
  readonly lastReasons = new CodedColumn<string>();
  readonly search = new SearchColumn();
  readonly name = new TextColumn();
  readonly blockId = new CodedColumn<string>();
  readonly position = new NumberColumn('i32');
  readonly ownSeverity = new CodedColumn<Severity>();
  readonly ownFindings = new NumberColumn('i32');
  /** codes and fields of own errors, as `errorsOf` reads them; null as well where an older row does not tell */
  readonly ownErrors = new CodedColumn<string>();
  readonly severity = new CodedColumn<Severity>();
  readonly findings = new NumberColumn('i32');
  readonly sync = new CodedColumn<SyncMark>();
  readonly isSetAside = new NumberColumn('u8');
  /** rises when a sort order could have changed */
  orderVersion = 0;

  get length(): number {
    return this.ids.length;
  }

  protected upsertCommon(row: IndexRow, location: Location): number {
    const index = this.ids.add(row.id);
    this.isGone.set(index, 0);
    this.revision.set(index, row.revision);
    this.seq.set(index, row.seq);
    this.hash.set(index, row.hash);
    this.subGroupId.set(index, row.subGroupId);
    this.decisionId.set(index, row.decisionId ?? '');
    this.submittedAt.set(index, row.submittedAt);
    this.hasLastReview.set(index, row.hasLastReview ? 1 : 0);
    this.lastReasons.set(index, row.lastReasons);
    this.search.set(index, row.search);
    this.blockId.set(index, location.blockId);
    this.position.set(index, location.position);
    this.ownSeverity.set(index, row.severity);
    this.ownFindings.set(index, row.findingCount);
    this.ownErrors.set(index, row.errors ?? null);
    this.severity.set(index, row.severity);
    this.findings.set(index, row.findingCount);
    this.orderVersion++;
    return index;
  }

  /** The row of an id that is in scope, or undefined. */
  find(id: string): number | undefined {
    const row = this.rowOf.get(id);
    return row === undefined || this.isGone.get(row) ? undefined : row;
  }

  location(row: number): Location {
    return { blockId: this.blockId.get(row) ?? '', position: this.position.get(row) };
  }

  /** Nothing of what a row said is left, but its id and how new it was. */
  blank(row: number): void {
    for (const text of [this.name, this.decisionId]) text.set(row, '');
    this.search.set(row, '');
    this.hash.set(row, null);
    this.lastReasons.set(row, null);
    this.ownErrors.set(row, null);
    this.submittedAt.set(row, 0);
    this.hasLastReview.set(row, 0);
    this.orderVersion++;
  }

  /** The feed's columns with their names; what own decisions make of them is not among them. */
  protected commonColumns(): [string, Column][] {
    return [
      ['ids', this.ids.texts],
      ['idTable', this.ids.table],
      ['isGone', this.isGone],
      ['revision', this.revision],
      ['seq', this.seq],
      ['hash', this.hash],
      ['subGroupId', this.subGroupId],
      ['decisionId', this.decisionId],
      ['submittedAt', this.submittedAt],
      ['hasLastReview', this.hasLastReview],
      ['lastReasons', this.lastReasons],
      ['wide', this.search.wide],
      ['narrow', this.search.narrow],
      ['name', this.name],
      ['blockId', this.blockId],
      ['position', this.position],
      ['ownSeverity', this.ownSeverity],
      ['ownFindings', this.ownFindings],
      ['ownErrors', this.ownErrors],
      ['severity', this.severity],
      ['findings', this.findings],
    ];
  }
}

export class UnitTable extends SubmissionTable {
  readonly feedStatus = new CodedColumn<UnitStatus>();
  readonly status = new CodedColumn<UnitStatus>();
  readonly uscc = new TextColumn();
  readonly category = new CodedColumn<UnitCategory>();
  /** NaN when no intent states an amount */
  readonly intentTotal = new NumberColumn('f64');
  readonly isMainland = new NumberColumn('u8');
  readonly submittedOn = new CodedColumn<string>();
  readonly decidedOn = new CodedColumn<string>();

  upsert(row: UnitIndexRow, location: Location): number {
    const index = this.upsertCommon(row, location);
    this.name.set(index, row.unitName);
    this.feedStatus.set(index, row.status);
    this.status.set(index, row.status);
    this.uscc.set(index, row.uscc);
    this.category.set(index, row.category);
    this.intentTotal.set(index, row.intentTotal ?? Number.NaN);
    this.isMainland.set(index, row.isMainland ? 1 : 0);
    this.submittedOn.set(index, row.submittedOn);
    this.decidedOn.set(index, row.decidedOn);
    return index;
  }

  override blank(row: number): void {
    super.blank(row);
    this.uscc.set(row, '');
    this.intentTotal.set(row, Number.NaN);
  }

  /** Every row as the feed has it, before own decisions. */
  showFeedState(): void {
    this.status.copy(this.feedStatus, this.length);
    this.sync.fill('none', this.length);
    this.isSetAside.fill(0, this.length);
  }

  columns(): [string, Column][] {
    return [
      ...this.commonColumns(),
      ['feedStatus', this.feedStatus],
      ['uscc', this.uscc],
      ['category', this.category],
      ['intentTotal', this.intentTotal],
      ['isMainland', this.isMainland],
      ['submittedOn', this.submittedOn],
      ['decidedOn', this.decidedOn],
    ];
  }
}

export class AttendeeTable extends SubmissionTable {
  readonly unitId = new PeopleByUnit();
  readonly feedStatus = new CodedColumn<AttendeeStatus>();
  readonly status = new CodedColumn<AttendeeStatus>();
  readonly feedTag = new CodedColumn<Tag>();
  readonly tag = new CodedColumn<Tag>();
  readonly previousTag = new CodedColumn<Tag>();
  readonly hasOrder = new NumberColumn('u8');
  readonly isPaid = new NumberColumn('u8');
  readonly isLaterAddition = new NumberColumn('u8');
  readonly gender = new CodedColumn<Gender>();
  readonly personType = new CodedColumn<PersonType>();
  readonly documentType = new CodedColumn<DocumentType>();
  readonly maskedNumber = new TextColumn();
  readonly maskedPhone = new TextColumn();
  readonly jobTitle = new TextColumn();
  readonly entryPeriod = new CodedColumn<string>();
  readonly photo = new DigestColumn();

  upsert(row: AttendeeIndexRow, location: Location): number {
    const index = this.upsertCommon(row, location);
    this.name.set(index, row.name);
    this.feedStatus.set(index, row.status);
    this.status.set(index, row.status);
    this.feedTag.set(index, row.tag);
    this.tag.set(index, row.tag);
    this.previousTag.set(index, row.previousTag);
    this.hasOrder.set(index, row.hasOrder ? 1 : 0);
    this.isPaid.set(index, row.isPaid ? 1 : 0);
    this.isLaterAddition.set(index, row.isLaterAddition ? 1 : 0);
    this.gender.set(index, row.gender ?? null);
    this.personType.set(index, row.personType);
    this.documentType.set(index, row.documentType);
    this.maskedNumber.set(index, row.maskedNumber);
    this.maskedPhone.set(index, row.maskedPhone);
    this.jobTitle.set(index, row.jobTitle);
    this.entryPeriod.set(index, row.entryPeriod);
    this.photo.set(index, row.photo);
    return index;
  }

  override blank(row: number): void {
    super.blank(row);
    for (const text of [this.maskedNumber, this.maskedPhone, this.jobTitle]) text.set(row, '');
    this.photo.set(row, null);
    this.gender.set(row, null);
  }

  /** Every row as the feed has it, before own decisions. */
  showFeedState(): void {
    this.status.copy(this.feedStatus, this.length);
    this.tag.copy(this.feedTag, this.length);
    this.sync.fill('none', this.length);
    this.isSetAside.fill(0, this.length);
  }

  columns(): [string, Column][] {
    return [
      ...this.commonColumns(),
      ['placeOf', this.unitId.placeOf],
      ['feedStatus', this.feedStatus],
      ['feedTag', this.feedTag],
      ['previousTag', this.previousTag],
      ['hasOrder', this.hasOrder],
      ['isPaid', this.isPaid],
      ['isLaterAddition', this.isLaterAddition],
      ['gender', this.gender],
      ['personType', this.personType],
      ['documentType', this.documentType],
      ['maskedNumber', this.maskedNumber],
      ['maskedPhone', this.maskedPhone],
      ['jobTitle', this.jobTitle],
      ['entryPeriod', this.entryPeriod],
      ['photo', this.photo],
    ];
  }
}

/** How many rows and places a packed index has. */
export interface PackedLengths {
  units: number;
  attendees: number;
  places: number;
}

const UNIT_BIT = 1;

export class ReviewIndex {
  readonly units = new UnitTable();
  readonly attendees = new AttendeeTable();
  readonly orders = new Orders(this);
  readonly duplicates = new DuplicateIndex({
    refOf: (subject) => this.#refOf(subject),
    subjectOf: (ref) => this.#subjectOf(ref),
  });
  /** older places of a submission: an exit takes these out too */
  readonly #formerPlaces = new Map<string, Location[]>();
  #isBulk = false;

  table(kind: SubmissionKind): UnitTable | AttendeeTable {
    return kind === 'unit' ? this.units : this.attendees;
  }

  /** Rows of a unit's people, whether or not the unit itself is in scope. */
  peopleOf(unitId: string): number[] {
    const { attendees } = this;
    return attendees.unitId.rowsOf(unitId, attendees.length).filter((row) => !attendees.isGone.get(row));
  }

  /** The row of the unit a person stands with; undefined while that is not in scope. */
  unitRowOf(attendeeRow: number): number | undefined {
    const { unitId } = this.attendees;
    const row = unitId.unitRowAt(unitId.placeOf.get(attendeeRow));
    return row === undefined || this.units.isGone.get(row) ? undefined : row;
  }

  /** True while duplicates are not settled yet. */
  get isBulk(): boolean {
    return this.#isBulk;
  }

  /** While loading many rows, duplicates are settled once at the end. */
  beginBulk(): void {
    this.#isBulk = true;
  }

  endBulk(): void {
    this.#isBulk = false;
    for (const ref of this.duplicates.shared()) this.#refreshDuplicates(ref);
  }

  /**
   * Takes a newer state of a submission in, if it is newer; answers whether it was. Subjects whose
   * findings changed with it are told in `touched`.
   */
  upsert(row: IndexRow, location: Location, touched?: Set<string>): boolean {
    const table = this.table(row.kind);
    const known = table.rowOf.get(row.id);
    if (known !== undefined) {
      const isOlder = row.seq <= table.seq.get(known);
      this.#keepPlace(`${row.kind}:${row.id}`, isOlder ? location : table.location(known));
      if (isOlder) return false;
    }
    let index: number;
    let isMoved = false;
    if (row.kind === 'unit') {
      index = this.units.upsert(row, location);
      this.attendees.unitId.setUnit(row.id, index);
    } else {
      index = this.attendees.upsert(row, location);
      isMoved = this.attendees.unitId.set(index, row.unitId, known !== undefined);
    }
    const ref = index * 2 + (row.kind === 'unit' ? UNIT_BIT : 0);
    const related = this.duplicates.put(ref, row.duplicateKeys, isMoved, this.#isBulk);
    if (!this.#isBulk) {
      related.add(ref);
      for (const each of related) {
        this.#refreshDuplicates(each);
        const { kind, id } = this.#subjectOf(each);
        touched?.add(`${kind}:${id}`);
      }
    }
    return true;
  }

  /** All places a submission's content lies in, older states included; none if `seq` is not news. */
  placesOf(kind: SubmissionKind, id: string, seq: number): Location[] {
    const table = this.table(kind);
    const row = table.find(id);
    if (row === undefined || seq < table.seq.get(row)) return [];
    return [...(this.#formerPlaces.get(`${kind}:${id}`) ?? []), table.location(row)];
  }

  /** Takes a submission out, if `seq` is news. */
  remove(kind: SubmissionKind, id: string, seq: number): void {
    const table = this.table(kind);
    const row = table.find(id);
    if (row === undefined || seq < table.seq.get(row)) return;
    this.#formerPlaces.delete(`${kind}:${id}`);
    const ref = row * 2 + (kind === 'unit' ? UNIT_BIT : 0);
    for (const each of this.duplicates.remove(ref)) if (each !== ref) this.#refreshDuplicates(each);
    table.isGone.set(row, 1);
    table.seq.set(row, seq);
    table.blank(row);
  }

  /** Every row as the feed has it: own decisions are laid over it anew. */
  showFeedState(): void {
    this.units.showFeedState();
    this.attendees.showFeedState();
  }

  #keepPlace(key: string, place: Location): void {
    const places = this.#formerPlaces.get(key);
    if (places) places.push(place);
    else this.#formerPlaces.set(key, [place]);
  }

  #refOf(subject: string): number | undefined {
    const isUnit = subject.startsWith('unit:');
    const row = (isUnit ? this.units : this.attendees).find(subject.slice(subject.indexOf(':') + 1));
    return row === undefined ? undefined : row * 2 + (isUnit ? UNIT_BIT : 0);
  }

  #subjectOf(ref: number): { kind: SubmissionKind; id: string; unitId?: string } {
    const row = ref >> 1;
    if (ref & UNIT_BIT) return { kind: 'unit', id: this.units.ids.get(row) ?? '' };
    const { ids, unitId } = this.attendees;
    return { kind: 'attendee', id: ids.get(row) ?? '', unitId: unitId.get(row) ?? '' };
  }

  #refreshDuplicates(ref: number): void {
    const table = ref & UNIT_BIT ? this.units : this.attendees;
    const row = ref >> 1;
    if (table.isGone.get(row)) return;
    const found = this.duplicates.ofRef(ref).map((duplicate) => duplicate.finding);
    const own = table.ownSeverity.get(row);
    table.severity.set(row, worstSeverity(own ? [...found, { severity: own }] : found));
    table.findings.set(row, table.ownFindings.get(row) + found.length);
    table.orderVersion++;
  }

  // ── packed ────────────────────────────────────────────────────────────────────────────────────────

  get lengths(): PackedLengths {
    const { units, attendees } = this;
    return { units: units.length, attendees: attendees.length, places: attendees.unitId.units.length };
  }

  /**
   * Packs the feed's state, a column with every step, so that whoever asks may let others have their turn
   * between two. The index must not change before the last one.
   */
  *pack(): Generator<{ name: string } & PackedColumn> {
    const { lengths } = this;
    for (const { name, column, length } of this.#columns(lengths)) yield { name, ...column.pack(length) };
    yield { name: 'formerPlaces', bytes: new TextEncoder().encode(JSON.stringify([...this.#formerPlaces])) };
  }

  /** Takes over what `pack` gave, in an index that is empty. Throws, and is empty again, if it does not fit. */
  restore(lengths: PackedLengths, packed: ReadonlyMap<string, PackedColumn>): void {
    const of = (name: string) => {
      const found = packed.get(name);
      if (!found) throw new PackedIndexError(`no column ${name}`);
      return found;
    };
    try {
      for (const { name, column, length } of this.#columns(lengths)) column.restore(of(name), length);
      const places = JSON.parse(new TextDecoder().decode(of('formerPlaces').bytes)) as [string, Location[]][];
      for (const [key, locations] of places) this.#formerPlaces.set(key, locations);
      this.showFeedState();
    } catch (error) {
      for (const { column } of this.#columns(lengths)) column.clear();
      this.#formerPlaces.clear();
      throw error instanceof PackedIndexError
        ? error
        : new PackedIndexError('a packed index', { cause: error });
    }
  }

  #columns({ units, attendees, places }: PackedLengths): { name: string; column: Column; length: number }[] {
    const named = (prefix: string, columns: readonly (readonly [string, Column])[], length: number) =>
      columns.map(([name, column]) => ({ name: `${prefix}.${name}`, column, length }));
    return [
      ...named('unit', this.units.columns(), units),
      ...named('attendee', this.attendees.columns(), attendees),
      ...named('place', this.attendees.unitId.columns(), places),
      ...named('index', [['duplicates', this.duplicates]], Math.max(units, attendees) * 2),
      // Last, for they are valid for the columns as they then are.
      ...named('index', [['unitOrder', this.orders.column('unit')]], units),
      ...named('index', [['attendeeOrder', this.orders.column('attendee')]], attendees),
    ];
  }
}
