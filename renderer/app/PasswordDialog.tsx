/** Changing the password, here and at the gateway. */
import { Alert, App, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { signInRefusalText } from '../i18n/signInRefusalText.ts';
import { Dialog } from '../ui/dialogs/Dialog.tsx';
import { useDesk } from './DeskContext.tsx';
import styles from './PasswordDialog.module.css';

const LENGTH_MIN = 10;

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const ids = { current: useId(), next: useId(), repeat: useId() };
  const [given, setGiven] = useState({ current: '', next: '', repeat: '' });
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (given.next.length < LENGTH_MIN) return setFault(t('account.password.short'));
    if (given.next !== given.repeat) return setFault(t('account.password.differs'));
    setIsBusy(true);
    try {
      const reply = await desk.changePassword({ current: given.current, next: given.next });
      if (!reply.ok) return setFault(signInRefusalText(t, reply));
      if (reply.unlocksWithFormer) void message.warning(t('account.password.notNoted'), 15);
      else void message.success(t('account.password.done'));
      onClose();
    } catch (thrown) {
      setFault(String(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  const field = (name: keyof typeof given, autoComplete: string) => (
    <label htmlFor={ids[name]}>
      {t(`account.password.${name}`)}
      <Input.Password
        id={ids[name]}
        value={given[name]}
        autoComplete={autoComplete}
        onChange={({ target }) => setGiven({ ...given, [name]: target.value })}
      />
    </label>
  );
  return (
    <Dialog title={t('account.password')} onClose={onClose} width={420} keysTitle={t('keys.section.dialog')}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {field('current', 'current-password')}
        {field('next', 'new-password')}
        {field('repeat', 'new-password')}
        {fault !== null && <Alert type="error" title={fault} showIcon />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('account.password')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
