/** The detail pane's content: a full submission, its findings with duplicates, masked where it is personal. */

import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { maskDocumentNumber, maskEmail, maskMobile } from '../../../shared/domain/masking.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { AttendeeDetail, FindingView, UnitDetail } from '../contract/rows.ts';
import { ownFindings } from '../index/indexRow.ts';
import { tagOf } from '../ledger/ledger.ts';
import type { ReviewContext } from './context.ts';
import { attendeeRow, unitRow } from './rows.ts';

/** Fields whose values are personal: masked in findings, given in clear only by `reveal`. */
const PERSONAL_FIELDS = [
  'documentNumber',
  'phone',
  'email',
  'contact.phone',
  'contact.email',
  'deliveryAddress',
  'birthDate',
];

function maskedValue(field: string, value: string): string {
  if (field.endsWith('phone')) return maskMobile(value);
  if (field.endsWith('email')) return maskEmail(value);
  if (field === 'documentNumber') return maskDocumentNumber(undefined, value);
  return '••••';
}

function maskFinding(finding: Finding): Finding {
  if (!PERSONAL_FIELDS.includes(finding.field)) return finding;
  const { seen, expected, repairs: _hidden, ...rest } = finding;
  return {
    ...rest,
    ...(seen === undefined ? {} : { seen: maskedValue(finding.field, seen) }),
    ...(expected === undefined ? {} : { expected: maskedValue(finding.field, expected) }),
  };
}

/** All findings of a submission, its own and those with others. */
export async function findingsOf(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
): Promise<FindingView[]> {
  const item = await context.items.item(kind, id);
  return item ? findingViews(context, item) : [];
}

function findingViews(context: ReviewContext, item: PutItem): FindingView[] {
  const table = context.index.table(item.kind);
  const own = ownFindings(item, context.profile, shanghaiDate(context.clock.now()));
  const shared = context.index.duplicates.duplicatesOf(`${item.kind}:${item.id}`);
  return [
    ...own.map(maskFinding),
    ...shared.map(({ finding, others }) => ({
      ...maskFinding(finding),
      others: others.map((other) => {
        const row = table.find(other);
        const { attendees, units } = context.index;
        const unitName =
          item.kind === 'attendee' && row !== undefined
            ? units.name[units.find(attendees.unitId[row] ?? '') ?? -1]
            : undefined;
        const name = row === undefined ? other : (table.name[row] ?? other);
        return {
          kind: item.kind,
          id: other,
          label: unitName ? `${name} · ${unitName}` : name,
          isDecidedHere: context.ledger.covering(item.kind, other) !== null,
        };
      }),
    })),
  ];
}

function common(context: ReviewContext, item: PutItem) {
  const entry = context.ledger.covering(item.kind, item.id);
  const table = context.index.table(item.kind);
  const tag = entry ? tagOf(entry.decision) : undefined;
  return {
    findings: findingViews(context, item),
    images: item.images,
    decision: item.decision,
    lastReview: item.lastReview ?? null,
    local: entry && {
      decisionId: entry.decision.id,
      verdict: entry.decision.verdict,
      ...(tag ? { tag } : {}),
      at: entry.confirmedAt,
      sync: table.sync.get(table.find(item.id) ?? -1) ?? 'none',
    },
  };
}

/** The unit's detail, or null if it has left the scope. Opening it is remembered for «never opened». */
export async function unitDetail(context: ReviewContext, id: string): Promise<UnitDetail | null> {
  const item = (await context.items.item('unit', id)) as UnitItem | null;
  const row = context.index.units.find(id);
  if (!item || row === undefined) return null;
  context.opened.add(`unit:${id}`);
  const { contact } = item.material;
  return {
    ...common(context, item),
    row: unitRow(context, row),
    material: {
      ...item.material,
      contact: {
        ...contact,
        ...(contact.phone ? { phone: maskMobile(contact.phone) } : {}),
        ...(contact.email ? { email: maskEmail(contact.email) } : {}),
      },
    },
    people: context.index.peopleOf(id).map((person) => attendeeRow(context, person)),
  };
}

export async function attendeeDetail(context: ReviewContext, id: string): Promise<AttendeeDetail | null> {
  const item = (await context.items.item('attendee', id)) as AttendeeItem | null;
  const row = context.index.attendees.find(id);
  if (!item || row === undefined) return null;
  context.opened.add(`attendee:${id}`);
  const { material } = item;
  return {
    ...common(context, item),
    row: attendeeRow(context, row),
    material: {
      ...material,
      documentNumber: maskDocumentNumber(material.documentType, material.documentNumber),
      ...(material.phone ? { phone: maskMobile(material.phone) } : {}),
      ...(material.email ? { email: maskEmail(material.email) } : {}),
      // With the number's ends in clear, the birth date would complete it.
      ...(material.birthDate ? { birthDate: `${material.birthDate.slice(0, 4)}-**-**` } : {}),
    },
    arrangement: {
      ...(item.entryPeriod ? { entryPeriod: item.entryPeriod } : {}),
      ...(item.deliveryMethod ? { deliveryMethod: item.deliveryMethod } : {}),
    },
    order: item.order ?? null,
  };
}

/** One personal field in clear, or null if the submission or the field is not there. */
export async function revealedValue(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
  field: string,
): Promise<string | null> {
  if (!PERSONAL_FIELDS.includes(field)) return null;
  const item = await context.items.item(kind, id);
  if (!item) return null;
  if (item.kind === 'unit') {
    if (field === 'contact.phone') return item.material.contact.phone ?? null;
    return field === 'contact.email' ? (item.material.contact.email ?? null) : null;
  }
  switch (field) {
    case 'documentNumber':
      return item.material.documentNumber;
    case 'phone':
      return item.material.phone ?? null;
    case 'email':
      return item.material.email ?? null;
    case 'birthDate':
      return item.material.birthDate ?? null;
    case 'deliveryAddress':
      return item.deliveryAddress ?? null;
    default:
      return null;
  }
}
