/** What a reviewer can do to the unit under the cursor, each as one call. */
import { useMemo, useState } from 'react';
import { type GivenReason, overridesFor } from '../../../shared/domain/decision.ts';
import { useAnnounce } from '../../app/Announcer.tsx';
import { navigate } from '../../app/route.ts';
import type { UnitDetail, UnitRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { decisionOn, tagAlong } from '../../review/decisionInput.ts';
import type { ReviewList } from '../../review/list/listTypes.ts';
import { useSayDecided } from '../../review/useSayDecided.ts';

/** What is open under the detail. */
export type Strip =
  | null
  | { type: 'reject'; id: string }
  | { type: 'override'; id: string; alsoTag: boolean };

export interface UnitActions {
  strip: Strip;
  closeStrip: () => void;
  approve: () => void;
  approveAndTag: () => void;
  openReject: () => void;
  reject: (given: { reasons: GivenReason[]; note?: string }) => void;
  confirmOverride: (note: string) => void;
  setAside: () => void;
  people: () => void;
}

export function useUnitActions(list: ReviewList<'unit'>): UnitActions {
  const { t } = useText();
  const announce = useAnnounce();
  const say = useSayDecided(list);
  const [strip, setStrip] = useState<Strip>(null);

  return useMemo(() => {
    const current = (): UnitRow | null => {
      const { row } = list.getState();
      if (row === null) announce(t('said.notLoaded'));
      return row;
    };
    const detailOf = (row: UnitRow): UnitDetail | null => list.details.peek(row.id) ?? null;

    function sendApproval(alsoTag: boolean, overrideNote: string | null): void {
      const decided = list.act((row) => {
        const detail = detailOf(row);
        const overrides = overrideNote === null || !detail ? [] : overridesFor(detail.findings, overrideNote);
        const tags = alsoTag && detail ? tagAlong(detail.people, 'professional') : [];
        const given = overrides.length > 0 ? { overrides } : {};
        return { verdict: 'approve', items: [...tags, decisionOn(row, 'approve', given)] };
      });
      setStrip(null);
      if (decided) say(decided, { verdict: 'approve' });
    }
    function approve(alsoTag: boolean): void {
      const row = current();
      if (!row) return;
      // An error finding wants a word before it is overridden; a clean row is one key.
      if (row.severity === 'error') setStrip({ type: 'override', id: row.id, alsoTag });
      else sendApproval(alsoTag, null);
    }
    return {
      strip,
      closeStrip: () => setStrip(null),
      approve: () => approve(false),
      approveAndTag: () => approve(true),
      openReject: () => {
        const row = current();
        if (row) setStrip({ type: 'reject', id: row.id });
      },
      reject: (given) => {
        const decided = list.act((row) => ({ verdict: 'reject', items: [decisionOn(row, 'reject', given)] }));
        setStrip(null);
        if (decided) say(decided, { verdict: 'reject' });
      },
      confirmOverride: (note) => {
        if (strip?.type === 'override') sendApproval(strip.alsoTag, note);
      },
      setAside: () => {
        const row = current();
        if (row?.status !== 'pendingReview') return;
        const done = list.setAside();
        if (done) say(done, done.isSetAside ? 'takenBack' : 'setAside');
      },
      people: () => {
        const { row } = list.getState();
        if (row) navigate({ screen: 'attendees', unitId: row.id });
      },
    };
  }, [list, strip, say, announce, t]);
}
