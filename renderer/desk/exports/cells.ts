/** Cells of an export by column: texts as they are, words of closed sets as codes, personal values masked or not. */

import type { GivenReason } from '../../../shared/domain/decision.ts';
import { maskDocumentNumber, maskEmail, maskMobile, maskName } from '../../../shared/domain/masking.ts';
import type { Verdict } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { AttendeeColumn, DecisionColumn, ExportCell, UnitColumn } from '../contract/exports.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { AttendeeRow, UnitRow } from '../contract/rows.ts';

/** The decision that holds, the reviewer's own before it is in the feed included. */
export interface Standing {
  verdict: Verdict;
  reasons: GivenReason[];
  by: string;
  /** ISO instant */
  at: string;
}

const code = (value: string | null | undefined): ExportCell =>
  value === null || value === undefined ? '' : { code: value };
const reasonCell = (reasons: readonly GivenReason[]): ExportCell =>
  reasons.length === 0 ? '' : { reasons: reasons.map(({ code: of, text }) => ({ code: of, text })) };

/** How personal values are written. */
export interface Disclosure {
  name(value: string | undefined): string;
  phone(value: string | undefined): string;
  email(value: string | undefined): string;
  number(type: AttendeeRow['documentType'], value: string): string;
}
const orEmpty = (value: string | undefined) => value ?? '';
export const FULL: Disclosure = {
  name: orEmpty,
  phone: orEmpty,
  email: orEmpty,
  number: (_, value) => value,
};
export const MASKED: Disclosure = {
  name: (value) => maskName(value ?? ''),
  phone: (value) => (value ? maskMobile(value) : ''),
  email: (value) => maskEmail(value ?? ''),
  number: maskDocumentNumber,
};

export function unitCell(
  column: UnitColumn,
  row: UnitRow,
  item: UnitItem | null,
  standing: Standing | null,
  disclosure: Disclosure,
): ExportCell {
  const contact = item?.material.contact ?? {};
  switch (column) {
    case 'unitName':
      return row.unitName;
    case 'uscc':
      return row.uscc;
    case 'category':
      return code(row.category);
    case 'subGroup':
      return code(row.subGroupId);
    case 'status':
      return code(row.status);
    case 'people':
      return String(row.people);
    case 'intentTotal':
      return row.intentTotal === null ? '' : String(row.intentTotal);
    case 'contactName':
      return disclosure.name(contact.name);
    case 'contactPhone':
      return disclosure.phone(contact.phone);
    case 'contactEmail':
      return disclosure.email(contact.email);
    case 'address':
      return item?.material.address ?? '';
    case 'submittedAt':
      return code(row.submittedAt);
    case 'findings':
      return code(row.severity);
    case 'verdict':
      return code(standing?.verdict);
    case 'reasons':
      return reasonCell(standing?.reasons ?? []);
    case 'decidedBy':
      return standing?.by ?? '';
    case 'decidedAt':
      return code(standing?.at);
  }
}

export function attendeeCell(
  column: AttendeeColumn,
  row: AttendeeRow,
  item: AttendeeItem | null,
  disclosure: Disclosure,
): ExportCell {
  const material = item?.material;
  switch (column) {
    case 'name':
      return disclosure.name(row.name);
    case 'unitName':
      return row.unitName;
    case 'gender':
      return code(row.gender);
    case 'personType':
      return code(row.personType);
    case 'documentType':
      return code(row.documentType);
    case 'documentNumber':
      return disclosure.number(row.documentType, material?.documentNumber ?? '');
    case 'phone':
      return disclosure.phone(material?.phone);
    case 'email':
      return disclosure.email(material?.email);
    case 'jobTitle':
      return row.jobTitle;
    case 'entryPeriod':
      return code(row.entryPeriod);
    case 'subGroup':
      return code(row.subGroupId);
    case 'status':
      return code(row.status);
    case 'tag':
      return code(row.tag);
    case 'previousTag':
      return code(row.previousTag);
    case 'submittedAt':
      return code(row.submittedAt);
    case 'findings':
      return code(row.severity);
  }
}

export function decisionCell(
  column: DecisionColumn,
  row: OutboxRow,
  note: string,
  disclosure: Disclosure,
): ExportCell {
  switch (column) {
    case 'decidedAt':
      return code(new Date(row.confirmedAt).toISOString());
    case 'kind':
      return code(row.kind);
    case 'subject':
      return row.kind === 'attendee' ? disclosure.name(row.name) : row.name;
    case 'verdict':
      return code(row.verdict);
    case 'tag':
      return code(row.tag);
    case 'reasons':
      return reasonCell(row.reasons);
    case 'note':
      return note;
    case 'state':
      return code(row.state);
    case 'batch':
      return row.batchId.slice(0, 8);
  }
}
