/** What a registrant of the demo fills in, before and while faults are planted: drafts of units and people. */
import type { AttendeeArrangement, AttendeeMaterial, UnitMaterial } from '../../shared/domain/material.ts';
import type { ImageOrder, LicenceOrder, PortraitOrder } from './images/imageOrder.ts';

/** A unit as filled in; faults change it in place. */
export interface UnitDraft {
  subGroupId: string;
  material: UnitMaterial;
  /** the qualification document, or null where none is uploaded */
  image: ImageOrder | null;
  /** the right document, for faults that print something else on it */
  licence: LicenceOrder | null;
}

/** An attendee as filled in; faults change it in place. */
export interface AttendeeDraft {
  material: AttendeeMaterial;
  arrangement: AttendeeArrangement;
  image: ImageOrder | null;
  portrait: PortraitOrder;
}
