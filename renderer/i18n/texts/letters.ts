/** Correction letters, as a unit gets them. */
import type { Texts } from './pairs.ts';

export const letterTexts = {
  'letter.title': ['补正通知', 'Correction letter'],
  'letter.to': ['{{unit}}（统一社会信用代码 {{code}}）', '{{unit}} (credit code {{code}})'],
  'letter.contact': ['联系人：{{name}}', 'Contact: {{name}}'],
  'letter.intro': [
    '贵单位在{{edition}}的登记信息经审核，需要补正以下内容：',
    'The registration of your unit for the {{edition}} was reviewed. Please correct the following:',
  ],
  'letter.unit': ['单位信息', 'The unit'],
  'letter.people': ['参观人员', 'Attendees'],
  'letter.person': ['{{name}}：{{reasons}}', '{{name}}: {{reasons}}'],
  'letter.deadline': [
    '请于 {{date}} 前在登记系统中修改并重新提交。',
    'Please amend and resubmit in the registration system by {{date}}.',
  ],
  'letter.from': ['{{delegation}} {{subGroup}}', '{{delegation}}, {{subGroup}}'],
} as const satisfies Texts;
