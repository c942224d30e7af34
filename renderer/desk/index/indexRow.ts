/** A submission's index row: what queries, lists and duplicate search need of it, made once on arrival. */
import { checkAttendee } from '../../../shared/checks/attendeeChecks.ts';
import { attendeeDuplicateKeys, unitDuplicateKeys } from '../../../shared/checks/duplicates.ts';
import { normaliseIdentifier } from '../../../shared/checks/normalise.ts';
import { normalisePhone } from '../../../shared/checks/phone.ts';
import { checkUnit } from '../../../shared/checks/unitChecks.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { Finding, Severity } from '../../../shared/domain/finding.ts';
import { maskDocumentNumber, maskMobile } from '../../../shared/domain/masking.ts';
import type { AttendeeStatus, Tag, UnitCategory, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import { attendeeFactOf, lastReasonsOf, unitFactOf } from '../../../shared/protocol/progressFacts.ts';
import { pinyinOf, soundsOf } from './pinyin.ts';

interface IndexRowBase {
  id: string;
  revision: number;
  seq: number;
  hash: string;
  subGroupId: string;
  decisionId: string | null;
  /** ms since epoch */
  submittedAt: number;
  hasLastReview: boolean;
  /** codes of the last review if that was a rejection or a return, joined by blanks; null: none */
  lastReasons: string | null;
  severity: Severity | null;
  findingCount: number;
  /** code and field of each own error, as `errorsOf` reads them; null: none. Rows of before do not tell */
  errors?: string | null;
  /** fields of a lower-case text joined by newlines, matched by `includes` */
  search: string;
  duplicateKeys: string[];
}
export interface UnitIndexRow extends IndexRowBase {
  kind: 'unit';
  status: UnitStatus;
  unitName: string;
  uscc: string;
  category: UnitCategory;
  /** 10 000 USD */
  intentTotal: number | null;
  isMainland: boolean;
  /** days in Shanghai of the first submission and of the decision that stands, for the progress figures */
  submittedOn: string;
  decidedOn: string | null;
}
export interface AttendeeIndexRow extends IndexRowBase {
  kind: 'attendee';
  unitId: string;
  status: AttendeeStatus;
  tag: Tag | null;
  previousTag: Tag | null;
  hasOrder: boolean;
  isPaid: boolean;
  isLaterAddition: boolean;
  name: string;
  gender: AttendeeItem['material']['gender'] | null;
  personType: AttendeeItem['material']['personType'];
  documentType: AttendeeItem['material']['documentType'];
  maskedNumber: string;
  maskedPhone: string;
  jobTitle: string;
  entryPeriod: string | null;
  photo: string | null;
}
export type IndexRow = UnitIndexRow | AttendeeIndexRow;

const RANK: Record<Severity, number> = { hint: 1, warning: 2, error: 3 };

/** The gravest of some findings, null if there are none. */
export function worstSeverity(findings: readonly Pick<Finding, 'severity'>[]): Severity | null {
  let worst: Severity | null = null;
  for (const { severity } of findings) if (!worst || RANK[severity] > RANK[worst]) worst = severity;
  return worst;
}

/** The errors among some findings as one text, the same for all who have the same ones. */
function errorsText(findings: readonly Finding[]): string | null {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.map(({ code, field }) => `${code} ${field}`).join('\n') || null;
}

/** Code and field of each own error that an index row tells, in the order in which the checks found them. */
export function errorsOf(text: string): Pick<Finding, 'code' | 'field' | 'severity'>[] {
  return text.split('\n').map((error) => {
    const at = error.indexOf(' ');
    return { code: error.slice(0, at), field: error.slice(at + 1), severity: 'error' };
  });
}

/** The findings of a submission by itself; duplicates need the others. `today`: YYYY-MM-DD. */
export function ownFindings(item: PutItem, profile: EditionProfile, today: string): Finding[] {
  if (item.kind === 'unit') return checkUnit(item, profile);
  const { entryPeriod, deliveryMethod, deliveryAddress } = item;
  return checkAttendee(
    {
      material: item.material,
      images: item.images,
      imageFacts: item.imageFacts,
      tag: item.tag,
      arrangement: {
        ...(entryPeriod === undefined ? {} : { entryPeriod }),
        ...(deliveryMethod === undefined ? {} : { deliveryMethod }),
        ...(deliveryAddress === undefined ? {} : { deliveryAddress }),
      },
    },
    profile,
    { today },
  );
}

/** Makes the index row of a submission; the slow part of a pull, done once and stored sealed beside it. */
export function indexRow(item: PutItem, profile: EditionProfile, today: string): IndexRow {
  const findings = ownFindings(item, profile, today);
  const base = {
    id: item.id,
    revision: item.revision,
    seq: item.seq,
    hash: item.hash,
    subGroupId: item.subGroupId,
    decisionId: item.decision?.id ?? null,
    submittedAt: Date.parse(item.submittedAt),
    hasLastReview: item.lastReview !== undefined,
    lastReasons: lastReasonsOf(item).join(' ') || null,
    severity: worstSeverity(findings),
    findingCount: findings.length,
    errors: errorsText(findings),
  };
  return item.kind === 'unit' ? unitRow(item, base) : attendeeRow(item, base, today);
}

/**
 * Written out member by member below: spread first, V8 makes a slow object of one so wide, thirty microseconds
 * for each submission of a pull.
 */
type Base = Omit<IndexRowBase, 'search' | 'duplicateKeys'>;

function unitRow(item: UnitItem, base: Base): UnitIndexRow {
  const { material } = item;
  const fact = unitFactOf(item);
  const code = normaliseIdentifier(material.uscc ?? '');
  const { contact } = material;
  const amounts = material.purchaseIntents.flatMap(({ amount }) =>
    amount === undefined ? [] : [Number(amount)],
  );
  return {
    id: base.id,
    revision: base.revision,
    seq: base.seq,
    hash: base.hash,
    subGroupId: base.subGroupId,
    decisionId: base.decisionId,
    submittedAt: base.submittedAt,
    hasLastReview: base.hasLastReview,
    lastReasons: base.lastReasons,
    severity: base.severity,
    findingCount: base.findingCount,
    errors: base.errors ?? null,
    kind: 'unit',
    status: item.status,
    unitName: material.unitName,
    uscc: code,
    category: material.category,
    intentTotal: amounts.length ? amounts.reduce((sum, amount) => sum + amount, 0) : null,
    isMainland: material.region === 'mainland',
    submittedOn: fact.submittedOn,
    decidedOn: fact.decidedOn ?? null,
    search: searchText(
      [material.unitName, contact.name],
      [code, contact.phone ? normalisePhone(contact.phone) : undefined],
    ),
    duplicateKeys: unitDuplicateKeys(material, soundsOf),
  };
}

function attendeeRow(item: AttendeeItem, base: Base, today: string): AttendeeIndexRow {
  const { material } = item;
  return {
    id: base.id,
    revision: base.revision,
    seq: base.seq,
    hash: base.hash,
    subGroupId: base.subGroupId,
    decisionId: base.decisionId,
    submittedAt: base.submittedAt,
    hasLastReview: base.hasLastReview,
    lastReasons: base.lastReasons,
    severity: base.severity,
    findingCount: base.findingCount,
    errors: base.errors ?? null,
    kind: 'attendee',
    unitId: item.unitId,
    status: item.status,
    tag: item.tag ?? null,
    previousTag: material.previousTag ?? null,
    hasOrder: item.order !== undefined && item.order.payStatus !== 'cancelled',
    isPaid: attendeeFactOf(item).isPaid,
    isLaterAddition: item.isLaterAddition ?? false,
    name: material.name,
    gender: material.gender ?? null,
    personType: material.personType,
    documentType: material.documentType,
    maskedNumber: maskDocumentNumber(material.documentType, material.documentNumber),
    maskedPhone: material.phone ? maskMobile(material.phone) : '',
    jobTitle: material.jobTitle ?? '',
    entryPeriod: item.entryPeriod ?? null,
    photo: item.images.photo ?? null,
    search: searchText(
      [material.name],
      [
        normaliseIdentifier(material.documentNumber),
        material.phone ? normalisePhone(material.phone) : undefined,
      ],
    ),
    duplicateKeys: attendeeDuplicateKeys(material, { today }, item.images),
  };
}

function searchText(names: (string | undefined)[], codes: (string | undefined)[]): string {
  const parts: string[] = [];
  for (const name of names) if (name) parts.push(foldForSearch(name), ...pinyinOf(name));
  for (const code of codes) if (code) parts.push(code.toLowerCase());
  return parts.join('\n');
}

/** Text as search compares it: compatibility-normalised, lower case, without spaces. */
export function foldForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
