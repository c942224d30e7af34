/** Starts i18next with both languages and gives the screens one typed way to a text. */
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { LANGUAGE_STORAGE_KEY, type Language, pickLanguage } from './language.ts';
import type { Pair } from './texts/pairs.ts';
import { resourcesOf, TEXTS, type TextKey } from './texts.ts';

export type Values = Record<string, string | number>;
/** The text of a key in the current language, with its `{{placeholders}}` filled in. */
export type Translate = (key: TextKey, values?: Values) => string;

/** Prepares both languages and shows the stored or preferred one. Call once, before the first render. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage(localStorage.getItem(LANGUAGE_STORAGE_KEY), navigator.languages);
  await i18next.init({
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

/** What a language gives every component: the same object each time, so that nothing renders for it. */
const textIn = (language: Language): { t: Translate; language: Language } => {
  const fixed = i18next.getFixedT(language);
  return {
    language,
    t: (key, values) =>
      values === undefined ? plainText(language, key) : fixed(singular(language, key, values), values),
  };
};
const TEXT = { 'zh-CN': textIn('zh-CN'), en: textIn('en') };

/** React’s own way to an outside store: a library’s hook in each of a hundred components took a tenth of a decision. */
function subscribe(onChanged: () => void): () => void {
  i18next.on('languageChanged', onChanged);
  return () => i18next.off('languageChanged', onChanged);
}
const current = () => TEXT[i18next.language === 'en' ? 'en' : 'zh-CN'];

/** The translate function and the current language; re-renders when the language changes. */
export function useText(): { t: Translate; language: Language } {
  return useSyncExternalStore(subscribe, current);
}
