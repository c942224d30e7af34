/** What a reviewer can do to the person under the cursor, each as one call. */
import { useMemo, useState } from 'react';
import { type GivenReason, overridesFor } from '../../../shared/domain/decision.ts';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import { useAnnounce } from '../../app/Announcer.tsx';
import { navigate } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import { decisionOn } from '../../review/decisionInput.ts';
import type { ReviewList } from '../../review/list/listTypes.ts';
import { useSayDecided } from '../../review/useSayDecided.ts';

/** What is open under the detail. */
export type Strip = null | { type: 'return'; id: string } | { type: 'override'; id: string; tag: Tag };

export interface AttendeeActions {
  strip: Strip;
  closeStrip: () => void;
  tag: (tag: Tag) => void;
  withdrawTag: () => void;
  confirmOverride: (note: string) => void;
  openReturn: () => void;
  giveBack: (given: { reasons: GivenReason[]; note?: string }) => void;
  setAside: () => void;
  unit: () => void;
}

export function useAttendeeActions(list: ReviewList<'attendee'>, withdrawTag: () => void): AttendeeActions {
  const { t } = useText();
  const announce = useAnnounce();
  const say = useSayDecided(list);
  const [strip, setStrip] = useState<Strip>(null);
  return useMemo(() => {
    function sendTag(tag: Tag, overrideNote: string | null): void {
      const decided = list.act((row) => {
        const findings = list.details.peek(row.id)?.findings ?? [];
        const overrides = overrideNote === null ? [] : overridesFor(findings, overrideNote);
        const given = overrides.length > 0 ? { tag, overrides } : { tag };
        return { verdict: 'tag', tag, items: [decisionOn(row, 'tag', given)] };
      });
      setStrip(null);
      if (decided) say(decided, { verdict: 'tag', tag });
      else if (list.getState().row === null) announce(t('said.notLoaded'));
    }
    return {
      strip,
      closeStrip: () => setStrip(null),
      tag: (tag) => {
        const { row } = list.getState();
        // An error finding wants a word before it is overridden; a clean row is one key.
        if (row?.severity === 'error') setStrip({ type: 'override', id: row.id, tag });
        else sendTag(tag, null);
      },
      confirmOverride: (note) => {
        if (strip?.type === 'override') sendTag(strip.tag, note);
      },
      withdrawTag,
      openReturn: () => {
        const { row } = list.getState();
        if (row) setStrip({ type: 'return', id: row.id });
      },
      giveBack: (given) => {
        const decided = list.act((row) => ({ verdict: 'return', items: [decisionOn(row, 'return', given)] }));
        setStrip(null);
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
    };
  }, [list, strip, withdrawTag, say, announce, t]);
}
