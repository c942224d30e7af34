/** A sub-group's name in the current language, foreign ones included: the edition profile knows all. */
import { useCallback } from 'react';
import { inLanguage } from '../i18n/format.ts';
import { useText } from '../i18n/i18n.ts';
import { useReview } from './ReviewProvider.tsx';

export function useSubGroupName(): (id: string) => string {
  const { language } = useText();
  const { profile } = useReview();
  return useCallback(
    (id) => {
      const found = profile?.subGroups.find((each) => each.id === id);
      return found ? inLanguage(found.name, language) : id;
    },
    [profile, language],
  );
}
