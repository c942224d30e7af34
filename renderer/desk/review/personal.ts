/** Personal values of a material: masked for the screen, one at a time in clear for `reveal`. */
import { maskDocumentNumber, maskEmail, maskMobile } from '../../../shared/domain/masking.ts';
import type { AttendeeMaterial, UnitMaterial } from '../../../shared/domain/material.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';

/** Fields whose values are personal: masked in findings and comparisons, given in clear only by `reveal`. */
const PERSONAL_FIELDS = [
  'documentNumber',
  'phone',
  'email',
  'contact.phone',
  'contact.email',
  'deliveryAddress',
  'birthDate',
];

export const isPersonal = (field: string): boolean => PERSONAL_FIELDS.includes(field);

const maskBirthDate = (date: string): string => `${date.slice(0, 4)}-**-**`;

/** A personal value as a finding shows it. */
export function maskedValue(field: string, value: string): string {
  if (field.endsWith('phone')) return maskMobile(value);
  if (field.endsWith('email')) return maskEmail(value);
  if (field === 'documentNumber') return maskDocumentNumber(undefined, value);
  if (field === 'birthDate') return maskBirthDate(value);
  return '••••';
}

export function maskedUnit(material: UnitMaterial): UnitMaterial {
  const { contact } = material;
  return {
    ...material,
    contact: {
      ...contact,
      ...(contact.phone ? { phone: maskMobile(contact.phone) } : {}),
      ...(contact.email ? { email: maskEmail(contact.email) } : {}),
    },
  };
}

export function maskedAttendee(material: AttendeeMaterial): AttendeeMaterial {
  return {
    ...material,
    documentNumber: maskDocumentNumber(material.documentType, material.documentNumber),
    ...(material.phone ? { phone: maskMobile(material.phone) } : {}),
    ...(material.email ? { email: maskEmail(material.email) } : {}),
    // With the number's ends in clear, the birth date would complete it.
    ...(material.birthDate ? { birthDate: maskBirthDate(material.birthDate) } : {}),
  };
}

/** A material of either kind, masked. */
export function maskedMaterial(kind: SubmissionKind, material: unknown): Record<string, unknown> {
  return {
    ...(kind === 'unit'
      ? maskedUnit(material as UnitMaterial)
      : maskedAttendee(material as AttendeeMaterial)),
  };
}

/** One personal field of a material in clear; null if it is not personal or not there. */
export function personalValue(kind: SubmissionKind, material: unknown, field: string): string | null {
  if (!isPersonal(field)) return null;
  if (kind === 'unit') {
    const { contact } = material as UnitMaterial;
    if (field === 'contact.phone') return contact.phone ?? null;
    return field === 'contact.email' ? (contact.email ?? null) : null;
  }
  const person = material as AttendeeMaterial;
  switch (field) {
    case 'documentNumber':
      return person.documentNumber;
    case 'phone':
      return person.phone ?? null;
    case 'email':
      return person.email ?? null;
    case 'birthDate':
      return person.birthDate ?? null;
    default:
      return null;
  }
}
