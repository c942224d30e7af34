/** Views: queries under a name – those every reviewer has, and one's own, kept with the settings. */
import { useCallback, useMemo } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useSettings } from '../../app/useSettings.ts';
import type { Query } from '../../desk/contract/queries.ts';
import { type SavedView, VIEWS_MAX } from '../../desk/contract/settings.ts';
import { useText } from '../../i18n/i18n.ts';

export interface Views {
  given: readonly SavedView[];
  own: readonly SavedView[];
  isFull: boolean;
  /** Keeps a query under a name; a view of that name and kind is replaced. */
  save: (name: string, query: Query) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

export function useViews(kind: SubmissionKind): Views {
  const { t } = useText();
  const { settings, change } = useSettings();
  const all = settings?.views;
  const given = useMemo<SavedView[]>(() => {
    const start =
      kind === 'unit' ? ({ kind, queue: 'pending' } as const) : ({ kind, queue: 'untagged' } as const);
    const views: SavedView[] = [
      {
        id: 'given.risk',
        name: t('view.riskFirst'),
        query: { ...start, sort: 'findings', direction: 'desc' },
      },
      { id: 'given.clean', name: t('view.clean'), query: { ...start, findings: 'clean' } },
      { id: 'given.setAside', name: t('view.setAside'), query: { ...start, queue: 'setAside' } as Query },
    ];
    if (kind === 'attendee')
      views.push({ id: 'given.later', name: t('view.later'), query: { kind, queue: 'laterAdditions' } });
    return views;
  }, [kind, t]);
  const save = useCallback(
    (name: string, query: Query) => {
      const others = (all ?? []).filter((view) => view.name !== name || view.query.kind !== query.kind);
      return change({ views: [...others, { id: crypto.randomUUID(), name, query }] });
    },
    [all, change],
  );
  const remove = useCallback(
    (id: string) => change({ views: (all ?? []).filter((view) => view.id !== id) }),
    [all, change],
  );
  return useMemo(
    () => ({
      given,
      own: all?.filter((view) => view.query.kind === kind) ?? [],
      isFull: (all?.length ?? 0) >= VIEWS_MAX,
      save,
      remove,
    }),
    [given, all, kind, save, remove],
  );
}
