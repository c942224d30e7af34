/** The practice on sample data, hints at the first time, and the card of keys. */
import type { Texts } from './pairs.ts';

export const practiceTexts = {
  'practice.title': ['练习', 'Practice'],
  'practice.help': [
    '示例数据，与真实数据完全分开：不会上传，离开后不留痕迹。',
    'Sample data, apart from the real one: nothing is uploaded, and nothing is left once you leave.',
  ],
  'practice.allDone': ['全部完成，可以开始真正的审核了。', 'All done: you are ready for the real thing.'],
  'practice.leave': ['离开练习', 'Leave the practice'],
  'practice.start': ['练习五分钟', 'Practise for five minutes'],
  'practice.start.help': [
    '在示例数据上试用全部功能，与您的数据无关，不会上传。',
    'Try everything on sample data; it has nothing to do with yours, and nothing is uploaded.',
  ],
  'practice.starting': ['正在准备示例数据…', 'Preparing the sample data…'],
  'practice.fault': ['练习无法启动', 'The practice could not be started'],
  'practice.tasks': ['练习任务', 'Tasks'],
  'practice.done': ['已完成', 'done'],
  'practice.task.approve': ['通过一个单位', 'Approve a unit'],
  'practice.task.reject': ['选原因驳回一个单位', 'Reject one with a reason'],
  'practice.task.undo': ['撤销', 'Undo it'],
  'practice.task.search': ['用拼音首字母搜索，如 lx', 'Search by initials, such as lx'],
  'practice.task.batch': ['全选并批量通过', 'Select all and approve the batch'],

  'hint.label': ['提示', 'Hint'],
  'hint.units': [
    '光标所在的单位：按 A 通过，按 X 驳回，按 Z 撤销；按 F1 查看全部按键。',
    'For the unit under the cursor: A approves, X rejects, Z takes it back; F1 shows every key.',
  ],
  'hint.attendees': [
    '光标所在的人员：1 VIP，2 工作人员，3 专业观众，X 退回修改。',
    'For the person under the cursor: 1 VIP, 2 staff, 3 professional visitor, X returns for correction.',
  ],
  'hint.sync': [
    '决定先存本机，过了撤销时限自动上传；未生效的会留在这里，直到您处理。',
    'Decisions are saved on this PC and go up by themselves; what takes no effect stays here until you resolve it.',
  ],
  'hint.dismiss': ['知道了', 'Got it'],

  'keyCard.print': ['打印按键卡', 'Print a card of keys'],
  'keyCard.title': ['展审台按键卡', 'Expo Review Desk: keys'],
  'keyCard.of': ['{{name}} 的按键，含本人更改', 'The keys of {{name}}, own changes included'],
  'settings.help': ['帮助', 'Help'],
} as const satisfies Texts;
