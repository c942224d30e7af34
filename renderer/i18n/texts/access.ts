/** Who may work where: other windows, revoked and wiped workstations, the list of them, who else looks on. */
import type { Texts } from './pairs.ts';

export const accessTexts = {
  'signIn.elsewhere': [
    '账号 {{account}} 已在本机另一个窗口打开。可回到那个窗口，或在这里接管。',
    'Account {{account}} is open in another window on this PC. Return to that window, or take over here.',
  ],
  'signIn.elsewhereSince': [
    '账号 {{account}} 已在本机另一个窗口打开（自 {{time}}）。可回到那个窗口，或在这里接管。',
    'Account {{account}} has been open in another window on this PC since {{time}}. Return to that window, or take over here.',
  ],
  'signIn.takeOver': ['在这里接管', 'Take over here'],
  'signIn.takingOver': [
    '正在请另一个窗口保存并让出，最多几秒…',
    'Asking the other window to save and let go; a few seconds at most…',
  ],
  'signIn.takenOver': [
    '另一个窗口已接管账号 {{account}}。在这里确认过的决定均已保存。',
    'Another window has taken over account {{account}}. Everything confirmed here is saved.',
  ],
  'signIn.takeBack': ['接管回来', 'Take it back'],
  'signIn.why.gatewayOutdated': [
    '网关版本过旧，与本程序不兼容。请联系管理员升级网关。',
    'The gateway is too old for this version. Ask your administrator to upgrade it.',
  ],

  'wiped.own': ['账号 {{account}} 的本机数据已清除。', 'The local data of {{account}} has been wiped.'],
  'wiped.drained': [
    '本工作站（账号 {{account}}）已被停用。决定均已上传，本机数据已清除。如需继续审核，请联系管理员后重新登录。',
    'This workstation ({{account}}) was revoked. All decisions were uploaded and the local data was wiped. To go on, ask an administrator, then sign in again.',
  ],
  'wiped.drainedNotApplied': [
    '本工作站（账号 {{account}}）已被停用。决定均已上传，其中 {{count}} 条未生效；本机数据已清除。请联系管理员。',
    'This workstation ({{account}}) was revoked. All decisions were uploaded, {{count}} of them did not take effect; the local data was wiped. Ask an administrator.',
    'This workstation ({{account}}) was revoked. All decisions were uploaded, one of them did not take effect; the local data was wiped. Ask an administrator.',
  ],
  'wiped.lost': [
    '本工作站（账号 {{account}}）已按“遗失”停用：密钥已销毁，本机数据已清除，未上传的决定无法恢复。',
    'This workstation ({{account}}) was revoked as lost: its keys were destroyed and its data wiped. Decisions not uploaded cannot be recovered.',
  ],
  'wiped.retention': [
    '展会已结束，保存期已满，账号 {{account}} 的本机数据已清除。',
    'The edition is over and the retention period has passed: the local data of {{account}} was wiped.',
  ],

  'strip.connectivity.gatewayOutdated': ['网关需升级', 'Gateway outdated'],
  'banner.gatewayOutdated': [
    '网关版本过旧，暂停同步。审核可继续，决定存本机。请联系管理员升级网关。',
    'The gateway is too old; syncing is paused. Go on reviewing, decisions are saved on this PC. Ask your administrator to upgrade the gateway.',
  ],
  'banner.draining': [
    '本工作站已被停用：正在上传剩余 {{count}} 条决定，完成后清除本机数据。',
    'This workstation was revoked: uploading the remaining {{count}} decisions, then the local data is wiped.',
    'This workstation was revoked: uploading the one remaining decision, then the local data is wiped.',
  ],
  'banner.drainingSignIn': [
    '本工作站已被停用，还有 {{count}} 条决定未上传。请重新登录以上传。',
    'This workstation was revoked with {{count}} decisions not uploaded. Sign in again to upload them.',
    'This workstation was revoked with one decision not uploaded. Sign in again to upload it.',
  ],

  'workstations.title': ['工作站', 'Workstations'],
  'workstations.help': [
    '每个账号在每台电脑的每个浏览器中各有一个工作站。电脑不再使用或遗失时，请停用。',
    'An account has one workstation in each browser of each PC. Revoke those no longer used, or lost.',
  ],
  'workstations.loading': ['正在读取…', 'Loading…'],
  'workstations.empty': ['没有工作站。', 'No workstations.'],
  'workstations.search': ['按账号筛选', 'Filter by account'],
  'workstations.account': ['账号', 'Account'],
  'workstations.name': ['工作站', 'Workstation'],
  'workstations.this': ['本机', 'This PC'],
  'workstations.lastSeen': ['最近在线', 'Last seen'],
  'workstations.neverSeen': ['从未', 'Never'],
  'workstations.boundAt': ['绑定于', 'Bound'],
  'workstations.unsent': ['未上传', 'Unsent'],
  'workstations.unsentUnknown': ['未知', 'Unknown'],
  'workstations.state': ['状态', 'State'],
  'workstations.active': ['使用中', 'In use'],
  'workstations.drain': ['已停用', 'Revoked'],
  'workstations.lost': ['已按遗失停用', 'Revoked as lost'],
  'workstations.revoke': ['停用…', 'Revoke…'],
  'workstations.revokeOne': ['停用 {{account}} 的工作站 {{ws}}', 'Revoke workstation {{ws}} of {{account}}'],
  'workstations.reload': ['刷新', 'Refresh'],
  'workstations.why.unreachable': ['需要联网才能查看工作站。', 'Workstations can be seen online only.'],
  'workstations.why.notGateway': ['应答的不是展审网关。', 'Something other than the gateway answered.'],
  'workstations.why.signInNeeded': ['登录已过期，请重新登录。', 'Your session has expired. Sign in again.'],
  'workstations.why.notAllowed': ['无权执行此操作。', 'You may not do that.'],
  'workstations.why.gatewayFault': [
    '网关内部出错，请稍后重试。',
    'The gateway has a fault. Try again later.',
  ],

  'revoke.title': ['停用工作站', 'Revoke a workstation'],
  'revoke.of': ['账号 {{account}}，工作站 {{ws}}', 'Account {{account}}, workstation {{ws}}'],
  'revoke.mode': ['方式', 'How'],
  'revoke.drain': ['上传后清除', 'Upload, then wipe'],
  'revoke.drain.text': [
    '该工作站下次联网时先上传未上传的决定，再清除本机数据。',
    'When it is next online it uploads what it has not sent, then wipes its data.',
  ],
  'revoke.lost': ['遗失或被盗：立即销毁', 'Lost or stolen: destroy at once'],
  'revoke.lost.text': [
    '该工作站下次联网时立即销毁密钥并清除数据。其上未上传的决定将永远无法恢复。',
    'When it is next online it destroys its keys and data at once. Decisions it has not uploaded are gone for good.',
  ],
  'revoke.lost.unsent': [
    '本机尚有 {{count}} 条未上传的决定，将一并销毁。',
    '{{count}} decisions on this PC are not uploaded and would be destroyed with it.',
    'One decision on this PC is not uploaded and would be destroyed with it.',
  ],
  'revoke.lost.confirm': ['请输入账号 {{account}} 以确认', 'Type the account {{account}} to confirm'],
  'revoke.this': [
    '这是您正在使用的工作站。停用后本机数据将被清除。',
    'This is the workstation you are using. Its data will be wiped.',
  ],
  'revoke.submit': ['停用', 'Revoke'],
  'revoke.done': ['工作站已停用。', 'The workstation was revoked.'],

  'wipe.title': ['清除本机数据', 'Wipe local data'],
  'wipe.help': [
    '销毁本账号在本机的密钥和全部数据。服务器上的数据和已上传的决定不受影响；再次使用时需联网登录并重新下载。',
    'Destroys this account’s keys and data on this PC. The server and uploaded decisions are untouched; signing in again needs a connection and downloads everything anew.',
  ],
  'wipe.open': ['清除本机数据…', 'Wipe local data…'],
  'wipe.unsettled': [
    '还有 {{count}} 条决定未了结（未上传、待回传或未生效），暂不能清除。请先联网上传，并在“同步”中处理未生效的决定。',
    '{{count}} decisions are not settled (not uploaded, awaiting the feed, or not applied), so nothing is wiped. Upload them, and resolve those under “Not applied” in Sync.',
    'One decision is not settled (not uploaded, awaiting the feed, or not applied), so nothing is wiped. Upload it, or resolve it under “Not applied” in Sync.',
  ],
  'wipe.confirm': ['请输入账号 {{account}} 以确认', 'Type the account {{account}} to confirm'],
  'wipe.submit': ['清除', 'Wipe'],
  'wipe.storageFault': [
    '未能清除：本机存储出错。请关闭其他窗口后重试。',
    'Not wiped: local storage failed. Close other windows and try again.',
  ],

  'administration.title': ['工作站管理', 'Workstation administration'],
  'administration.text': [
    '该账号没有审核范围，可在此查看并停用所有工作站。',
    'This account has nothing to review. Here you can see all workstations and revoke them.',
  ],
} as const satisfies Texts;
