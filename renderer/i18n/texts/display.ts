/** Texts of the display settings. */
import type { Pair } from './pairs.ts';

export const displayTexts = {
  'settings.theme': ['外观', 'Appearance'],
  'settings.theme.system': ['跟随系统', 'As the system'],
  'settings.theme.light': ['浅色', 'Light'],
  'settings.theme.dark': ['深色', 'Dark'],
  'settings.roomy': ['无障碍模式', 'Accessibility mode'],
  'settings.roomy.label': ['放大文字与行高，加粗焦点框', 'Larger type and rows, a stronger focus frame'],
  'settings.roomy.help': [
    '列表按阅读顺序输出，便于读屏软件逐行朗读。',
    'Lists come in reading order, so that a screen reader can follow row by row.',
  ],
} as const satisfies Record<string, Pair>;
