/** The reasons given last: from this session, else from the newest decision this PC still knows, so that `0` works after a restart. */
import { useEffect, useState } from 'react';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import { lastReasons } from './reasonMemory.ts';

const LOOKED_AT = 200;

export function useLastReasons(kind: 'unit' | 'attendee'): readonly GivenReason[] {
  const desk = useDesk();
  const [older, setOlder] = useState<readonly GivenReason[]>([]);
  const here = lastReasons(kind);
  const isAsked = here.length === 0;
  useEffect(() => {
    if (!isAsked) return;
    let isWanted = true;
    desk.recentDecisions(LOOKED_AT).then(
      (rows) => {
        const last = rows.find(
          (row) => row.kind === kind && row.state !== 'undone' && row.reasons.length > 0,
        );
        if (isWanted && last) setOlder(last.reasons);
      },
      // Without an answer there is no last reason to repeat, and the strip says so.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [desk, kind, isAsked]);
  return here.length > 0 ? here : older;
}
