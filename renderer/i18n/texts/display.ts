/** Texts of the settings of display and keys. */
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

  'settings.keys.help': [
    '点选按键后按下新的键；Esc 放弃。与其他功能相同的键会互换。组合键、回车与方向键不可更改。',
    'Choose a key, then press the one to take its place; Esc gives up. A key already in use changes places. Combinations, Enter and arrows stay.',
  ],
  'settings.keys.press': ['请按新的键，Esc 放弃', 'Press the new key, Esc to give up'],
  'settings.keys.waiting': ['请按键…', 'Press…'],
  'settings.keys.change': ['{{labels}}：{{key}}，更改', '{{labels}}: {{key}}, change'],
  'settings.keys.isOff': ['已停用', 'off'],
  'settings.keys.on': ['启用', 'Turn on'],
  'settings.keys.off': ['停用', 'Turn off'],
  'settings.keys.moved': ['已改为 {{key}}', 'Now {{key}}'],
  'settings.keys.refused': [
    '{{key}} 不能使用，请选择字母、数字或标点',
    '{{key}} cannot be used; choose a letter, digit or punctuation mark',
  ],
  'settings.keys.reset': ['恢复默认按键', 'Restore all keys'],
} as const satisfies Record<string, Pair>;
