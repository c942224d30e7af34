/** The account's menu: lock, change password, sign out; leaving with a queue says that it is safe. */
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { useDesk, useStatusPart } from './DeskContext.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';

export function AccountMenu() {
  const { t } = useText();
  const desk = useDesk();
  const account = useStatusPart((status) => status.account);
  const [isPasswordOpen, setIsPasswordOpen] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  if (!account) return null;
  return (
    <>
      <Dropdown
        trigger={['click']}
        autoFocus
        // Inside the header, so that the menu belongs to a landmark.
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
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
            else setIsLeaving(true);
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
      {isLeaving && <SignOutDialog onClose={() => setIsLeaving(false)} />}
    </>
  );
}
