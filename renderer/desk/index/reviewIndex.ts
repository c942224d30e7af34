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
import { CodedColumn, DigestColumn, NumberColumn } from './columns.ts';
import { DuplicateIndex } from './duplicateIndex.ts';
import type { AttendeeIndexRow, IndexRow, UnitIndexRow } from './indexRow.ts';
import { worstSeverity } from './indexRow.ts';

/** Where a submission's full item lies: block and position in it. */
export interface Location {
  blockId: string;
  position: number;
}

/** The columns units and attendees have in common. */
export class SubmissionTable {
  readonly ids: string[] = [];
  readonly rowOf = new Map<string, number>();
  readonly isGone = new NumberColumn('u8');
  readonly revision = new NumberColumn('i32');
  readonly seq = new NumberColumn('f64');
  readonly hash = new DigestColumn();
  readonly subGroupId = new CodedColumn<string>();
  readonly decisionId: (string | null)[] = [];
  readonly submittedAt = new NumberColumn('f64');
  readonly hasLastReview = new NumberColumn('u8');
  readonly lastReasons = new CodedColumn<string>();
  readonly search: string[] = [];
  readonly name: string[] = [];
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
    let index = this.rowOf.get(row.id);
    if (index === undefined) {
      index = this.ids.length;
      this.ids.push(row.id);
      this.rowOf.set(row.id, index);
    }
    this.isGone.set(index, 0);
    this.revision.set(index, row.revision);
    this.seq.set(index, row.seq);
    this.hash.set(index, row.hash);
    this.subGroupId.set(index, row.subGroupId);
    this.decisionId[index] = row.decisionId;
    this.submittedAt.set(index, row.submittedAt);
    this.hasLastReview.set(index, row.hasLastReview ? 1 : 0);
    this.lastReasons.set(index, row.lastReasons);
    this.search[index] = row.search;
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
}

export class UnitTable extends SubmissionTable {
  readonly feedStatus = new CodedColumn<UnitStatus>();
  readonly status = new CodedColumn<UnitStatus>();
  readonly uscc: string[] = [];
  readonly category = new CodedColumn<UnitCategory>();
  /** NaN when no intent states an amount */
  readonly intentTotal = new NumberColumn('f64');
  readonly isMainland = new NumberColumn('u8');
  readonly submittedOn = new CodedColumn<string>();
  readonly decidedOn = new CodedColumn<string>();

  upsert(row: UnitIndexRow, location: Location): number {
    const index = this.upsertCommon(row, location);
    this.name[index] = row.unitName;
    this.feedStatus.set(index, row.status);
    this.status.set(index, row.status);
    this.uscc[index] = row.uscc;
    this.category.set(index, row.category);
    this.intentTotal.set(index, row.intentTotal ?? Number.NaN);
    this.isMainland.set(index, row.isMainland ? 1 : 0);
    this.submittedOn.set(index, row.submittedOn);
    this.decidedOn.set(index, row.decidedOn);
    return index;
  }
}

export class AttendeeTable extends SubmissionTable {
  readonly unitId: string[] = [];
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
  readonly maskedNumber: string[] = [];
  readonly maskedPhone: string[] = [];
  readonly jobTitle: string[] = [];
  readonly entryPeriod = new CodedColumn<string>();
  readonly photo: (string | null)[] = [];

  upsert(row: AttendeeIndexRow, location: Location): number {
    const index = this.upsertCommon(row, location);
    this.name[index] = row.name;
    this.unitId[index] = row.unitId;
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
    this.maskedNumber[index] = row.maskedNumber;
    this.maskedPhone[index] = row.maskedPhone;
    this.jobTitle[index] = row.jobTitle;
    this.entryPeriod.set(index, row.entryPeriod);
    this.photo[index] = row.photo;
    return index;
  }
}

export class ReviewIndex {
  readonly units = new UnitTable();
  readonly attendees = new AttendeeTable();
  readonly duplicates = new DuplicateIndex();
  /** attendee rows by unit id, the unit there yet or not */
  readonly #peopleOf = new Map<string, number[]>();
  /** older places of a submission: an exit takes these out too */
  readonly #formerPlaces = new Map<string, Location[]>();
  #isBulk = false;

  table(kind: SubmissionKind): UnitTable | AttendeeTable {
    return kind === 'unit' ? this.units : this.attendees;
  }

  /** Rows of a unit's people, whether or not the unit itself is in scope. */
  peopleOf(unitId: string): number[] {
    return (this.#peopleOf.get(unitId) ?? []).filter((row) => !this.attendees.isGone.get(row));
  }

  /** While loading many rows, duplicates are settled once at the end. */
  beginBulk(): void {
    this.#isBulk = true;
  }

  endBulk(): void {
    this.#isBulk = false;
    for (const subject of this.duplicates.shared()) this.#refreshDuplicates(subject);
  }

  /**
   * Takes a newer state of a submission in, if it is newer; answers whether it was. Subjects whose
   * findings changed with it are told in `touched`.
   */
  upsert(row: IndexRow, location: Location, touched?: Set<string>): boolean {
    const table = this.table(row.kind);
    const known = table.rowOf.get(row.id);
    const key = `${row.kind}:${row.id}`;
    if (known !== undefined) {
      const isOlder = row.seq <= table.seq.get(known);
      this.#keepPlace(key, isOlder ? location : table.location(known));
      if (isOlder) return false;
    }
    const wasUnit = row.kind === 'attendee' && known !== undefined ? this.attendees.unitId[known] : undefined;
    const index =
      row.kind === 'unit' ? this.units.upsert(row, location) : this.attendees.upsert(row, location);
    if (row.kind === 'attendee' && wasUnit !== row.unitId) this.#moveToUnit(index, wasUnit, row.unitId);
    const related = this.duplicates.put({
      kind: row.kind,
      id: row.id,
      ...(row.kind === 'attendee' ? { unitId: row.unitId } : {}),
      keys: row.duplicateKeys,
    });
    if (!this.#isBulk) {
      related.add(key);
      for (const subject of related) {
        this.#refreshDuplicates(subject);
        touched?.add(subject);
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
    const key = `${kind}:${id}`;
    this.#formerPlaces.delete(key);
    for (const subject of this.duplicates.remove(key)) if (subject !== key) this.#refreshDuplicates(subject);
    table.isGone.set(row, 1);
    table.seq.set(row, seq);
    table.search[row] = '';
    table.name[row] = '';
    table.orderVersion++;
  }

  #keepPlace(key: string, place: Location): void {
    const places = this.#formerPlaces.get(key);
    if (places) places.push(place);
    else this.#formerPlaces.set(key, [place]);
  }

  #moveToUnit(row: number, from: string | undefined, to: string): void {
    if (from !== undefined) {
      const people = this.#peopleOf.get(from) ?? [];
      this.#peopleOf.set(
        from,
        people.filter((person) => person !== row),
      );
    }
    const people = this.#peopleOf.get(to);
    if (people) people.push(row);
    else this.#peopleOf.set(to, [row]);
  }

  #refreshDuplicates(subject: string): void {
    const kind: SubmissionKind = subject.startsWith('unit:') ? 'unit' : 'attendee';
    const table = this.table(kind);
    const row = table.find(subject.slice(kind.length + 1));
    if (row === undefined) return;
    const found = this.duplicates.duplicatesOf(subject).map((duplicate) => duplicate.finding);
    const own = table.ownSeverity.get(row);
    table.severity.set(row, worstSeverity(own ? [...found, { severity: own }] : found));
    table.findings.set(row, table.ownFindings.get(row) + found.length);
    table.orderVersion++;
  }
}
