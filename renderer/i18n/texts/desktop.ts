/** What only the desktop program has: starting with the computer, updates, diagnostics, the system's key store, PDF. */
import type { Texts } from './pairs.ts';

export const desktopTexts = {
  'desktop.title': ['桌面程序', 'Desktop program'],
  'desktop.start': ['启动', 'Start'],
  'desktop.openAtLogin': ['登录系统后自动打开', 'Open when I sign in to the computer'],
  'desktop.openAtLogin.help': ['打开后仍需输入口令。', 'The password is still asked for.'],
  'desktop.notifications': ['通知', 'Notifications'],
  'desktop.notifications.label': [
    '有决定未生效或有补正时显示系统通知',
    'Show a system notification when a decision took no effect or something was resubmitted',
  ],
  'desktop.notifications.help': ['通知只含数量，不含名称。', 'Notifications hold counts only, never names.'],
  'desktop.notKept': [
    '系统没有接受这项设置，已恢复原样。',
    'The system did not take this setting; it is as before.',
  ],
  'desktop.update': ['更新', 'Updates'],
  'desktop.update.version': ['当前版本 {{version}}', 'This is version {{version}}'],
  'desktop.update.idle': ['未发现新版本。', 'No newer version was found.'],
  'desktop.update.checking': ['正在检查…', 'Checking…'],
  'desktop.update.downloading': [
    '正在下载 {{version}}（{{percent}}%）',
    'Downloading {{version}} ({{percent}}%)',
  ],
  'desktop.update.ready': [
    '{{version}} 已下载，重新启动后生效。未上传的决定不受影响。',
    '{{version}} is downloaded and takes effect after a restart. Unsent decisions are not affected.',
  ],
  'desktop.update.off.policy': [
    '本单位的管理策略已关闭自动更新，请联系管理员。',
    'Your office’s policy has switched updates off. Ask your administrator.',
  ],
  'desktop.update.off.noFeed': [
    '本程序没有配置更新来源，请向管理员索取新版本。',
    'No update source is configured. Get new versions from your administrator.',
  ],
  'desktop.update.off.notPackaged': [
    '本程序未经安装包安装，不会自动更新。',
    'This program was not installed from a package and does not update itself.',
  ],
  'desktop.update.off.systemPackage': [
    '由系统的软件包管理器更新。',
    'Updated by the system’s package manager.',
  ],
  'desktop.update.failed.unreachable': [
    '无法连接更新来源，稍后会再试。',
    'The update source cannot be reached; it is tried again later.',
  ],
  'desktop.update.failed.damaged': [
    '下载的文件与发布的不一致，未安装。请告知管理员。',
    'The downloaded file is not the one that was published and was not installed. Tell your administrator.',
  ],
  'desktop.update.failed.other': [
    '更新未能完成，稍后会再试。',
    'The update could not be completed; it is tried again later.',
  ],
  'desktop.update.check': ['检查更新', 'Check for updates'],
  'desktop.update.restart': ['重启并更新', 'Restart and update'],
  'desktop.diagnostics.make': ['保存诊断文件', 'Save a diagnostics file'],
  'desktop.diagnostics.help': [
    '供管理员排查问题：版本、状态、数量和程序日志，不含任何名称、号码、地址或口令。保存前可自行打开查看。',
    'For your administrator: versions, states, counts and the program’s log; no name, number, address or password. You can open and read it before you send it.',
  ],
  'desktop.diagnostics.saved': ['诊断文件已保存', 'The diagnostics file is saved'],
  'desktop.pdf': ['存为 PDF', 'Save as PDF'],
  'desktop.pdf.saved': ['PDF 已保存，已记入日志', 'The PDF is saved and logged'],
  'desktop.print.cancelled': ['未打印', 'Nothing was printed'],
  'desktop.print.failed': ['打印未能完成。请检查打印机。', 'Printing failed. Check the printer.'],
  'desktop.keyStore': ['系统密钥库', 'System key store'],
  'desktop.keyStore.bound': [
    '已绑定：离开本机的这个系统用户，仅凭口令打不开数据。',
    'Bound: away from this user of this PC, the password alone does not open the data.',
  ],
  'desktop.keyStore.pending': [
    '可用，下次联网解锁时绑定。',
    'Usable; bound at the next unlock with a connection.',
  ],
  'desktop.keyStore.weak': [
    '本系统没有可靠的密钥库（例如没有密钥环），数据仅由口令保护。请用较长的口令，或请管理员启用密钥环。',
    'This system has no key store that hides anything (no keyring, say), so the password alone protects the data. Use a long one, or ask your administrator for a keyring.',
  ],
  'desktop.keyStore.unavailable': [
    '密钥库没有应答，暂由口令保护；解锁系统密钥环后，下次联网解锁时绑定。',
    'The key store does not answer, so the password alone protects the data; unlock the keyring, and it is bound at the next unlock with a connection.',
  ],
  'desktop.keyStore.traveller': [
    '外出机不绑定：路上没有网关，密钥库一旦丢失便无从恢复。',
    'A travelling machine is not bound: on the road there is no gateway to open it again if the key store is lost.',
  ],
} as const satisfies Texts;
