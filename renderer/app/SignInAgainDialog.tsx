/** The session has expired while reviewing: sign in again without leaving the screen. */
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { signInRefusalText } from '../i18n/signInRefusalText.ts';
import { Dialog } from '../ui/dialogs/Dialog.tsx';
import { useDesk, useStatusOf } from './DeskContext.tsx';
import styles from './PasswordDialog.module.css';

export function SignInAgainDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const account = useStatusOf((status) => status.account?.name ?? '', '');
  const id = useId();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    try {
      const reply = await desk.signIn({ account, password });
      if (reply.ok) onClose();
      else setFault(signInRefusalText(t, reply));
    } catch (thrown) {
      setFault(String(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title={t('account.signInAgain')}
      onClose={onClose}
      width={420}
      keysTitle={t('keys.section.dialog')}
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <p>{t('account.signInAgain.text')}</p>
        <label htmlFor={id}>
          {account} · {t('signIn.password')}
          <Input.Password
            id={id}
            value={password}
            autoComplete="current-password"
            onChange={({ target }) => setPassword(target.value)}
          />
        </label>
        {fault !== null && <Alert type="error" title={fault} showIcon />}
        <div className={styles.buttons}>
          <Button type="primary" htmlType="submit" loading={isBusy} disabled={password === ''}>
            {t('signIn.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
