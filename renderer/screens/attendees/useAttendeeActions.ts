/** What a reviewer can do to the person under the cursor, each as one call. */
import { useMemo, useState } from 'react';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import { useAnnounce } from '../../app/Announcer.tsx';
import { navigate } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import { decisionOn } from '../../review/decisionInput.ts';
import type { ReviewList } from '../../review/list/listTypes.ts';
import { useSayDecided } from '../../review/useSayDecided.ts';

export interface AttendeeActions {
  /** id of the person whose reason strip is open */
  stripFor: string | null;
  closeStrip: () => void;
  tag: (tag: Tag) => void;
  withdrawTag: () => void;
  openReturn: () => void;
  giveBack: (given: { reasons: GivenReason[]; note?: string }) => void;
  setAside: () => void;
  unit: () => void;
}

export function useAttendeeActions(list: ReviewList<'attendee'>, withdrawTag: () => void): AttendeeActions {
  const { t } = useText();
  const announce = useAnnounce();
  const say = useSayDecided(list);
  const [stripFor, setStripFor] = useState<string | null>(null);
  return useMemo(
    () => ({
      stripFor,
      closeStrip: () => setStripFor(null),
      tag: (tag) => {
        const decided = list.act((row) => ({
          verdict: 'tag',
          tag,
          items: [decisionOn(row, 'tag', { tag })],
        }));
        if (decided) say(decided, { verdict: 'tag', tag });
        else if (list.getState().row === null) announce(t('said.notLoaded'));
      },
      withdrawTag,
      openReturn: () => setStripFor(list.getState().row?.id ?? null),
      giveBack: (given) => {
        const decided = list.act((row) => ({ verdict: 'return', items: [decisionOn(row, 'return', given)] }));
        setStripFor(null);
        if (decided) say(decided, { verdict: 'return' });
      },
      setAside: () => {
        const done = list.setAside();
        if (done) say(done, done.isSetAside ? 'takenBack' : 'setAside');
      },
      unit: () => {
        const { row } = list.getState();
        if (row) navigate({ screen: 'units', id: row.unitId });
      },
    }),
    [list, stripFor, withdrawTag, say, announce, t],
  );
}
