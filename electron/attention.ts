/** What badge and notifications say, from the counts the page reports: a reducer without clock or window. */
import type { ReportedState } from '../shared/protocol/desktop.ts';

export interface Attention {
  reported: ReportedState | null;
  /** resubmissions there were when the window was last looked at */
  seenResubmitted: number;
}

export interface AttentionNotice {
  kind: 'conflicts' | 'resubmitted';
  count: number;
}

export const NO_ATTENTION: Attention = { reported: null, seenResubmitted: 0 };

/** The number on the badge: what waits for the reviewer, and what is new since they last looked. */
export function badgeCount({ reported, seenResubmitted }: Attention): number {
  if (!reported?.isOpen) return 0;
  return reported.conflicts + Math.max(0, reported.resubmitted - seenResubmitted);
}

/** The reviewer looks at the window: nothing there is news any more. */
export function look(attention: Attention): Attention {
  return { ...attention, seenResubmitted: attention.reported?.resubmitted ?? 0 };
}

/** New counts; notices only for what grew while nobody looked and the desk was open all along. */
export function report(
  attention: Attention,
  next: ReportedState,
  isFocused: boolean,
): { attention: Attention; notices: AttentionNotice[] } {
  const former = attention.reported;
  const isContinued = former?.isOpen === true && next.isOpen;
  const after: Attention = {
    reported: next,
    // A desk that has just opened shows what was there; so does one that is being looked at.
    seenResubmitted:
      isContinued && !isFocused ? Math.min(attention.seenResubmitted, next.resubmitted) : next.resubmitted,
  };
  if (!isContinued || isFocused) return { attention: after, notices: [] };
  const grown = (['conflicts', 'resubmitted'] as const).map((kind) => ({
    kind,
    count: next[kind] - former[kind],
  }));
  return { attention: after, notices: grown.filter(({ count }) => count > 0) };
}
