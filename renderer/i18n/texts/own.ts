/** What a reviewer keeps for their own work: sentences, templates, views; and pinning a reason. */
import type { Texts } from './pairs.ts';

export const ownTexts = {
  'reasons.pin': ['{{code}} 指向的字段或图片', '{{code}}: field or image it points to'],
  'reasons.pin.none': ['→ 不指向字段', '→ no field'],
  'reasons.pin.to': ['→ {{field}}', '→ {{field}}'],

  'own.title': ['我的常用语', 'My sentences'],
  'own.help': [
    '常用语加密保存在本机，只供自己使用。带原因的常用语（模板）会一并选中其原因。在原因条中按 Shift+1…9 采用。',
    'Kept encrypted on this PC, for you alone. One kept with reasons is a template: it chooses them as well. In the reason strip Shift+1…9 takes one over.',
  ],
  'own.keep': ['存为常用语…', 'Keep as my sentence…'],
  'own.keep.do': ['保存', 'Keep'],
  'own.kept': ['已保存常用语「{{name}}」', 'Kept “{{name}}”'],
  'own.edit': ['管理…', 'Edit…'],
  'own.name': ['名称', 'Name'],
  'own.name.of': ['「{{name}}」的名称', 'Name of “{{name}}”'],
  'own.text': ['文字', 'Words'],
  'own.text.of': ['「{{name}}」的文字', 'Words of “{{name}}”'],
  'own.reasons': ['含原因：{{reasons}}', 'With reasons: {{reasons}}'],
  'own.use': ['用于', 'For'],
  'own.use.unit': ['驳回单位', 'Rejecting'],
  'own.use.attendee': ['退回人员', 'Returning'],
  'own.use.override': ['有错仍通过', 'Overriding'],
  'own.add': ['添加', 'Add'],
  'own.remove': ['删除', 'Remove'],
  'own.remove.of': ['删除「{{name}}」', 'Remove “{{name}}”'],

  'view.label': ['视图', 'View'],
  'view.given': ['常用视图', 'Given views'],
  'view.own': ['我的视图', 'My views'],
  'view.keep': ['保存', 'Keep'],
  'view.manage': ['保存或管理视图…', 'Keep or manage views…'],
  'view.help': [
    '把当前的队列、搜索、筛选和排序存为视图。视图加密保存在本机，只供自己使用；同名视图会被替换。',
    'Keeps the queue, search, filters and order as they are. Views are kept encrypted on this PC, for you alone; one of the same name is replaced.',
  ],
  'view.name': ['视图名称', 'Name of the view'],
  'view.save': ['保存当前视图', 'Keep this view'],
  'view.saved': ['已保存视图「{{name}}」', 'Kept the view “{{name}}”'],
  'view.remove.of': ['删除视图「{{name}}」', 'Remove the view “{{name}}”'],
  'view.riskFirst': ['风险优先', 'Risk first'],
  'view.clean': ['机检无提示', 'No findings'],
  'view.setAside': ['我的暂缓', 'My set-aside'],
  'view.later': ['后增人员', 'Added later'],

  'copy.done': [
    '已复制 {{count}} 行（已脱敏，记入日志）',
    'Copied {{count}} rows, masked and logged',
    'Copied one row, masked and logged',
  ],
  'copy.doneFull': [
    '已复制 {{count}} 行原文（记入日志）',
    'Copied {{count}} rows in clear, logged',
    'Copied one row in clear, logged',
  ],
  'copy.tooMany': ['最多复制 {{max}} 行，请改用导出', 'At most {{max}} rows can be copied; export instead'],
  'copy.purpose': ['剪贴板', 'clipboard'],
  'copy.full': ['复制原文', 'Copy in clear'],
  'copy.full.help': [
    '复制含未脱敏的个人信息。用途与行数记入操作日志并交给网关。',
    'The copy holds personal data in clear. Its purpose and number of rows go to the audit log and the gateway.',
  ],
  'copy.full.purpose': ['用途', 'Purpose'],
  'copy.full.do': ['复制', 'Copy'],

  'wall.list': ['列表', 'List'],
  'wall.wall': ['照片墙', 'Photo wall'],
  'wall.label': ['显示方式', 'Shown as'],
  'wall.person': ['{{name}}，{{unit}}，{{words}}', '{{name}}, {{unit}}, {{words}}'],
  'wall.page': ['第 {{from}}–{{to}} 张，共 {{total}} 张', '{{from}}–{{to}} of {{total}}'],
} as const satisfies Texts;
