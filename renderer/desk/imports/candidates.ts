/** Finds who of the register may be meant by the rows of a list: one pass over the index, then exact facts. */
import { normaliseUnitName } from '../../../shared/checks/normalise.ts';
import type { AttendeeItem } from '../../../shared/protocol/feed.ts';
import {
  type ListedKeys,
  numberKeys,
  type RegisteredPerson,
  registeredNumberKeys,
} from '../../../shared/workbooks/matchLadder.ts';
import { normalisePersonName } from '../../../shared/workbooks/personName.ts';
import type { ReviewContext } from '../review/context.ts';

/** Namesakes offered for a row that gives a name only. */
const CHOICES_MAX = 20;
/** So many rows of the index are looked at before others get their turn. */
const SLICE = 4_000;

export interface Work {
  /** Lets others have their turn, and tells how far it has come; false once it was cancelled. */
  step(done: number, total: number): Promise<boolean>;
}

type Context = Pick<ReviewContext, 'index' | 'items'>;

/** Index rows by what a list asks for. Names alone are capped; what may become a match is not. */
class Wanted {
  readonly numbers = new Map<string, number[]>();
  readonly phonesAndNames = new Map<string, number[]>();
  readonly namesAndUnits = new Map<string, number[]>();
  readonly names = new Map<string, number[]>();

  constructor(list: readonly ListedKeys[]) {
    for (const { name, number, phone, unit } of list) {
      for (const key of numberKeys(number)) this.numbers.set(key, []);
      if (name === '') continue;
      this.names.set(name, []);
      if (phone !== '') this.phonesAndNames.set(`${phone}|${name}`, []);
      if (unit !== '') this.namesAndUnits.set(`${name}|${unit}`, []);
    }
  }

  exactRows({ name, number, phone, unit }: ListedKeys): number[] {
    const rows = [
      ...numberKeys(number).flatMap((key) => this.numbers.get(key) ?? []),
      ...(this.phonesAndNames.get(`${phone}|${name}`) ?? []),
      ...(this.namesAndUnits.get(`${name}|${unit}`) ?? []),
    ];
    return rows.length > 1 ? [...new Set(rows)] : rows;
  }
}

/** Who a row may mean: those who share more than a name, and, asked only when none of them fits, namesakes. */
export interface Candidates {
  exact: RegisteredPerson[];
  namesakes(): RegisteredPerson[];
}

/** The candidates of each row of a list, in its order; null if it was cancelled. */
export async function findCandidates(
  context: Context,
  list: readonly ListedKeys[],
  work: Work,
): Promise<Candidates[] | null> {
  const wanted = new Wanted(list);
  const total = context.index.attendees.length + list.length;
  if (!(await scanIndex(context, wanted, (done) => work.step(done, total)))) return null;
  const exactRows = list.map((keys) => wanted.exactRows(keys));
  const people = await readPeople(context, new Set(exactRows.flat()), work, total);
  if (!people) return null;
  return list.map((keys, at) => ({
    exact: (exactRows[at] ?? []).flatMap((row) => people.get(row) ?? []),
    namesakes: () => (wanted.names.get(keys.name) ?? []).map((row) => nameOnly(context, row)),
  }));
}

async function scanIndex(
  { index }: Context,
  wanted: Wanted,
  step: (done: number) => Promise<boolean>,
): Promise<boolean> {
  const { attendees, units } = index;
  const unitKeys = new Map<string, string>();
  for (let row = 0; row < attendees.length; row++) {
    if (row % SLICE === 0 && !(await step(row))) return false;
    if (attendees.isGone.get(row)) continue;
    const name = normalisePersonName(attendees.name.get(row) ?? '');
    const type = attendees.documentType.get(row);
    // Numbers and phones stand at the end of what is searched; the facts are compared exactly afterwards.
    for (const line of (attendees.search.get(row) ?? '').split('\n')) {
      const code = line.toUpperCase();
      for (const key of registeredNumberKeys(type, code)) wanted.numbers.get(key)?.push(row);
      wanted.phonesAndNames.get(`${code}|${name}`)?.push(row);
    }
    const namesakes = wanted.names.get(name);
    if (!namesakes) continue;
    if (namesakes.length < CHOICES_MAX) namesakes.push(row);
    const unitId = attendees.unitId.get(row) ?? '';
    let unit = unitKeys.get(unitId);
    if (unit === undefined) {
      unit = normaliseUnitName(units.name.get(units.find(unitId) ?? -1) ?? '');
      unitKeys.set(unitId, unit);
    }
    wanted.namesAndUnits.get(`${name}|${unit}`)?.push(row);
  }
  return true;
}

/** The exact facts of some people, unpacked block by block. */
async function readPeople(
  context: Context,
  rows: ReadonlySet<number>,
  work: Work,
  total: number,
): Promise<Map<number, RegisteredPerson> | null> {
  const { attendees } = context.index;
  const placed = [...rows].map((row) => ({ row, ...attendees.location(row) }));
  placed.sort((a, b) => (a.blockId < b.blockId ? -1 : a.blockId > b.blockId ? 1 : a.position - b.position));
  const people = new Map<number, RegisteredPerson>();
  let done = attendees.length;
  for (const { row } of placed) {
    if (done++ % SLICE === 0 && !(await work.step(Math.min(done, total), total))) return null;
    const item = (await context.items.item('attendee', attendees.ids.get(row) ?? '')) as AttendeeItem | null;
    if (!item) continue;
    const { personType, documentType, documentNumber, name, phone = '' } = item.material;
    const { id, unitName } = nameOnly(context, row);
    people.set(row, { id, name, unitName, personType, documentType, documentNumber, phone });
  }
  return people;
}

/** What the index alone says of somebody: enough to be offered as a namesake, never for a match. */
function nameOnly({ index }: Pick<Context, 'index'>, row: number): RegisteredPerson {
  const { attendees, units } = index;
  return {
    id: attendees.ids.get(row) ?? '',
    name: attendees.name.get(row) ?? '',
    unitName: units.name.get(units.find(attendees.unitId.get(row) ?? '') ?? -1) ?? '',
    personType: attendees.personType.get(row) ?? 'mainland',
    documentType: attendees.documentType.get(row) ?? 'residentId',
    documentNumber: '',
    phone: '',
  };
}
