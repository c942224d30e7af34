/** What the host itself says – menu, questions, notifications – in Chinese and English. */
import type { Language } from '../shared/protocol/desktop.ts';

const TEXTS = {
  'app.name': ['展审台', 'Expo Review Desk'],
  'menu.file': ['文件', 'File'],
  'menu.print': ['打印…', 'Print…'],
  'menu.quit': ['退出', 'Quit'],
  'menu.edit': ['编辑', 'Edit'],
  'menu.undo': ['撤销输入', 'Undo typing'],
  'menu.redo': ['重做输入', 'Redo typing'],
  'menu.cut': ['剪切', 'Cut'],
  'menu.copy': ['复制', 'Copy'],
  'menu.paste': ['粘贴', 'Paste'],
  'menu.selectAll': ['全选', 'Select all'],
  'menu.view': ['显示', 'View'],
  'menu.zoomIn': ['放大', 'Zoom in'],
  'menu.zoomOut': ['缩小', 'Zoom out'],
  'menu.zoomReset': ['实际大小', 'Actual size'],
  'menu.fullScreen': ['全屏', 'Full screen'],
  'menu.developer': ['开发者工具', 'Developer tools'],
  'menu.help': ['帮助', 'Help'],
  'menu.checkForUpdate': ['检查更新', 'Check for updates'],
  'menu.version': ['版本 {version}', 'Version {version}'],
  'quit.title': ['还有 {count} 条决定未上传', '{count} decisions have not been uploaded'],
  'quit.detail': [
    '退出后仍保存在本机，下次打开并解锁后自动上传。',
    'They stay saved on this PC and go up by themselves when the desk is opened and unlocked again.',
  ],
  'quit.stay': ['继续工作', 'Stay'],
  'quit.leave': ['退出', 'Quit'],
  'update.title': ['新版本 {version} 已就绪', 'Version {version} is ready'],
  'update.detail': [
    '现在重新启动即可更新。未上传的 {count} 条决定保存在本机，不受影响。',
    'Restart now to update. The {count} decisions not yet uploaded stay saved on this PC.',
  ],
  'update.detailNone': ['现在重新启动即可更新。', 'Restart now to update.'],
  'update.restart': ['立即重启', 'Restart now'],
  'update.later': ['稍后', 'Later'],
  'update.none': ['已是最新版本（{version}）', '{version} is the newest version'],
  'update.off': [
    '本程序不自动更新，原因见「设置 › 桌面程序」。',
    'This program does not update itself; Settings › Desktop program says why.',
  ],
  'update.failed': [
    '未能更新，原因见「设置 › 桌面程序」，稍后会再试。',
    'Updating failed; Settings › Desktop program says why. It is tried again later.',
  ],
  'notice.conflicts': ['{count} 条决定未生效，请处理', '{count} decisions took no effect and wait for you'],
  'notice.resubmitted': ['{count} 个单位或人员已补正', '{count} resubmitted and waiting again'],
  badge: ['{count} 项待处理', '{count} waiting for you'],
  'crash.title': ['页面意外停止', 'The page has stopped unexpectedly'],
  'crash.detail': [
    '已确认的决定都在本机。重新载入后请输入口令继续。',
    'Decisions you confirmed are safe on this PC. Reload and enter the password to go on.',
  ],
  'crash.reload': ['重新载入', 'Reload'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type TextName = keyof typeof TEXTS;

/** The text in a language, `{name}` filled in. */
export function text(
  language: Language,
  name: TextName,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const [zh, en] = TEXTS[name];
  return (language === 'en' ? en : zh).replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? String(values[key]) : whole,
  );
}

/** The language before the page has said its own: the system's. */
export function systemLanguage(locale: string): Language {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
