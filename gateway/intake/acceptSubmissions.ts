/** Intake: submissions and events from the registration side, each item judged by the life cycle alone. */
import { sql, type Transaction } from 'kysely';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { ImageRefs } from '../../shared/domain/material.ts';
import { INTAKE_ITEMS_MAX, IntakeItem, type IntakeReply } from '../../shared/protocol/intake.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb, transact } from '../database/transact.ts';
import { requireEdition } from '../editions.ts';
import { problem, schemaErrors } from '../http/problem.ts';
import type { Ports } from '../ports.ts';
import { type Family, findUnitIds, lockFamilies, type Submission } from '../submissions/states.ts';
import { isStorable } from '../submissions/storableText.ts';
import { createWorkset } from '../submissions/workset.ts';
import { acceptAttendee } from './attendeeEvents.ts';
import type { IntakeContext, Verdict } from './intakeContext.ts';
import { acceptUnit } from './unitEvents.ts';

type ReplyItem = IntakeReply['items'][number];
type RawItem = { kind: string; id: string; [key: string]: unknown };

/**
 * Takes items in their given order, in transactions of at most 1,000; a unit must come before its people.
 * `rawItems` are as IntakeRequest has them and are validated one by one; a bad one is refused alone.
 */
export async function acceptSubmissions(
  ports: Ports,
  edition: string,
  rawItems: readonly RawItem[],
  actor: { by: string },
): Promise<IntakeReply> {
  const { profile } = await requireEdition(ports, edition);
  const items: ReplyItem[] = [];
  for (let at = 0; at < rawItems.length; at += INTAKE_ITEMS_MAX) {
    const slice = rawItems
      .slice(at, at + INTAKE_ITEMS_MAX)
      .map((raw) => ({ id: raw.id, parsed: parse(raw) }));
    const done = await transact(ports.db, (trx) => acceptSlice(ports, trx, edition, profile, slice));
    items.push(...done.items);
    if (done.hasChanges) ports.bus.publish(edition, done.head);
  }
  const refused = items.filter((item) => item.result === 'refused').length;
  ports.log('intake', { edition, by: actor.by, items: items.length, refused });
  return { items };
}

type Parsed = { ok: true; item: IntakeItem } | { ok: false; refusal: Verdict };

function parse(raw: RawItem): Parsed {
  const parsed = IntakeItem.safeParse(raw);
  if (!parsed.success) {
    const errors = schemaErrors(parsed.error);
    return { ok: false, refusal: { result: 'refused', problem: problem('schema-invalid', { errors }) } };
  }
  const { submittedAt } = parsed.data;
  const isRealInstant = submittedAt === undefined || isInstant(submittedAt);
  if (!isStorable(parsed.data) || !isRealInstant) {
    const detail = isRealInstant
      ? 'A text holds characters that cannot be stored.'
      : 'submittedAt is no instant.';
    return { ok: false, refusal: { result: 'refused', problem: problem('schema-invalid', { detail }) } };
  }
  return { ok: true, item: parsed.data };
}

function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && time > 0 && new Date(time).toISOString() === text;
}

async function acceptSlice(
  ports: Ports,
  trx: Transaction<Tables>,
  edition: string,
  profile: EditionProfile,
  slice: readonly { id: string; parsed: Parsed }[],
): Promise<{ items: ReplyItem[]; head: number; hasChanges: boolean }> {
  const wanted = slice.flatMap(({ parsed }) => (parsed.ok ? [parsed.item] : []));
  const context = await openContext(ports, trx, edition, profile, wanted);
  const verdicts: Verdict[] = [];
  for (const { parsed } of slice) {
    if (!parsed.ok) verdicts.push(parsed.refusal);
    else if (parsed.item.kind === 'unit') verdicts.push(acceptUnit(parsed.item, context));
    else verdicts.push(acceptAttendee(parsed.item, context));
  }
  const head = await context.workset.stamp(trx, edition);
  const items = slice.map(({ id }, index): ReplyItem => {
    const { subject, ...verdict } = verdicts[index] ?? { result: 'refused' };
    return { id, ...verdict, ...(subject ? { seq: subject.seq } : {}) };
  });
  return { items, head, hasChanges: verdicts.some(({ result }) => result === 'accepted') };
}

/** Locks the families the items speak of and gathers what the events need to know. */
async function openContext(
  ports: Ports,
  trx: Transaction<Tables>,
  edition: string,
  profile: EditionProfile,
  items: readonly IntakeItem[],
): Promise<IntakeContext> {
  const attendeeIds = items.filter(({ kind }) => kind === 'attendee').map(({ id }) => id);
  const unitOf = await findUnitIds(trx, edition, attendeeIds);
  const unitIds = new Set<string>();
  for (const item of items) {
    if (item.kind === 'unit') unitIds.add(item.id);
    else {
      const known = unitOf.get(item.id) ?? item.unitId;
      if (known !== undefined) unitIds.add(known);
      if (item.unitId !== undefined) unitIds.add(item.unitId);
    }
  }
  const families: Map<string, Family> = await lockFamilies(trx, edition, [...unitIds]);
  const attendees = new Map(
    [...families.values()].flatMap((family) =>
      family.attendees.map((attendee) => [attendee.id, { attendee, family }] as const),
    ),
  );
  return {
    edition,
    profile,
    nowMs: ports.now(),
    families,
    attendees,
    imagesBefore: await findImages(trx, edition, items),
    amendedUnits: new Set(),
    workset: createWorkset(),
  };
}

/** Images of what is amended without naming any: they stay. */
async function findImages(
  trx: Transaction<Tables>,
  edition: string,
  items: readonly IntakeItem[],
): Promise<Map<string, ImageRefs>> {
  const keys = items
    .filter(({ event, images }) => event === 'amended' && images === undefined)
    .map(({ kind, id }) => ({ kind, id }));
  if (keys.length === 0) return new Map();
  const found = await sql<{ kind: Submission['kind']; id: string; images: ImageRefs }>`
    select s.kind, s.id, s.images from submission s
    join jsonb_to_recordset(${jsonb(keys)}) as r(kind text, id text) on s.kind = r.kind and s.id = r.id
    where s.edition = ${edition}`.execute(trx);
  return new Map(found.rows.map((row) => [`${row.kind}/${row.id}`, row.images]));
}
