/** What nobody can open any more, and starting over beside it. */
import type { Texts } from './pairs.ts';

export const startOverTexts = {
  'nothingOpens.title': ['本机数据打不开了', 'The data on this PC cannot be opened'],
  'nothingOpens.why': [
    '口令没有问题，但没有一把钥匙对得上：本机原来的钥匙已失，网关的恢复密钥也不是当初的那一把。',
    'The password is right, but no key fits any more: this PC’s own is lost, and the gateway’s recovery key is another one.',
  ],
  'nothingOpens.safe': ['已上传的决定都在网关，安全。', 'What was uploaded is safe with the gateway.'],
  'nothingOpens.unsent': [
    '还有 {{count}} 条未上传的决定在本机磁盘上，原封未动，但现在无法读取。',
    '{{count}} decisions that were not uploaded are still on the disk, untouched, but cannot be read now.',
    'One decision that was not uploaded is still on the disk, untouched, but cannot be read now.',
  ],
  'nothingOpens.noUnsent': [
    '据本机所记，没有未上传的决定。',
    'As far as this PC can tell, nothing was waiting to be uploaded.',
  ],
  'nothingOpens.later': [
    '找回原来的系统用户或密钥环，或管理员恢复网关原来的密钥后，即可再打开。',
    'It opens again once the former system user or keyring is back, or your administrator restores the gateway’s former key.',
  ],
  'startOver.open': ['重新开始…', 'Start over…'],
  'startOver.title': ['重新开始', 'Start over'],
  'startOver.help': [
    '为 {{account}} 新建一份本机数据，内容从网关重新下载。打不开的那一份原样放在一旁，不会删除，登录页上仍能选到。',
    'Makes new data for {{account}} on this PC, downloaded from the gateway. What cannot be opened is put aside as it is; it is not deleted and stays in the list on this page.',
  ],
  'startOver.again': [
    '其中 {{count}} 条未上传的决定不会随之上传：请重新审核，或等那一份能打开时再上传。',
    'The {{count}} decisions in it are not uploaded: make them again, or upload them once it opens.',
    'The decision in it is not uploaded: make it again, or upload it once it opens.',
  ],
  'startOver.submit': ['放在一旁，重新开始', 'Put aside and start over'],
  'signIn.aside': ['{{day}} 起放在一旁', 'Put aside since {{day}}'],
  'signIn.asideChosen': [
    '这是放在一旁的一份。打开后改用这一份，现用的放在一旁。',
    'This one was put aside. Opening it puts it to use and the present one aside.',
  ],
} as const satisfies Texts;
