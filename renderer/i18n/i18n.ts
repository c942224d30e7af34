/** Starts i18next with both languages and gives the screens one typed way to a text. */
import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { LANGUAGE_STORAGE_KEY, type Language, pickLanguage } from './language.ts';
import type { Pair } from './texts/pairs.ts';
import { resourcesOf, TEXTS, type TextKey } from './texts.ts';

export type Values = Record<string, string | number>;
/** The text of a key in the current language, with its `{{placeholders}}` filled in. */
export type Translate = (key: TextKey, values?: Values) => string;

/** Prepares both languages and shows the stored or preferred one. Call once, before the first render. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage(localStorage.getItem(LANGUAGE_STORAGE_KEY), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {
      'zh-CN': { translation: resourcesOf('zh-CN') },
      en: { translation: resourcesOf('en') },
    },
  });
  document.documentElement.lang = language;
}

/** Changes the language everywhere and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(LANGUAGE_STORAGE_KEY, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** A text without placeholders needs none of i18next's work, and most texts on a screen are such. */
const plainText = (language: Language, key: TextKey): string => TEXTS[key][language === 'en' ? 1 : 0];

/** i18next finds the singular of a number only; a count that comes formatted, as «1», has one too. */
function singular(language: Language, key: TextKey, { count }: Values): string {
  const [, , one] = TEXTS[key] as Pair;
  return language === 'en' && count === '1' && one !== undefined ? `${key}_one` : key;
}

/** The translate function and the current language; re-renders when the language changes. */
export function useText(): { t: Translate; language: Language } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const t = useMemo<Translate>(() => {
    const fixed = i18n.getFixedT(language);
    return (key, values) =>
      values === undefined ? plainText(language, key) : fixed(singular(language, key, values), values);
  }, [i18n, language]);
  return { t, language };
}
