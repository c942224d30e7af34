/** Looking closely: pictures beside each other, twins, history, what a finding saw and expected. */
import type { Texts } from './pairs.ts';

export const seeingTexts = {
  'image.compare': ['并排对比', 'Side by side'],
  'image.beside.own': ['本件', 'This one'],
  'image.beside.choose': ['并排显示哪一张', 'Which picture stands beside'],
  'image.beside.former': ['本件第 {{revision}} 版', 'This one, revision {{revision}}'],
  'image.beside.twin': ['疑似重复：{{name}}', 'Possible duplicate: {{name}}'],
  'image.beside.colleague': ['同单位：{{name}}', 'Same unit: {{name}}'],
  'image.beside.none': [
    '没有可并排的图片：未曾更换，也没有疑似重复',
    'Nothing to put beside it: never replaced, and no duplicate found',
  ],
} as const satisfies Texts;
