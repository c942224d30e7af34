/** What an export may be about now: everything, what a review list shows, or what is selected in it. */
import { useEffect, useState } from 'react';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import type { ExportScope, ExportSubject } from '../../desk/contract/exports.ts';
import type { AttendeeQuery, Query } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { useListState, useReview } from '../../review/ReviewProvider.tsx';
import { selectedCount } from '../../review/selection.ts';

export type ScopeName = ExportScope['type'];

export function useExportScope(subject: ExportSubject, name: ScopeName, tags: readonly (Tag | 'none')[]) {
  const desk = useDesk();
  const { t } = useText();
  const { units, attendees } = useReview();
  const unitState = useListState(units);
  const attendeeState = useListState(attendees);
  const dataVersion = useStatusOf((status) => status.dataVersion, 0);
  const isPeople = subject === 'attendees';
  const { selection, opened } = isPeople ? attendeeState : unitState;
  const query: Query = isPeople ? attendeeState.query : unitState.query;
  const selected = selectedCount(selection, opened?.total ?? 0);
  const hasScopes = subject !== 'decisions';
  const available: ScopeName[] = hasScopes
    ? ['all', 'query', ...(selected > 0 ? (['ids'] as const) : [])]
    : ['all'];
  const chosen = available.includes(name) ? name : 'all';

  async function scope(): Promise<ExportScope> {
    if (chosen === 'ids') {
      const list = isPeople ? attendees : units;
      return { type: 'ids', ids: await list.visibleIds() };
    }
    const base: Query =
      chosen === 'query'
        ? query
        : isPeople
          ? { kind: 'attendee', queue: 'all' }
          : { kind: 'unit', queue: 'all' };
    if (!hasScopes) return { type: 'all' };
    if (!isPeople || tags.length === 0) return { type: 'query', query: base };
    return { type: 'query', query: { ...(base as AttendeeQuery), tags: [...tags] } };
  }

  const [count, setCount] = useState<number | null>(null);
  const key = JSON.stringify([subject, chosen, tags, query, selected, dataVersion]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the answer is outdated
  useEffect(() => {
    let isWanted = true;
    scope()
      .then((given) => desk.exportCount({ subject, scope: given }))
      .then(
        (rows) => isWanted && setCount(rows),
        () => isWanted && setCount(null),
      );
    return () => {
      isWanted = false;
    };
  }, [key]);

  /** The scope in words, for the sheet that says where a file comes from. */
  const words = [
    t(`export.scope.${chosen}`),
    ...(hasScopes && chosen === 'query'
      ? [
          t(`queue.${query.kind}.${query.queue}` as 'queue.unit.all'),
          ...(query.search ? [t('export.info.search', { text: query.search })] : []),
        ]
      : []),
    ...(isPeople ? tags.map((tag) => t(`tag.${tag}`)) : []),
  ].join(' · ');
  return { available, chosen, selected, count, scope, words };
}
