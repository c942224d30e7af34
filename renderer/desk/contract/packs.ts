/** The part of the contract that speaks of packs: files that carry a scope to a machine without network, and its decisions back. */
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';

/** As for a password: shorter ones are refused. */
export const PASSPHRASE_MIN = 10;
/** How many bytes of images a travel pack may carry; 0: none. */
export const PACK_IMAGE_BYTES = [0, 20, 50, 100].map((megabytes) => megabytes * 1024 * 1024);

/** Why a pack cannot be made, opened, taken in or handed in. */
export type PackRefusal =
  /** the file: no pack, of a newer program, cut off, altered, over 1 GB */
  | 'notPack'
  | 'newerFormat'
  | 'truncated'
  | 'damaged'
  | 'tooLarge'
  | 'wrongPassphrase'
  /** the account's password is another one */
  | 'wrongPassword'
  /** the system's key store does not answer, so that the password cannot be tried */
  | 'keyStore'
  | 'passphraseShort'
  | 'passphraseIsPassword'
  /** a travel pack where decisions are handed in, or the other way round */
  | 'wrongKind'
  | 'foreignAccount'
  | 'foreignEdition'
  | 'foreignGateway'
  /** what is held here is newer than the pack */
  | 'older'
  /** the time within which its grants count is over */
  | 'expired'
  /** the account may not export, or has nothing to look at */
  | 'notGranted'
  /** there is a workstation of this account here: it has to be unlocked first */
  | 'alreadyHere'
  /** this workstation is not one that travels */
  | 'notTraveller'
  /** decisions of this workstation are not at the gateway yet */
  | 'unsent'
  | 'nothing'
  | 'offline'
  | 'signInNeeded'
  | 'travelForeign'
  | 'travelLost'
  | 'gatewayFault'
  | 'storageFault'
  | 'elsewhere'
  | 'cancelled'
  | 'busy';

export interface PackRefused {
  ok: false;
  why: PackRefusal;
  /** `unsent`: how many */
  count?: number;
}

export interface TravelPackMade {
  ok: true;
  file: Blob;
  packId: string;
  /** SHA-256 of the file, as it stands in the log */
  fileHash: string;
  units: number;
  attendees: number;
  images: number;
  /** images that found no room or could not be had */
  imagesLeftOut: number;
  /** receipts it takes to travellers */
  receipts: number;
  /** ms since epoch; it opens until then */
  opensUntil: number;
}

export interface TravelPackTaken {
  ok: true;
  units: number;
  attendees: number;
  images: number;
  /** decisions whose receipt came with it, and how many of them did not take effect */
  receipts: number;
  parked: number;
  /** as of when the data is, by the gateway's clock */
  madeAt: number;
}

export interface DecisionsPackMade {
  ok: true;
  file: Blob;
  packId: string;
  fileHash: string;
  decisions: number;
  /** still in their undo window: not in the file */
  left: number;
}

/** A decision of a pack that the gateway did not apply. */
export interface NotApplied {
  kind: SubmissionKind;
  id: string;
  name: string;
  verdict: Verdict;
  tag?: Tag;
  result: Receipt['result'];
  /** the rule that refused it */
  rule?: string;
}

export interface HandedIn {
  ok: true;
  decisions: number;
  applied: number;
  /** of all of them, those that the gateway knew already */
  replayed: number;
  notApplied: NotApplied[];
}
/** Cut off in between: what was handed in counts, the rest is handed in by the same file. */
export interface HandInInterrupted extends PackRefused {
  done?: number;
  total?: number;
}

export interface PackProgress {
  stage: 'reading' | 'submissions' | 'images' | 'sealing' | 'handIn';
  done: number;
  total: number | null;
}

export interface TravelState {
  /** this workstation was set up from a travel pack */
  isTraveller: boolean;
  /** as of when its data is, ms since epoch; null if it never took a pack in */
  asOf: number | null;
  /** decisions that a file would carry now, those of them that were in one already, and those in their undo window */
  ready: number;
  packed: number;
  left: number;
}

/** Which images a travel pack takes along, as far as there is room; texts it carries all of its scope. */
export interface PackImages {
  /** of what is still to be reviewed only; else those first */
  isOpenOnly?: boolean;
  /** of these sub-groups only; absent: of all */
  subGroupIds?: string[];
}

export interface PackDesk {
  travelState(): Promise<TravelState>;
  /** Carries the account's scope as the gateway has it now. The file is logged before it is handed out. */
  makeTravelPack(input: {
    passphrase: string;
    password: string;
    imageBytes: number;
    images?: PackImages;
  }): Promise<TravelPackMade | PackRefused>;
  /**
   * Takes a travel pack in: where nobody is signed in it sets up a workstation of `account` and opens it; in an
   * open desk it renews what is there. Nothing is changed unless the whole file is right.
   */
  takeTravelPack(input: {
    file: Blob;
    passphrase: string;
    password: string;
    account?: string;
    gateway?: string;
  }): Promise<TravelPackTaken | PackRefused>;
  /** All that was decided here and has no receipt; what is in the file can no longer be undone, only withdrawn. */
  makeDecisionsPack(input: { passphrase: string }): Promise<DecisionsPackMade | PackRefused>;
  /** Brings the decisions of a traveller of this account to the gateway; the same file again changes nothing. */
  handIn(input: { file: Blob; passphrase: string }): Promise<HandedIn | HandInInterrupted>;
  packProgress(): Promise<PackProgress | null>;
  /** Stops making or handing in; what was handed in stays. */
  cancelPack(): Promise<void>;
}
