/** Registers Noto Sans SC from its npm package, so that a machine without Chinese fonts draws Chinese. */
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

export const REGULAR = 'Demo Sans SC';
export const BOLD = 'Demo Sans SC Bold';

const FILES = [
  [REGULAR, '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'],
  [BOLD, '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'],
] as const;

/** Makes both weights known to the canvas; throws where the font's package is not installed. */
export function registerFonts(): void {
  const require = createRequire(import.meta.url);
  for (const [family, file] of FILES) {
    if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(require.resolve(file), family);
  }
}
