/** The reviewer's own sentences and templates: kept with the settings, added, changed and removed from anywhere. */
import { useCallback, useMemo } from 'react';
import { useSettings } from '../../app/useSettings.ts';
import { type OwnSentence, SENTENCES_MAX } from '../../desk/contract/settings.ts';

export interface OwnSentences {
  /** null until they are known */
  all: readonly OwnSentence[] | null;
  isFull: boolean;
  add: (sentence: Omit<OwnSentence, 'id'>) => Promise<void>;
  replace: (sentence: OwnSentence) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

export function useOwnSentences(): OwnSentences {
  const { settings, change } = useSettings();
  const all = settings?.sentences ?? null;
  const save = useCallback((sentences: OwnSentence[]) => change({ sentences }), [change]);
  return useMemo(
    () => ({
      all,
      isFull: (all?.length ?? 0) >= SENTENCES_MAX,
      add: (sentence) => save([...(all ?? []), { ...sentence, id: crypto.randomUUID() }]),
      replace: (sentence) => save((all ?? []).map((each) => (each.id === sentence.id ? sentence : each))),
      remove: (id) => save((all ?? []).filter((each) => each.id !== id)),
    }),
    [all, save],
  );
}
