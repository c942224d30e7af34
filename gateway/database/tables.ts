/** The tables as Kysely sees them. int8 arrives as number (open.ts), jsonb parsed, instants as Date. */
import type { ColumnType, Generated } from 'kysely';
import type { ImageFacts } from '../../shared/checks/image.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type {
  AttendeeArrangement,
  AttendeeMaterial,
  ImageRefs,
  Order,
  UnitMaterial,
} from '../../shared/domain/material.ts';
import type {
  AttendeeStatus,
  Right,
  Role,
  SubmissionKind,
  Tag,
  UnitStatus,
  Verdict,
} from '../../shared/domain/vocabulary.ts';
import type { CurrentDecision, LastReview } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { ProgressReply } from '../../shared/protocol/reports.ts';

/** jsonb: read parsed, written as its text. */
type Jsonb<T> = ColumnType<T, string, string>;
type JsonbOrNull<T> = ColumnType<T | null, string | null, string | null>;
/** timestamptz: read as Date, written as Date or RFC 3339 text. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type TimestampOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;

export interface EditionTable {
  id: string;
  epoch: string;
  head: number;
  profile: Jsonb<EditionProfile>;
}

export interface SubmissionTable {
  edition: string;
  kind: SubmissionKind;
  id: string;
  /** a unit's own id, or the unit an attendee belongs to */
  unit_id: string;
  /** 0 unit, 1 attendee: units come first in every lock order and part */
  rank: number;
  sub_group_id: string;
  revision: number;
  status: UnitStatus | AttendeeStatus;
  tag: Tag | null;
  arrangement: Jsonb<AttendeeArrangement>;
  order_info: JsonbOrNull<Order>;
  is_later_addition: boolean;
  material: Jsonb<UnitMaterial | AttendeeMaterial>;
  images: Jsonb<ImageRefs>;
  hash: string;
  first_submitted_at: Timestamp;
  submitted_at: Timestamp;
  decision_id: string | null;
  decision: JsonbOrNull<CurrentDecision>;
  decided_at: TimestampOrNull;
  last_review: JsonbOrNull<LastReview>;
  is_deleted: boolean;
  seq: number;
}

export interface RevisionTable {
  edition: string;
  kind: SubmissionKind;
  id: string;
  revision: number;
  hash: string;
  submitted_at: Timestamp;
  material: Jsonb<UnitMaterial | AttendeeMaterial>;
  images: Jsonb<ImageRefs>;
}

/** Which submissions an image belongs to, past revisions included: what the grants are checked against. */
export interface ImageRefTable {
  edition: string;
  sha256: string;
  kind: SubmissionKind;
  id: string;
}

export interface ImageTable {
  edition: string;
  sha256: string;
  media_type: string;
  size_bytes: number;
  facts: Jsonb<ImageFacts>;
  has_thumb: boolean;
  stored_at: Timestamp;
}

export interface ScopeExitTable {
  edition: string;
  seq: number;
  kind: SubmissionKind;
  id: string;
  from_sub_group_id: string;
}

export interface OutcomeTable {
  edition: string;
  seq: number;
  kind: SubmissionKind;
  id: string;
  revision: number;
  decision_id: string;
  verdict: Verdict;
  tag: Tag | null;
  reasons: Jsonb<unknown[]>;
  status: string;
  decided_at: Timestamp;
}

export interface PartSetTable {
  id: Generated<number>;
  edition: string;
  sub_group_id: string;
  epoch: string;
  seq: number;
  item_count: number;
  built_at: Timestamp;
}

export interface PartTable {
  set_id: number;
  ordinal: number;
  edition: string;
  sub_group_id: string;
  sha256: string;
  /** of the uncompressed form */
  size_bytes: number;
  item_count: number;
  /** the NDJSON, gzip */
  body: Buffer;
}

export interface WorkstationTable {
  id: string;
  account: string;
  contiguous: number;
  highest: number;
  revoked: 'drain' | 'lost' | null;
  recovery_key: string;
  bound_at: Timestamp;
  last_seen_at: TimestampOrNull;
}

export interface DecisionTable {
  id: string;
  edition: string;
  ws: string;
  n: number;
  account: string;
  fingerprint: string;
  received_at: Timestamp;
  /** null where the item did not fit the schema */
  payload: JsonbOrNull<PushItem>;
  kind: SubmissionKind | null;
  subject_id: string | null;
  base_revision: number | null;
  seen_hash: string | null;
  previous_decision_id: string | null;
  verdict: Verdict | null;
  result: Receipt['result'] | null;
  receipt: JsonbOrNull<Receipt>;
  seq: number | null;
  /** decided with a right on the whole delegation */
  is_by_delegation: boolean;
  /** the subject's last review before this decision, for taking it back */
  review_before: JsonbOrNull<LastReview>;
}

/** Every (ws, n) under which an id was pushed; an id may come again under another workstation's number. */
export interface AttemptTable {
  ws: string;
  n: number;
  decision_id: string;
}

export interface AccountTable {
  name: string;
  display_name: string;
  role: Role;
  password_hash: string;
  scope_gen: number;
}

export interface AccessGrantTable {
  account: string;
  edition: string;
  right_name: Right;
  sub_group_id: string | null;
}

export interface SessionTable {
  token_hash: string;
  account: string;
  ws: string;
  created_at: Timestamp;
  expires_at: Timestamp;
}

export interface SignInFailureTable {
  /** `pair:`, `account:` or `address:` and a hash */
  bucket: string;
  failures: number;
  window_ends_at: Timestamp;
}

export interface TransferTable {
  id: Generated<number>;
  edition: string;
  unit_id: string;
  from_sub_group_id: string;
  to_sub_group_id: string;
  reason: string;
  account: string;
  at: Timestamp;
  seq: number;
}

export interface DealTable {
  edition: string;
  id: string;
  sub_group_id: string;
  unit_id: string;
  exhibitor: string;
  amount: string;
  date: string;
  account: string;
  at: Timestamp;
}

export interface ContactTable {
  edition: string;
  sub_group_id: string;
  form: Jsonb<Record<string, string>>;
  account: string;
  at: Timestamp;
}

export interface PublicationTable {
  edition: string;
  week: string;
  published_at: Timestamp;
  account: string;
  figures: Jsonb<ProgressReply['subGroups']>;
}

export interface AuditTable {
  id: string;
  edition: string;
  account: string;
  ws: string;
  action: string;
  entry: Jsonb<object>;
  received_at: Timestamp;
}

export interface PresenceTable {
  edition: string;
  ws: string;
  account: string;
  kind: SubmissionKind;
  id: string;
  at: Timestamp;
}

export interface GatewaySecretTable {
  name: string;
  value: Buffer;
}

export interface Tables {
  edition: EditionTable;
  submission: SubmissionTable;
  revision: RevisionTable;
  image_ref: ImageRefTable;
  image: ImageTable;
  scope_exit: ScopeExitTable;
  outcome: OutcomeTable;
  part_set: PartSetTable;
  part: PartTable;
  workstation: WorkstationTable;
  decision: DecisionTable;
  attempt: AttemptTable;
  account: AccountTable;
  access_grant: AccessGrantTable;
  session: SessionTable;
  sign_in_failure: SignInFailureTable;
  transfer: TransferTable;
  deal: DealTable;
  contact: ContactTable;
  publication: PublicationTable;
  audit: AuditTable;
  presence: PresenceTable;
  gateway_secret: GatewaySecretTable;
}
