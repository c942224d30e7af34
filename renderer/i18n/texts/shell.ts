/** Sign-in, header, navigation, status strip, account: the frame around the screens. */
import type { Texts } from './pairs.ts';

export const shellTexts = {
  'app.name': ['展审台', 'Expo Review Desk'],
  'app.tagline': ['交易团分团审核工作台', 'The reviewers’ desk of a delegation'],
  'app.starting': ['正在检查本机数据…', 'Looking at what is on this PC…'],
  'app.fault.title': ['程序内部出错', 'Something inside the desk failed'],
  'app.fault.text': [
    '已确认的决定都在本机，不会丢失。请重新载入；若仍出错，请联系管理员。',
    'Decisions you confirmed are safe on this PC. Reload; if it fails again, tell your administrator.',
  ],
  'app.reload': ['重新载入', 'Reload'],
  'app.retry': ['重试', 'Try again'],
  'app.skip': ['跳到主要内容', 'Skip to the main content'],

  'signIn.title': ['登录', 'Sign in'],
  'signIn.unlock': ['解锁', 'Unlock'],
  'signIn.gateway': ['网关地址', 'Gateway address'],
  'signIn.account': ['账号', 'Account'],
  'signIn.password': ['口令', 'Password'],
  'signIn.submit': ['登录', 'Sign in'],
  'signIn.known': ['本机已有的账号', 'Accounts on this PC'],
  'signIn.unsent': ['{{count}} 条未上传', '{{count}} unsent'],
  'signIn.nothingUnsent': ['无未上传', 'Nothing unsent'],
  'signIn.locked': ['已锁定。输入口令继续。', 'Locked. Enter the password to go on.'],
  'signIn.lockedUnsent': [
    '已锁定。输入口令继续，未上传的 {{count}} 条决定已保存。',
    'Locked. Enter the password to go on; your {{count}} unsent decisions are saved.',
    'Locked. Enter the password to go on; your unsent decision is saved.',
  ],
  'signIn.offline': [
    '无法连接服务器。可离线解锁继续审核。',
    'The server cannot be reached. You can unlock offline and go on reviewing.',
  ],
  'signIn.offlineNew': [
    '无法连接服务器。首次登录需要联网。',
    'The server cannot be reached. The first sign-in on this PC needs a connection.',
  ],
  'signIn.pull.snapshot': ['正在下载数据', 'Downloading the data'],
  'signIn.pull.changes': ['正在下载更新', 'Downloading changes'],
  'signIn.pull.index': ['正在建立索引', 'Building the index'],
  'signIn.pull.idle': ['正在验证口令', 'Checking the password'],
  'signIn.rows': ['{{done}} / {{total}} 条', '{{done}} of {{total}} rows'],
  'signIn.rowsSoFar': ['已收到 {{done}} 条', 'Rows so far: {{done}}'],
  'signIn.privacy': [
    '数据加密保存在本机，仅与所配置的网关通信。',
    'Data is kept encrypted on this PC; it talks to the configured gateway only.',
  ],
  'signIn.gateway.notHttps': [
    '网关地址须为 https（本机除外）。',
    'The gateway must use https, except on this PC.',
  ],
  'signIn.gateway.malformed': [
    '网关地址无效，例如 https://desk.example.cn',
    'Not a valid address, e.g. https://desk.example.cn',
  ],
  'signIn.why.wrongPassword': ['账号或口令不正确。', 'Wrong account or password.'],
  'signIn.why.keyStoreLost': [
    '本机数据与原来的系统密钥库绑定，而现在的系统或用户没有那把钥匙。请连上网络再用口令登录一次；未上传的决定仍在本机，不会丢失。',
    'The data on this PC is bound to a system key store that this system or user does not have any more. Connect to the network and sign in once with the password; unsent decisions stay here and are not lost.',
  ],
  'signIn.why.keyStoreUnavailable': [
    '系统密钥库没有应答，本机数据暂时打不开。请解锁系统密钥环后重试，或连上网络再登录；未上传的决定仍在本机。',
    'The system’s key store does not answer, so the data on this PC cannot be opened now. Unlock the keyring and try again, or connect to the network; unsent decisions stay here.',
  ],
  'signIn.why.recoveryFailed': [
    '口令正确，但网关的恢复密钥打不开本机数据。数据原样加密保存在本机，未上传的决定仍在其中；请联系管理员。',
    'The password is right, but the gateway’s recovery key does not open the data on this PC. It stays here sealed as it is, unsent decisions included; ask your administrator.',
  ],
  'signIn.why.tooManyAttempts': ['尝试次数过多，请稍后再试。', 'Too many attempts. Try again later.'],
  'signIn.why.tooManyAttemptsIn': [
    '尝试次数过多，请 {{count}} 秒后再试。',
    'Too many attempts. Try again in {{count}} seconds.',
    'Too many attempts. Try again in one second.',
  ],
  'signIn.why.unreachable': [
    '无法连接服务器，且本机没有该账号的数据。请检查网络后重试。',
    'The server cannot be reached and this PC holds no data of this account. Check the network and try again.',
  ],
  'signIn.why.notGateway': [
    '应答的不是展审网关，可能是网络认证页或代理。请先完成网络登录，或核对网关地址。',
    'Something other than the gateway answered, perhaps a network login page or proxy. Log in to the network, or check the address.',
  ],
  'signIn.why.updateNeeded': [
    '本程序版本过旧，与网关不兼容。请更新后再登录。',
    'This version is too old for the gateway. Update, then sign in.',
  ],
  'signIn.why.noScope': [
    '该账号在当前展会没有审核范围。请联系交易团秘书处。',
    'This account has nothing to review in this edition. Ask the delegation’s secretariat.',
  ],
  'signIn.why.workstationForeign': [
    '本工作站已绑定其他账号。请用原账号登录，或联系管理员。',
    'This workstation belongs to another account. Use that account, or ask your administrator.',
  ],
  'signIn.why.workstationRevoked': [
    '本工作站已被停用。请联系管理员。',
    'This workstation has been revoked. Ask your administrator.',
  ],
  'signIn.why.elsewhere': [
    '该账号已在本机另一个窗口打开。请先关闭那个窗口。',
    'This account is open in another window of this PC. Close that window first.',
  ],
  'signIn.why.storageDenied': [
    '浏览器不允许保存数据（无痕模式或空间不足），无法离线审核。请换用普通窗口或清理磁盘。',
    'The browser does not let the desk store data (private window or full disk). Use a normal window or free some space.',
  ],
  'signIn.why.blockTampered': [
    '本机数据已损坏或被改动，为安全起见不予打开。请联系管理员；未上传的决定仍在日志中。',
    'The data on this PC is damaged or was altered, and was not opened. Ask your administrator; unsent decisions are still in the journal.',
  ],
  'signIn.why.gatewayFault': ['网关内部出错，请稍后重试。', 'The gateway has a fault. Try again later.'],

  'nav.label': ['主导航', 'Main navigation'],
  'nav.units': ['单位审核', 'Unit review'],
  'nav.attendees': ['人员标注', 'Attendee tagging'],
  'nav.sync': ['同步', 'Sync'],
  'nav.settings': ['设置', 'Settings'],
  'nav.toUpload': ['待上传 {{count}}', '{{count}} to upload'],
  'nav.parked': ['未生效 {{count}}', '{{count}} not applied'],

  'header.deadline': [
    '截止 {{date}} (剩 {{count}} 天)',
    'Closes {{date}} ({{count}} days left)',
    'Closes {{date}} (1 day left)',
  ],
  'header.closed': ['已截止 {{date}}', 'Closed {{date}}'],
  'header.closesToday': ['今日截止 {{date}}', 'Closes today, {{date}}'],
  'header.language': ['切换语言', 'Change language'],
  'header.keys': ['本屏按键', 'Keys of this screen'],
  'header.allSubGroups': ['全部 {{count}} 个分团', 'All {{count}} sub-groups'],
  'header.subGroup': ['{{name}}分团', '{{name}}'],
  'header.account': ['账号 {{name}}', 'Account {{name}}'],
  'account.lock': ['锁定', 'Lock'],
  'account.signOut': ['退出登录', 'Sign out'],
  'account.signOut.ask': ['退出登录？', 'Sign out?'],
  'account.signOut.unsent': [
    '还有 {{count}} 条决定未上传。退出后仍保存在本机，下次登录继续上传。',
    '{{count}} decisions are not uploaded yet. They stay on this PC and go up after the next sign-in.',
    'One decision is not uploaded yet. It stays on this PC and goes up after the next sign-in.',
  ],
  'account.signOut.clean': ['所有决定均已上传。', 'All decisions are uploaded.'],
  'account.password': ['修改口令', 'Change password'],
  'account.password.current': ['当前口令', 'Current password'],
  'account.password.next': ['新口令（至少 10 位）', 'New password (at least 10 characters)'],
  'account.password.repeat': ['再次输入新口令', 'Repeat the new password'],
  'account.password.short': ['新口令至少 10 位。', 'At least 10 characters.'],
  'account.password.differs': ['两次输入不一致。', 'The two entries differ.'],
  'account.password.notNoted': [
    '新口令已在服务端生效，但本机未能记下：下次联网用新口令登录之前，这里仍用原口令解锁。',
    'The new password holds at the gateway, but this computer could not note it: here the former one unlocks until you next sign in online with the new one.',
  ],
  'account.password.done': ['口令已修改。', 'Password changed.'],
  'account.signInAgain': ['重新登录', 'Sign in again'],
  'account.signInAgain.text': [
    '登录已过期。审核可以继续；请重新登录以上传。',
    'Your session has expired. Go on reviewing; sign in again to upload.',
  ],

  'strip.connectivity.unknown': ['正在连接', 'Connecting'],
  'strip.connectivity.online': ['在线', 'Online'],
  'strip.connectivity.offline': ['离线', 'Offline'],
  'strip.connectivity.notGateway': ['应答者不是网关', 'Not our gateway'],
  'strip.connectivity.signInNeeded': ['需重新登录', 'Sign-in needed'],
  'strip.connectivity.updateNeeded': ['需更新程序', 'Update needed'],
  'strip.connectivity.revoked': ['工作站已停用', 'Workstation revoked'],
  'strip.connectivity.foreign': ['工作站属其他账号', 'Another account’s workstation'],
  'strip.lastSync': ['上次同步 {{time}}', 'Last sync {{time}}'],
  'strip.neverSynced': ['尚未同步', 'Not synced yet'],
  'strip.toUpload': ['待上传 {{count}}', 'To upload {{count}}'],
  'strip.conflicts': ['冲突 {{count}}', 'Conflicts {{count}}'],
  'strip.today': [
    '今日 已审 {{reviewed}} 通过 {{approved}} 驳回 {{rejected}}',
    'Today {{reviewed}} reviewed, {{approved}} approved, {{rejected}} rejected',
  ],
  'strip.todayPeople': ['标注 {{tagged}} 退回 {{returned}}', '{{tagged}} tagged, {{returned}} returned'],
  'strip.just': ['刚刚: {{act}}', 'Just now: {{act}}'],
  'strip.act': ['{{verdict}}「{{name}}」', '{{verdict}} “{{name}}”'],
  'strip.actMany': [
    '{{verdict}}「{{name}}」等 {{count}} 项',
    '{{verdict}} “{{name}}” and others, {{count}} in all',
  ],
  'strip.undo': ['撤销', 'Undo'],
  'strip.state.saving': ['正在保存', 'saving'],
  'strip.state.savedHere': ['已存本机', 'saved on this PC'],
  'strip.state.window': ['已存本机，{{count}} 秒后上传', 'saved, uploads in {{count}} s'],
  'strip.state.uploading': ['上传中', 'uploading'],
  'strip.state.synced': ['已同步', 'synced'],
  'strip.state.parked': ['未生效', 'not applied'],
  'strip.state.undone': ['已撤销', 'undone'],
  'strip.pulling': ['更新 {{done}} / {{total}}', 'Updating {{done}} / {{total}}'],

  'banner.label': ['通知', 'Notices'],
  'banner.offline': [
    '离线：数据截至 {{time}}。可继续审核，决定存本机。',
    'Offline: data as of {{time}}. Go on reviewing; decisions are saved on this PC.',
  ],
  'banner.notGateway': [
    '应答的不是展审网关，可能需要先登录本地网络。审核可继续，决定存本机。',
    'Something other than the gateway answers; perhaps log in to the network first. Decisions are saved on this PC.',
  ],
  'banner.updateNeeded': [
    '网关要求更新本程序，更新前不能上传。决定已存本机。',
    'The gateway asks for a newer version; nothing uploads until then. Decisions are saved on this PC.',
  ],
  'banner.revoked': [
    '本工作站已被停用：不再更新数据，已有决定将尽量上传。请联系管理员。',
    'This workstation was revoked: data is no longer updated; what you decided is uploaded if the gateway still takes it. Ask an administrator.',
  ],
  'banner.foreign': [
    '本工作站已绑定其他账号，不能上传。请联系管理员。',
    'This workstation is bound to another account and cannot upload. Ask your administrator.',
  ],
  'notice.clockSkew': [
    '本机时钟与网关相差 {{minutes}} 分钟，请校准。',
    'This PC’s clock is {{minutes}} minutes off the gateway’s. Please set it.',
  ],
  'notice.storageFault': [
    '本机存储出错：决定已写入日志，不会丢失。请关闭程序后重新打开。',
    'Local storage failed: decisions are safe in the journal. Close the program and open it again.',
  ],
  'notice.storageFault.confirm': [
    '本机存储出错：决定已写入日志，不会丢失；上传与更新已暂停。请关闭浏览器的所有窗口，重新打开后在此确认。',
    'Local storage failed: decisions are safe in the journal; uploads and updates pause. Close every window of the browser, open it again, then confirm here.',
  ],
  'notice.storageFault.confirmed': ['浏览器已完全关闭过', 'The browser was closed completely'],
  'notice.spaceLow': [
    '磁盘空间不足：决定仍写入本机日志，不会丢失；上传与更新已暂停。请清理磁盘，之后自动恢复。',
    'The disk is nearly full: decisions still go to the journal and are safe; uploads and updates pause. Free some space; it goes on by itself.',
  ],
  'notice.newerData': [
    '本机数据由更新版本的程序写入：此版本只能上传已作的决定。请改用更新的版本审核。',
    'A newer version of the program has written the data here: this one can only upload what was decided. Use the newer version to review.',
  ],
  'notice.notSaved': [
    '“{{name}}”等 {{count}} 项决定未能保存，已恢复原状。',
    '{{count}} decisions ({{name}} first) could not be saved and were taken back.',
    'The decision on {{name}} could not be saved and was taken back.',
  ],
  'notice.journalFull': [
    '本机日志已满，暂不能再作决定（撤销仍可用）。请联网上传后继续。',
    'The local journal is full; no more decisions for now, undoing still works. Connect and upload, then go on.',
  ],
  'notice.journalFailed': [
    '本机日志写入失败，暂不能再作决定。请检查磁盘后重新打开程序；此前的决定不受影响。',
    'The local journal cannot be written; no more decisions for now. Check the disk and reopen the program; earlier decisions are untouched.',
  ],
  'notice.evicted': [
    '磁盘空间不足，浏览器清除了本机数据，暂不能再作决定。尚未上传的 {{count}} 项只在此窗口中，联网后自动上传：请勿关闭窗口。',
    'Short of disk space, the browser cleared the data on this machine; no more decisions for now. {{count}} unsent ones are in this window only and go up as soon as there is a network: do not close it.',
    'Short of disk space, the browser cleared the data on this machine; no more decisions for now. One unsent decision is in this window only and goes up as soon as there is a network: do not close it.',
  ],
  'notice.notPersisted.ask': ['请求长期保存', 'Ask it to keep the data'],
  'notice.notPersisted.granted': ['浏览器已承诺长期保存数据', 'The browser has promised to keep the data'],
  'notice.notPersisted.refused': [
    '浏览器仍未承诺。请允许本站通知或将本页加入书签，然后重试',
    'The browser still does not promise. Allow this site’s notifications or bookmark the page, then try again',
  ],
  'notice.notPersisted': [
    '浏览器未承诺长期保存数据，磁盘空间不足时可能连同未上传的决定一并清除。请将本页加入书签或安装为应用后重新打开，并及时上传。',
    'The browser has not promised to keep the data: short of space it may clear it, unsent decisions included. Bookmark this page or install it as an app, open it again, and upload in time.',
  ],
  'notice.cacheRebuilt': [
    '本机缓存已重建，决定不受影响。',
    'The local cache was rebuilt; decisions are untouched.',
  ],
  'notice.pullStopped.unknownKind': [
    '更新已停止：网关发来本版本不认识的数据类型。请更新程序。',
    'Updates stopped: the gateway sent a kind of data this version does not know. Update the program.',
  ],
  'notice.pullStopped.schema': [
    '更新已停止：网关发来的数据不合规格。请联系管理员。',
    'Updates stopped: the gateway sent data that breaks the contract. Ask your administrator.',
  ],
  'notice.pullStopped.hashMismatch': [
    '更新已停止：收到的材料与其指纹不符。请联系管理员。',
    'Updates stopped: received material does not match its fingerprint. Ask your administrator.',
  ],
  'notice.itemRejectedByGateway': [
    '{{count}} 条决定被网关拒收，见“同步”中的未生效。',
    'The gateway refused {{count}} decisions; see “Not applied” under Sync.',
    'The gateway refused one decision; see “Not applied” under Sync.',
  ],
} as const satisfies Texts;
