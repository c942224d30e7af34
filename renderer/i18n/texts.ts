/** All texts of the page as one typed dictionary. */
import { accessTexts } from './texts/access.ts';
import { batchTexts } from './texts/batch.ts';
import { desktopTexts } from './texts/desktop.ts';
import { displayTexts } from './texts/display.ts';
import { domainTexts } from './texts/domain.ts';
import { exportTexts } from './texts/export.ts';
import { findingRuleTexts } from './texts/findingRules.ts';
import { findingTexts } from './texts/findings.ts';
import { keyTexts } from './texts/keys.ts';
import { letterTexts } from './texts/letters.ts';
import { listImportTexts } from './texts/listImport.ts';
import { ownTexts } from './texts/own.ts';
import type { Pair } from './texts/pairs.ts';
import { practiceTexts } from './texts/practice.ts';
import { progressTexts } from './texts/progress.ts';
import { readWorkbookTexts } from './texts/readWorkbook.ts';
import { reviewTexts } from './texts/review.ts';
import { secretariatTexts } from './texts/secretariat.ts';
import { seeingTexts } from './texts/seeing.ts';
import { shellTexts } from './texts/shell.ts';
import { startOverTexts } from './texts/startOver.ts';
import { submissionTexts } from './texts/submissions.ts';
import { syncTexts } from './texts/sync.ts';
import { travelTexts } from './texts/travel.ts';
import { trayTexts } from './texts/tray.ts';

export const TEXTS = {
  ...shellTexts,
  ...accessTexts,
  ...startOverTexts,
  ...desktopTexts,
  ...displayTexts,
  ...domainTexts,
  ...findingTexts,
  ...findingRuleTexts,
  ...reviewTexts,
  ...batchTexts,
  ...ownTexts,
  ...keyTexts,
  ...submissionTexts,
  ...syncTexts,
  ...trayTexts,
  ...travelTexts,
  ...listImportTexts,
  ...readWorkbookTexts,
  ...exportTexts,
  ...letterTexts,
  ...progressTexts,
  ...seeingTexts,
  ...secretariatTexts,
  ...practiceTexts,
} as const;
export type TextKey = keyof typeof TEXTS;

/** Whether a key made from data (a code of a newer gateway, say) has a text. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(TEXTS, key);
}

/** The dictionary of one language as i18next wants it: flat keys, `_one` for English singulars. */
export function resourcesOf(language: 'zh-CN' | 'en'): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [key, pair] of Object.entries<Pair>(TEXTS)) {
    const [zh, en, enOne] = pair;
    entries.push([key, language === 'en' ? en : zh]);
    if (language === 'en' && enOne !== undefined) entries.push([`${key}_one`, enOne]);
  }
  return Object.fromEntries(entries);
}
