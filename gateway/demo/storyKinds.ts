/** Which story each unit gets: dealt in turn, so that every status and queue has members in a small demo too. */
import type { UnitSlot } from './layout.ts';
import { createRandom } from './random.ts';

export type StoryKind =
  | 'pending'
  /** pending, some of its people already tagged or returned */
  | 'partlyTagged'
  | 'approved'
  /** approved, more people came afterwards */
  | 'approvedWithAdditions'
  | 'rejected'
  /** rejected and amended: pending again in revision 2 */
  | 'resubmitted'
  | 'resubmittedAndApproved'
  /** approved, then the approval was taken back */
  | 'withdrawn';

const times = (kind: StoryKind, count: number): StoryKind[] => Array.from({ length: count }, () => kind);

/** Of forty units without a fault. */
const DECK: readonly StoryKind[] = [
  ...times('pending', 24),
  ...times('partlyTagged', 4),
  ...times('approved', 6),
  ...times('approvedWithAdditions', 2),
  ...times('rejected', 1),
  ...times('resubmitted', 1),
  ...times('resubmittedAndApproved', 1),
  ...times('withdrawn', 1),
];

/** Of units with the same fault, in turn; the first always waits for the reviewer. */
const FAULTY: readonly StoryKind[] = [
  'pending',
  'rejected',
  'resubmitted',
  'pending',
  'pending',
  'resubmittedAndApproved',
];

/** The stories of a sub-group's units, in their order. `canBeRejected`: its fault is a ground. */
export function dealStories(
  own: readonly UnitSlot[],
  seed: number,
  canBeRejected: (slot: UnitSlot) => boolean,
): StoryKind[] {
  let deck: StoryKind[] = [];
  let deals = 0;
  return own.map((slot) => {
    if (slot.fault !== undefined) {
      const kind = FAULTY[slot.faultRound % FAULTY.length] ?? 'pending';
      if (canBeRejected(slot)) return kind;
      // Nobody is rejected for a hint: the reviewer approves with a note.
      return kind === 'rejected' ? 'approved' : 'pending';
    }
    if (deck.length === 0) deck = createRandom(seed, 'stories', slot.subGroupId, deals++).shuffle(DECK);
    return deck.pop() ?? 'pending';
  });
}
