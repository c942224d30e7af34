/** What the screens show of submissions: rows, details, images. Personal data comes masked. */
import type { Severity } from '../../../shared/domain/finding.ts';
import type {
  AttendeeArrangement,
  AttendeeMaterial,
  ImageRefs,
  Order,
  UnitMaterial,
} from '../../../shared/domain/material.ts';
import type {
  AttendeeStatus,
  DocumentType,
  Gender,
  PersonType,
  Tag,
  UnitCategory,
  UnitStatus,
  Verdict,
} from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision, LastReview, TransferNote } from '../../../shared/protocol/feed.ts';
import type { FindingView } from './findings.ts';
import type { SyncMark } from './queries.ts';
import type { LocalDecision } from './seeing.ts';
import type { ParkedResult } from './tray.ts';

/** What was on screen when a key was pressed; a decision refers to exactly this. */
export interface Seen {
  revision: number;
  hash: string;
  previousDecisionId: string | null;
}

export interface UnitRow {
  kind: 'unit';
  id: string;
  seen: Seen;
  unitName: string;
  uscc: string;
  category: UnitCategory;
  subGroupId: string;
  status: UnitStatus;
  isResubmitted: boolean;
  isSetAside: boolean;
  people: number;
  /** people with an error or warning */
  peopleFlagged: number;
  peopleUntagged: number;
  /** sum of the purchase intents, 10 000 USD; null when none states an amount */
  intentTotal: number | null;
  submittedAt: string;
  severity: Severity | null;
  findingCount: number;
  sync: SyncMark;
}

export interface AttendeeRow {
  kind: 'attendee';
  id: string;
  seen: Seen;
  unitId: string;
  unitName: string;
  unitStatus: UnitStatus | null;
  name: string;
  gender: Gender | null;
  personType: PersonType;
  documentType: DocumentType;
  /** masked */
  documentNumber: string;
  /** masked */
  phone: string;
  jobTitle: string;
  entryPeriod: string | null;
  subGroupId: string;
  status: AttendeeStatus;
  tag: Tag | null;
  previousTag: Tag | null;
  isLaterAddition: boolean;
  isResubmitted: boolean;
  isSetAside: boolean;
  hasOrder: boolean;
  submittedAt: string;
  severity: Severity | null;
  findingCount: number;
  sync: SyncMark;
  photo: string | null;
}
export type Row = UnitRow | AttendeeRow;

export interface ParkedHere {
  decisionId: string;
  verdict: Verdict;
  tag?: Tag;
  at: number;
  result: ParkedResult;
}

/** What is told of a unit and of a person alike. */
export interface DetailBase {
  findings: FindingView[];
  images: ImageRefs;
  decision: CurrentDecision | null;
  lastReview: LastReview | null;
  /** the reviewer's own decision on it that did not take effect and waits in the tray */
  parked: ParkedHere | null;
  /** the reviewer's own decision on it that the feed does not carry yet */
  local: LocalDecision | null;
}
export interface UnitDetail extends DetailBase {
  row: UnitRow;
  /** contact phone and e-mail masked */
  material: UnitMaterial;
  /** how it came into its sub-group, if it was moved there */
  transfer: TransferNote | null;
  people: AttendeeRow[];
}
export interface AttendeeDetail extends DetailBase {
  row: AttendeeRow;
  /** documentNumber, birthDate, phone, email masked; `arrangement.deliveryAddress` left out until revealed */
  material: AttendeeMaterial;
  arrangement: AttendeeArrangement;
  order: Order | null;
}

export type ImageReply =
  | { ok: true; bytes: ArrayBuffer; mediaType: string }
  | { ok: false; why: 'offline' | 'gone' | 'notGateway' | 'damaged' };
