/** What a planted unit fault is. */
import type { FindingCode } from '../../../shared/checks/findingCodes.ts';
import type { AttendeeDraft, UnitDraft } from '../drafts.ts';
import type { Random } from '../random.ts';

export interface UnitFaultContext {
  random: Random;
  /** how often this fault was planted before: for variants in turn */
  round: number;
  /** the unit that a duplicate copies */
  partner: UnitDraft | null;
  people: readonly AttendeeDraft[];
}

export interface UnitFault {
  /** findings that the fault is planted for; empty where only eyes can see it */
  yields: readonly FindingCode[];
  /** reason of the catalogue for which a reviewer would reject the unit; null where it is no ground */
  reason: string | null;
  plant: (draft: UnitDraft, context: UnitFaultContext) => void;
}
