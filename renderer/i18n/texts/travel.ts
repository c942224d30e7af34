/** Travel packs: carried along, taken in, brought back, handed in. */
import type { Texts } from './pairs.ts';

export const travelTexts = {
  'syncCentre.tab.travel': ['旅行包', 'Travel pack'],
  'travel.passphrase': ['旅行口令', 'Pack passphrase'],
  'travel.passphrase.repeat': ['再输一次旅行口令', 'Pack passphrase again'],
  'travel.passphrase.hint': [
    '至少 10 位，不能与登录口令相同。忘记后无法找回，只能重新制作。',
    'At least 10 characters, and not your password. It cannot be recovered; the pack can be made again.',
  ],
  'travel.passphrase.differs': ['两次输入的旅行口令不同。', 'The two passphrases differ.'],
  'travel.password': ['登录口令', 'Your password'],
  'travel.account': ['账号', 'Account'],
  'travel.file': ['选择旅行包', 'Choose a travel pack'],
  'travel.file.decisions': ['选择决定包', 'Choose a decisions pack'],
  'travel.file.none': ['未选择文件', 'No file chosen'],
  'travel.stop': ['停止', 'Stop'],

  'travel.out.title': ['带走', 'Take along'],
  'travel.out.text': [
    '把本账号审核范围内的全部材料做成一个加密文件，带到没有网络的电脑上审核。14 天内可以打开。',
    'Puts everything in your scope into one encrypted file, for reviewing on a computer without a network. It opens for 14 days.',
  ],
  'travel.out.images': ['图片', 'Images'],
  'travel.out.images.none': ['不带', 'None'],
  'travel.out.images.most': ['最多 {{count}} MB', 'Up to {{count}} MB'],
  'travel.out.images.openOnly': [
    '只带待办的图片（否则待办的优先，有余量再带其余）',
    'Only those still to be reviewed (else these first, and the others if there is room)',
  ],
  'travel.out.images.subGroups': ['图片只带这些分团的', 'Images of these sub-groups only'],
  'travel.out.images.allSubGroups': ['全部分团', 'All sub-groups'],
  'travel.out.make': ['制作旅行包', 'Make the travel pack'],
  'travel.out.done': [
    '已制作：{{units}} 个单位、{{attendees}} 人、{{images}} 张图片，带回执 {{receipts}} 条。{{until}} 前可以打开。',
    'Made. Units: {{units}}; people: {{attendees}}; images: {{images}}; receipts: {{receipts}}. It opens until {{until}}.',
  ],
  'travel.out.leftOut': [
    '{{count}} 张图片未带上。',
    '{{count}} images were left out.',
    'One image was left out.',
  ],
  'travel.saved.cancelled': ['没有保存文件，可以重新制作。', 'The file was not saved; make it again.'],
  'travel.saved.failed': [
    '文件未能写入，请换个位置重新制作。',
    'The file could not be written; make it again for another place.',
  ],

  'travel.in.title': ['导入新的旅行包', 'Take a newer pack in'],
  'travel.in.text': [
    '更新本机材料，并取回已交回决定的回执。数据截至 {{time}}。',
    'Renews what is here and brings the receipts of what was handed in. The data here is as of {{time}}.',
  ],
  'travel.in.open': ['导入旅行包', 'Take the pack in'],
  'travel.in.done': [
    '已导入：{{units}} 个单位、{{attendees}} 人、{{images}} 张图片，数据截至 {{time}}。收到回执 {{receipts}} 条。',
    'Taken in. Units: {{units}}; people: {{attendees}}; images: {{images}}; as of {{time}}. Receipts that came with it: {{receipts}}.',
  ],
  'travel.in.parked': [
    '其中 {{count}} 条未生效，见“未生效”。',
    '{{count}} of them did not take effect; they are under “Not applied”.',
    'One of them did not take effect; it is under “Not applied”.',
  ],
  'travel.in.password': ['登录口令（制作旅行包时的）', 'Your password (as it was when the pack was made)'],
  'travel.start': ['从旅行包打开', 'Open from a travel pack'],
  'travel.start.text': [
    '没有网络时，用在联网电脑上制作的旅行包在本机审核。以后用登录口令解锁。',
    'Without a network, review here with a pack made on a computer that has one. Your password unlocks it from then on.',
  ],
  'travel.start.back': ['返回登录', 'Back to sign in'],

  'travel.back.title': ['带回决定', 'Bring decisions back'],
  'travel.back.text': [
    '可带回 {{ready}} 条决定，其中 {{packed}} 条已在以前的决定包里。',
    'Decisions that can be brought back: {{ready}}; in a pack already: {{packed}}.',
  ],
  'travel.back.left': [
    '另有 {{count}} 条仍在撤销时限内，稍后再带。',
    '{{count}} more can still be undone; they go later.',
    'One more can still be undone; it goes later.',
  ],
  'travel.back.hint': [
    '进入决定包的决定不能再撤销，只能另作“撤回”。同一文件可以重复交回，不会重复生效。',
    'What is in a pack can no longer be undone, only withdrawn. The same file may be handed in again; nothing takes effect twice.',
  ],
  'travel.back.make': ['制作决定包', 'Make the decisions pack'],
  'travel.back.done': [
    '已写入 {{count}} 条决定。请在联网电脑上用同一账号交回。',
    '{{count}} decisions are in the file. Hand it in on a computer with a network, under the same account.',
    'One decision is in the file. Hand it in on a computer with a network, under the same account.',
  ],

  'travel.handIn.title': ['交回决定包', 'Hand a decisions pack in'],
  'travel.handIn.text': [
    '把在没有网络的电脑上作出的决定交给网关。网关逐条判定；重复交回不会重复生效。',
    'Gives the gateway what was decided on a computer without a network. The gateway judges each; handing in again changes nothing.',
  ],
  'travel.handIn.do': ['交回', 'Hand in'],
  'travel.handIn.done': [
    '共 {{decisions}} 条：生效 {{applied}} 条，未生效 {{failed}} 条；其中 {{replayed}} 条网关此前已收到。',
    'Decisions: {{decisions}}. In effect: {{applied}}; not: {{failed}}; known to the gateway before: {{replayed}}.',
  ],
  'travel.handIn.next': [
    '请再制作一个旅行包带去，回执随包送达后，那台电脑的待上传会清空。',
    'Take a new travel pack there: the receipts come with it, and that computer’s queue empties.',
  ],
  'travel.handIn.notApplied': ['未生效的决定', 'Decisions not in effect'],
  'travel.handIn.column.name': ['对象', 'Subject'],
  'travel.handIn.column.decision': ['决定', 'Decision'],
  'travel.handIn.column.why': ['原因', 'Why'],
  'travel.handIn.part': ['已交回 {{done}} / {{total}} 条。', '{{done}} of {{total}} were handed in.'],
  'travel.result.stale': ['材料已更新', 'The material was amended'],
  'travel.result.decided': ['已有不同决定', 'Somebody decided otherwise'],
  'travel.result.gone': ['已不存在', 'No longer there'],
  'travel.result.forbidden': ['已不在审核范围', 'No longer in scope'],
  'travel.result.invalid': ['不符合规则', 'Refused by a rule'],
  'travel.result.fingerprint-mismatch': ['同一编号的内容不同', 'The same id came with other content'],
  'travel.result.sequence-reused': [
    '序号已被另一台电脑用过，导入下一个旅行包后会重新编号',
    'Its number was used by another computer; it is numbered anew with the next travel pack',
  ],

  'travel.stage.reading': ['正在核对文件…', 'Checking the file…'],
  'travel.stage.submissions': ['材料 {{done}} / {{total}}', 'Submissions {{done}} / {{total}}'],
  'travel.stage.images': ['图片 {{done}}', 'Images {{done}}'],
  'travel.stage.sealing': ['正在写文件…', 'Writing the file…'],
  'travel.stage.handIn': ['已交回 {{done}} / {{total}}', 'Handed in {{done}} / {{total}}'],

  'travel.stage.of.reading': ['核对文件的进度', 'How far the check has come'],
  'travel.stage.of.submissions': ['材料的进度', 'How far the submissions have come'],
  'travel.stage.of.images': ['图片的进度', 'How far the images have come'],
  'travel.stage.of.sealing': ['写文件的进度', 'How far the file is written'],
  'travel.stage.of.handIn': ['交回的进度', 'How far handing in has come'],

  'travel.why.notPack': ['这不是展审台的旅行包或决定包。', 'This is no pack of the review desk.'],
  'travel.why.newerFormat': [
    '这个包由更新版本的展审台制作，请先更新本机程序。',
    'This pack was made by a newer version; update the program here first.',
  ],
  'travel.why.truncated': ['文件不完整，请重新复制。', 'The file is cut off; copy it again.'],
  'travel.why.damaged': [
    '文件已损坏或被改动，没有读入任何内容。请重新复制或重新制作。',
    'The file is damaged or was altered; nothing of it was used. Copy it again or make it anew.',
  ],
  'travel.why.tooLarge': ['文件超过 1 GB，不能打开。', 'The file is over 1 GB and cannot be opened.'],
  'travel.why.wrongPassphrase': ['旅行口令不对。', 'The passphrase is wrong.'],
  'travel.why.wrongPassword': ['登录口令不对。', 'The password is wrong.'],
  'travel.why.keyStore': [
    '系统密钥库没有应答，无法核对登录口令。请解锁系统密钥环后重试。',
    'The system’s key store does not answer, so the password cannot be checked. Unlock the keyring and try again.',
  ],
  'travel.why.passphraseShort': ['旅行口令至少 10 位。', 'The passphrase needs at least 10 characters.'],
  'travel.why.passphraseIsPassword': [
    '旅行口令不能与登录口令相同。',
    'The passphrase must not be your password.',
  ],
  'travel.why.wrongKind': [
    '文件种类不对：旅行包用于导入，决定包用于交回。',
    'The wrong kind of file: travel packs are taken in, decisions packs are handed in.',
  ],
  'travel.why.foreignAccount': [
    '这个包属于另一个账号。请用制作它的账号。',
    'This pack is another account’s. Use the account that made it.',
  ],
  'travel.why.foreignEdition': ['这个包属于另一届展会。', 'This pack is of another edition.'],
  'travel.why.foreignGateway': [
    '这个包来自另一个网关地址，不能在这里打开。',
    'This pack comes from another gateway address and cannot be opened here.',
  ],
  'travel.why.older': [
    '本机的数据比这个包新，没有导入。请用较新的旅行包。',
    'What is here is newer than this pack, so nothing was taken in. Use a newer one.',
  ],
  'travel.why.expired': [
    '这个旅行包已超过 14 天，其中的授权不再有效。请重新制作。',
    'This pack is over 14 days old and its grants no longer count. Make a new one.',
  ],
  'travel.why.notGranted': ['本账号没有导出权限。', 'This account may not export.'],
  'travel.why.alreadyHere': [
    '本机已有该账号的数据。请先解锁，再到“同步 › 旅行包”导入。',
    'This computer has the account’s data already. Unlock it, then take the pack in under Sync › Travel pack.',
  ],
  'travel.why.notTraveller': [
    '本机不是从旅行包建立的，不能这样做。',
    'This computer was not set up from a travel pack.',
  ],
  'travel.why.unsent': [
    '还有 {{count}} 条决定未上传。请等它们上传后再制作，以免在外重复审核。',
    '{{count}} decisions are not uploaded yet. Wait for them, or they would be reviewed twice.',
    'One decision is not uploaded yet. Wait for it, or it would be reviewed twice.',
  ],
  'travel.why.nothing': ['没有可带回的决定。', 'There is nothing to bring back.'],
  'travel.why.offline': [
    '连不上网关，请联网后再试。',
    'The gateway cannot be reached; try again with a network.',
  ],
  'travel.why.signInNeeded': [
    '登录已失效，请重新登录后再试。',
    'The session has ended; sign in and try again.',
  ],
  'travel.why.travelForeign': [
    '网关：这个决定包来自另一个账号的电脑。',
    'The gateway says: this pack comes from another account’s computer.',
  ],
  'travel.why.travelLost': [
    '网关：那台电脑已被标为丢失，不再接受它的决定。',
    'The gateway says: that computer was reported lost; its decisions are no longer taken.',
  ],
  'travel.why.gatewayFault': [
    '网关未能处理，请稍后再试。',
    'The gateway could not handle it; try again later.',
  ],
  'travel.why.storageFault': [
    '本机存储不能写入，没有完成。',
    'This computer’s storage cannot be written, so it was not done.',
  ],
  'travel.why.elsewhere': ['另一个窗口正在使用该账号。', 'Another window is using this account.'],
  'travel.why.cancelled': ['已停止。', 'Stopped.'],
  'travel.why.busy': ['另一项旅行包操作正在进行。', 'Another pack is being worked on.'],
} as const satisfies Texts;
