/** The account's menu: lock, change password, sign out; leaving with a queue says that it is safe. */
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { useDesk, useDeskStatus } from './DeskContext.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

export function AccountMenu() {
  const { t } = useText();
  const desk = useDesk();
  const status = useDeskStatus();
  const { modal, message } = App.useApp();
  const [isPasswordOpen, setIsPasswordOpen] = useState(false);
  const account = status?.account;
  if (!account) return null;
  const { window: waiting, queued, inFlight } = status.outbox;
  const unsent = waiting + queued + inFlight;
  const signOut = () => {
    modal.confirm({
      title: t('account.signOut.ask'),
      content: unsent > 0 ? t('account.signOut.unsent', { count: unsent }) : t('account.signOut.clean'),
      okText: t('account.signOut'),
      cancelText: t('common.cancel'),
      onOk: () => desk.signOut().catch((fault: unknown) => void message.error(String(fault))),
    });
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'lock', label: `${t('account.lock')} (Ctrl+L)` },
            { key: 'password', label: t('account.password') },
            { type: 'divider' },
            { key: 'signOut', label: t('account.signOut') },
          ],
          onClick: ({ key }) => {
            if (key === 'lock') void desk.lock();
            else if (key === 'password') setIsPasswordOpen(true);
            else signOut();
          },
        }}
      >
        <Button
          type="text"
          aria-label={t('header.account', { name: account.displayName })}
          aria-haspopup="menu"
        >
          {account.displayName} ▾
        </Button>
      </Dropdown>
      {isPasswordOpen && <PasswordDialog onClose={() => setIsPasswordOpen(false)} />}
    </>
  );
}
