/** Speaks a decision and what comes next, for those who do not see the cursor move. */
import { useCallback } from 'react';
import type { SubmissionKind, Tag, Verdict } from '../../shared/domain/vocabulary.ts';
import { useAnnounce } from '../app/Announcer.tsx';
import type { Row } from '../desk/contract/rows.ts';
import { useText } from '../i18n/i18n.ts';
import { nameOf } from './list/kinds.ts';
import type { ReviewList } from './list/listTypes.ts';
import { actText } from './verdictText.ts';

export function useSayDecided<K extends SubmissionKind>(list: ReviewList<K>) {
  const announce = useAnnounce();
  const { t } = useText();
  return useCallback(
    (row: Row, act: { verdict: Verdict; tag?: Tag } | 'setAside' | 'takenBack') => {
      const next = list.getState().row;
      const said =
        typeof act === 'string'
          ? t(`said.${act}`, { name: nameOf(row) })
          : actText(t, { ...act, name: nameOf(row), count: 1 });
      const isEnd = next === null || next.id === row.id;
      announce(
        t('said.decided', {
          act: said,
          next: isEnd ? t('said.end') : t('said.next', { name: nameOf(next) }),
        }),
      );
    },
    [announce, list, t],
  );
}
