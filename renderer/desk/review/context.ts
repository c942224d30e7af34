/** What the review rooms work on: the index, the ledger, the edition's rules, and a reader of full items. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { PutItem } from '../../../shared/protocol/feed.ts';
import type { ReviewIndex } from '../index/reviewIndex.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Clock, Random } from '../ports.ts';

export interface ItemReader {
  /** The full submission as last stored, or null if it is not in scope. */
  item(kind: SubmissionKind, id: string): Promise<PutItem | null>;
  /** Visits those of a list that are in scope, in any order, as the JSON they are stored as; copied by whoever keeps it. */
  eachText<T extends { kind: SubmissionKind; id: string }>(
    subjects: readonly T[],
    visit: (subject: T, text: Uint8Array) => void,
  ): Promise<void>;
}

/** Whose desk it is, as far as rules ask. */
export interface Reviewer {
  account: string;
  /** decides for the whole delegation: may take back anyone's decision at any time */
  isDelegation: boolean;
}

export interface ReviewContext {
  index: ReviewIndex;
  ledger: Ledger;
  profile: EditionProfile;
  items: ItemReader;
  clock: Clock;
  random: Random;
  /** asked anew each time, for grants change */
  reviewer(): Reviewer;
  /** ids of submissions whose detail was opened in this session */
  opened: Set<string>;
  /** submissions as their detail was last shown, by hash; in memory only, and never longer than the room */
  shown: Map<string, PutItem>;
}
