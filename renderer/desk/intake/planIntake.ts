/** Compares a workbook's rows with what is registered: what is new, what amends, what is the same, what cannot be. */
import { readDocumentNumber } from '../../../shared/checks/documentNumber.ts';
import { normaliseIdentifier } from '../../../shared/checks/normalise.ts';
import { isUnderway, transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import { ATTENDEE_IMAGE_SLOT, type ImageRefs, UNIT_IMAGE_SLOT } from '../../../shared/domain/material.ts';
import type { Tag, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { IntakeItem } from '../../../shared/protocol/intake.ts';
import type {
  AttendeeRowToImport,
  RowToImport,
  UnitRowToImport,
} from '../../../shared/workbooks/submissionRows.ts';
import { GOING, type IntakeOutcome, type PlannedRow } from '../contract/intake.ts';
import type { ReviewContext } from '../review/context.ts';

type Context = Pick<ReviewContext, 'index' | 'items' | 'profile' | 'clock'>;

export interface Planned extends PlannedRow {
  /** absent where nothing goes */
  item?: IntakeItem;
}

/** A unit that people of the workbook may join. */
interface HostUnit {
  id: string;
  status: UnitStatus;
  /** amended by this very workbook: its people may be amended with it */
  isAmended: boolean;
}

/** The same code or number gives the same id again, so that a workbook handed in twice amends itself. */
async function idOf(edition: string, kind: 'u' | 'a', key: string): Promise<string> {
  return `w${kind}-${(await sha256Hex(`${edition}|${kind}|${key}`)).slice(0, 32)}`;
}

export async function planIntake(
  context: Context,
  edition: string,
  rows: readonly RowToImport[],
): Promise<Planned[]> {
  const planned: Planned[] = rows.map(() => ({ outcome: 'rowRefused' }));
  const hosts = new Map<string, HostUnit>();
  const registered = unitsByCode(context, rows);
  for (const [at, row] of rows.entries()) {
    if (row.sheet !== 'units' || !row.material) continue;
    const known = registered.get(row.key);
    const item = known === undefined ? null : ((await context.items.item('unit', known)) as UnitItem | null);
    const plan = planUnit(row, item, await idOf(edition, 'u', row.key));
    planned[at] = plan;
    if (item) hosts.set(row.key, { id: item.id, status: item.status, isAmended: plan.outcome === 'amended' });
    else if (plan.item) hosts.set(row.key, { id: plan.item.id, status: 'pendingReview', isAmended: false });
  }
  const people = await peopleByKey(context, rows);
  for (const [at, row] of rows.entries()) {
    if (row.sheet !== 'attendees' || !row.material) continue;
    const host = hosts.get(row.unitKey) ?? (await hostOf(context, registered.get(row.unitKey)));
    const known = people.get(row.key) ?? null;
    planned[at] = host
      ? planAttendee(context, row, known, host, await idOf(edition, 'a', `${row.unitKey}|${row.key}`))
      : { outcome: 'noUnit' };
  }
  return planned;
}

/** Indices of what goes, each unit before any of its people. */
export function orderOf(planned: readonly PlannedRow[], rows: readonly RowToImport[]): number[] {
  const going = planned.flatMap(({ outcome }, at) => (GOING.includes(outcome) ? [at] : []));
  return [
    ...going.filter((at) => rows[at]?.sheet === 'units'),
    ...going.filter((at) => rows[at]?.sheet === 'attendees'),
  ];
}

/** The registered units whose codes the workbook names. */
function unitsByCode({ index }: Context, rows: readonly RowToImport[]): Map<string, string> {
  const wanted = new Set(rows.map((row) => (row.sheet === 'units' ? row.key : row.unitKey)));
  const found = new Map<string, string>();
  const { units } = index;
  for (let row = 0; row < units.length; row++) {
    const code = units.uscc.get(row) ?? '';
    if (!units.isGone.get(row) && wanted.has(code)) found.set(code, units.ids.get(row) ?? '');
  }
  return found;
}

async function hostOf(context: Context, id: string | undefined): Promise<HostUnit | null> {
  const item = id === undefined ? null : ((await context.items.item('unit', id)) as UnitItem | null);
  return item && { id: item.id, status: item.status, isAmended: false };
}

/** The registered people whose numbers the workbook names: found by the index, then compared exactly. */
async function peopleByKey(
  context: Context,
  rows: readonly RowToImport[],
): Promise<Map<string, AttendeeItem>> {
  const wanted = new Set<string>();
  for (const row of rows)
    if (row.sheet === 'attendees' && row.material)
      wanted.add(normaliseIdentifier(row.material.documentNumber));
  const { attendees } = context.index;
  const today = shanghaiDate(context.clock.now());
  const found = new Map<string, AttendeeItem>();
  for (let row = 0; row < attendees.length; row++) {
    if (attendees.isGone.get(row)) continue;
    const lines = (attendees.search.get(row) ?? '').split('\n');
    if (!lines.some((line) => wanted.has(normaliseIdentifier(line)))) continue;
    const item = (await context.items.item('attendee', attendees.ids.get(row) ?? '')) as AttendeeItem | null;
    if (!item) continue;
    const { documentType, documentNumber, personType } = item.material;
    const { personKey, normalised } = readDocumentNumber(documentType, documentNumber, { personType, today });
    found.set(`${documentType}:${personKey ?? normalised}`, item);
  }
  return found;
}

const imagesOf = (slot: string, row: RowToImport): ImageRefs | undefined =>
  row.imageHash === undefined ? undefined : { [slot]: row.imageHash };

function isSame(row: RowToImport, images: ImageRefs | undefined, item: UnitItem | AttendeeItem): boolean {
  const isSameImage = images === undefined || canonicalJson(images) === canonicalJson(item.images);
  return isSameImage && canonicalJson(row.material ?? {}) === canonicalJson(item.material);
}

function planUnit(row: UnitRowToImport, item: UnitItem | null, newId: string): Planned {
  const { material, subGroupId } = row;
  const images = imagesOf(UNIT_IMAGE_SLOT, row);
  const common = { kind: 'unit', material, ...(images ? { images } : {}) } as const;
  if (!item) return { outcome: 'new', item: { ...common, id: newId, event: 'submitted', subGroupId } };
  if (isSame(row, images, item)) return { outcome: 'unchanged' };
  if (item.status !== 'rejected') return { outcome: 'notAmendable' };
  const revision = item.revision + 1;
  return { outcome: 'amended', item: { ...common, id: item.id, event: 'amended', revision, subGroupId } };
}

function planAttendee(
  { profile, index }: Context,
  row: AttendeeRowToImport,
  item: AttendeeItem | null,
  host: HostUnit,
  newId: string,
): Planned {
  const { material, arrangement } = row;
  const images = imagesOf(ATTENDEE_IMAGE_SLOT, row);
  const common = { kind: 'attendee', unitId: host.id, ...(images ? { images } : {}) } as const;
  if (!item) {
    const isAdded = host.status === 'approved';
    const outcome: IntakeOutcome = isAdded ? 'added' : 'new';
    const event = isAdded ? 'added' : 'submitted';
    return { outcome, item: { ...common, id: newId, event, material, ...arrangement } };
  }
  if (item.unitId !== host.id)
    return {
      outcome: 'otherUnit',
      unitName: index.units.name.get(index.units.find(item.unitId) ?? -1) ?? '',
    };
  const hasOrder = item.order !== undefined && item.order.payStatus !== 'cancelled';
  if (isSame(row, images, item)) {
    const { entryPeriod, deliveryMethod, deliveryAddress } = item;
    const isArranged = Object.entries(arrangement).some(
      ([name, value]) => value !== { entryPeriod, deliveryMethod, deliveryAddress }[name],
    );
    if (!isArranged) return { outcome: 'unchanged' };
    if (isUnderway({ status: item.status, hasOrder })) return { outcome: 'notAmendable' };
    return {
      outcome: 'arranged',
      item: { kind: 'attendee', id: item.id, event: 'arranged', ...arrangement },
    };
  }
  const tag: Tag | null = item.tag ?? null;
  const unitStatus = host.isAmended ? 'rejected' : host.status;
  const next = transitionAttendee(
    { status: item.status, tag, unitStatus, hasOrder },
    { type: 'amended' },
    profile.payingTags,
  );
  if (!next.ok) return { outcome: 'notAmendable' };
  const revision = item.revision + 1;
  return {
    outcome: 'amended',
    item: { ...common, id: item.id, event: 'amended', revision, material, ...arrangement },
  };
}
