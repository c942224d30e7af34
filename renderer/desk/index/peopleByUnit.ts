/**
 * Who stands with which unit, the unit there yet or not. Each unit id has a number of its own, its place; the
 * rows of a place lie side by side in a list that is made when it is first asked for.
 */
import { type Column, NumberColumn } from './columns.ts';
import { KeyedTexts } from './keyedTexts.ts';

/** Rows that came since the list was made; with more of them it is made anew. */
const LATE_MAX = 4096;

export class PeopleByUnit {
  /** unit ids, numbered by place */
  readonly units = new KeyedTexts();
  /** the place of each attendee row */
  readonly placeOf = new NumberColumn('i32');
  /** by place: the unit's own row + 1, 0 while it is not there */
  readonly #unitRows = new NumberColumn('i32');
  #list: { starts: Int32Array; rows: Int32Array } | null = null;
  #late = new Map<number, number[]>();
  #lateCount = 0;

  /** The unit id of an attendee row. */
  get(row: number): string | undefined {
    return row < 0 ? undefined : this.units.get(this.placeOf.get(row));
  }

  /** The unit's own row, undefined while it never was there. */
  unitRowAt(place: number): number | undefined {
    const row = this.#unitRows.get(place);
    return row ? row - 1 : undefined;
  }

  /** Notes where a unit itself lies. */
  setUnit(unitId: string, unitRow: number): number {
    const place = this.units.add(unitId);
    this.#unitRows.set(place, unitRow + 1);
    return place;
  }

  /** Puts an attendee row with a unit; true if it stood with another. */
  set(row: number, unitId: string, isKnown: boolean): boolean {
    const place = this.units.add(unitId);
    const isMoved = isKnown && this.placeOf.get(row) !== place;
    if (isKnown && !isMoved) return false;
    this.placeOf.set(row, place);
    if (!this.#list) return isMoved;
    const late = this.#late.get(place);
    if (late) late.push(row);
    else this.#late.set(place, [row]);
    if (++this.#lateCount > LATE_MAX) this.forgetList();
    return isMoved;
  }

  /** Attendee rows of a unit among the first `length`, oldest row first. */
  rowsOf(unitId: string, length: number): number[] {
    const place = this.units.find(unitId);
    if (place === undefined) return [];
    const { starts, rows } = this.#list ?? this.#makeList(length);
    const listed = rows.subarray(starts[place] ?? rows.length, starts[place + 1] ?? rows.length);
    const late = this.#late.get(place);
    const all = late ? [...new Set([...listed, ...late])].sort((a, b) => a - b) : [...listed];
    // Those who have moved on stand in the list still.
    return all.filter((row) => this.placeOf.get(row) === place);
  }

  forgetList(): void {
    this.#list = null;
    this.#late.clear();
    this.#lateCount = 0;
  }

  #makeList(length: number) {
    const places = this.placeOf.values(length);
    const starts = new Int32Array(this.units.length + 1);
    for (let row = 0; row < length; row++) {
      const place = places[row] ?? 0;
      starts[place + 1] = (starts[place + 1] ?? 0) + 1;
    }
    for (let place = 0; place < this.units.length; place++)
      starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
    const at = starts.slice();
    const rows = new Int32Array(length);
    for (let row = 0; row < length; row++) {
      const place = places[row] ?? 0;
      const next = at[place] ?? 0;
      rows[next] = row;
      at[place] = next + 1;
    }
    this.#list = { starts, rows };
    return this.#list;
  }

  /** What is packed of it by place; the places of the rows are a column of theirs. */
  columns(): [string, Column][] {
    const list: Column = {
      pack: () => ({ bytes: new Uint8Array(0) }),
      restore: () => this.forgetList(),
      clear: () => this.forgetList(),
    };
    return [
      ['units', this.units.texts],
      ['unitTable', this.units.table],
      ['unitRows', this.#unitRows],
      ['list', list],
    ];
  }
}
