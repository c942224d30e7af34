/** What a registrant filled in for a unit and for an attendee: the fields of the registration form. */
import { z } from 'zod';
import { AMOUNT_PATTERN } from './amount.ts';
import {
  DELIVERY_METHODS,
  DOCUMENT_TYPES,
  GENDERS,
  PERSON_TYPES,
  REGIONS,
  REGISTERED_AS,
  TAGS,
  UNIT_CATEGORIES,
} from './vocabulary.ts';

const text = (max: number) => z.string().max(max);
/** A calendar date `YYYY-MM-DD` (Asia/Shanghai). Impossible dates are left to the checks. */
export const CalendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Money as a decimal string; the field's name says the unit. */
export const Amount = z.string().regex(AMOUNT_PATTERN);

export const PurchaseIntent = z.object({
  category: text(100),
  product: text(200),
  /** 10 000 USD */
  amount: Amount.optional(),
  countries: z.array(text(60)).max(50).optional(),
  note: text(1000).optional(),
});
export type PurchaseIntent = z.infer<typeof PurchaseIntent>;

export const UnitContact = z.object({
  name: text(100).optional(),
  phone: text(60).optional(),
  email: text(200).optional(),
});
export type UnitContact = z.infer<typeof UnitContact>;

/** Everything of a unit that counts into its content hash. `uscc` is as typed, not normalised. */
export const UnitMaterial = z.object({
  unitName: text(300),
  uscc: text(60).optional(),
  region: z.enum(REGIONS),
  category: z.enum(UNIT_CATEGORIES),
  registeredAs: z.enum(REGISTERED_AS),
  referralCode: text(60).optional(),
  isReturning: z.boolean(),
  /** 10 000 CNY */
  registeredCapital: Amount.optional(),
  /** last year's imports, 10 000 USD */
  importValue: Amount.optional(),
  purchaseIntents: z.array(PurchaseIntent).max(100),
  contact: UnitContact,
  address: text(500),
  businessScope: text(4000).optional(),
});
export type UnitMaterial = z.infer<typeof UnitMaterial>;

/** Everything of an attendee that counts into the content hash; entry period and delivery do not. */
export const AttendeeMaterial = z.object({
  personType: z.enum(PERSON_TYPES),
  name: text(200),
  gender: z.enum(GENDERS).optional(),
  birthDate: CalendarDate.optional(),
  nationality: text(60).optional(),
  documentType: z.enum(DOCUMENT_TYPES),
  documentNumber: text(60),
  documentExpiry: CalendarDate.optional(),
  jobTitle: text(200).optional(),
  phone: text(60).optional(),
  email: text(200).optional(),
  pledgeAccepted: z.boolean(),
  isReturning: z.boolean(),
  previousTag: z.enum(TAGS).optional(),
});
export type AttendeeMaterial = z.infer<typeof AttendeeMaterial>;

/** What a registrant may still change after submission, until an order exists (notice, 3rd edition). */
export const AttendeeArrangement = z.object({
  entryPeriod: text(40).optional(),
  deliveryMethod: z.enum(DELIVERY_METHODS).optional(),
  deliveryAddress: text(500).optional(),
});
export type AttendeeArrangement = z.infer<typeof AttendeeArrangement>;

export const PAY_STATUSES = ['unpaid', 'paid', 'cancelled', 'refunded'] as const;
export const INVOICE_STATUSES = ['none', 'issued', 'returned'] as const;

export const Order = z.object({
  orderNo: z.string().regex(/^V\d{23}$/),
  /** CNY */
  amount: Amount,
  payStatus: z.enum(PAY_STATUSES),
  invoiceStatus: z.enum(INVOICE_STATUSES).optional(),
});
export type Order = z.infer<typeof Order>;

/** Names of images by slot: lowercase hex SHA-256 of the bytes. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const ImageRefs = z.record(z.string().max(40), Sha256);
export type ImageRefs = z.infer<typeof ImageRefs>;
export const UNIT_IMAGE_SLOT = 'qualificationDocument';
export const ATTENDEE_IMAGE_SLOT = 'photo';
