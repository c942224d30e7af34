/** How the page looks on this machine: light or dark, and the roomy accessibility mode; kept beside the language. */
import { useSyncExternalStore } from 'react';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export interface Appearance {
  theme: ThemeChoice;
  /** larger type and rows, stronger focus, rows in reading order for screen readers */
  isRoomy: boolean;
}

const APPEARANCE_STORAGE_KEY = 'desk.appearance';
export const DEFAULT_APPEARANCE: Appearance = { theme: 'system', isRoomy: false };

/** The stored choice; whatever is not understood counts as never chosen. */
export function parseAppearance(stored: string | null): Appearance {
  if (stored === null) return DEFAULT_APPEARANCE;
  try {
    const raw: unknown = JSON.parse(stored);
    if (typeof raw !== 'object' || raw === null) return DEFAULT_APPEARANCE;
    const { theme, isRoomy } = raw as Record<string, unknown>;
    const known = THEME_CHOICES.find((choice) => choice === theme);
    return { theme: known ?? DEFAULT_APPEARANCE.theme, isRoomy: isRoomy === true };
  } catch {
    // Written by hand or by another program: the page looks as it does at first.
    return DEFAULT_APPEARANCE;
  }
}

/** Which of the two themes a choice means, given what the system prefers. */
export function effectiveTheme(choice: ThemeChoice, isSystemDark: boolean): 'light' | 'dark' {
  if (choice === 'system') return isSystemDark ? 'dark' : 'light';
  return choice;
}

export interface ShownAppearance extends Appearance {
  effective: 'light' | 'dark';
}

const listeners = new Set<() => void>();
const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)');
let shown: ShownAppearance = { ...DEFAULT_APPEARANCE, effective: 'light' };

function show(appearance: Appearance): void {
  shown = { ...appearance, effective: effectiveTheme(appearance.theme, prefersDark().matches) };
  document.documentElement.setAttribute('data-theme', shown.effective);
  document.documentElement.toggleAttribute('data-roomy', shown.isRoomy);
  for (const listener of listeners) listener();
}

/** Shows the stored appearance and follows the system. Call once, before the first render. */
export function startAppearance(): void {
  show(parseAppearance(localStorage.getItem(APPEARANCE_STORAGE_KEY)));
  prefersDark().addEventListener('change', () => show(shown));
}

/** Changes the appearance everywhere and remembers it. */
export function changeAppearance(part: Partial<Appearance>): void {
  const { theme, isRoomy } = { ...shown, ...part };
  localStorage.setItem(APPEARANCE_STORAGE_KEY, JSON.stringify({ theme, isRoomy }));
  show({ theme, isRoomy });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The appearance in force; re-renders when it changes. */
export function useAppearance(): ShownAppearance {
  return useSyncExternalStore(subscribe, () => shown);
}
