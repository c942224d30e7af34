/** Wiping this account's local data: refused while a decision is not settled, confirmed by typing the account. */
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import styles from './SettingsScreen.module.css';
import forms from './Workstations.module.css';

export function WipeSection() {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={styles.section}>
      <h2>{t('wipe.title')}</h2>
      <p className={styles.hint}>{t('wipe.help')}</p>
      <Button danger onClick={() => setIsOpen(true)}>
        {t('wipe.open')}
      </Button>
      {isOpen && <WipeDialog onClose={() => setIsOpen(false)} />}
    </section>
  );
}

/** How many decisions stand in the way, null while that is being asked. */
function useUnsettled(): number | null {
  const desk = useDesk();
  const version = useStatusOf(({ dataVersion }) => dataVersion, 0);
  const [count, setCount] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is settled changes with the data
  useEffect(() => {
    desk.unsettledCount().then(setCount, () => setCount(null));
  }, [desk, version]);
  return count;
}

function WipeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const account = useStatusOf((status) => status.account?.name ?? '', '');
  const unsettled = useUnsettled();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isConfirmed = unsettled === 0 && typed.trim() === account;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed) return;
    setIsBusy(true);
    try {
      const reply = await desk.wipe();
      if (!reply.ok && reply.why === 'storageFault') setFault(t('wipe.storageFault'));
    } catch (thrown) {
      setFault(String(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog title={t('wipe.title')} onClose={onClose} width={480} keysTitle={t('keys.section.dialog')}>
      <form className={forms.form} onSubmit={(event) => void submit(event)}>
        <p>{t('wipe.help')}</p>
        {unsettled !== null && unsettled > 0 ? (
          <Alert type="warning" showIcon title={t('wipe.unsettled', { count: unsettled })} />
        ) : (
          <label htmlFor={id}>
            {t('wipe.confirm', { account })}
            <Input
              id={id}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
        )}
        {fault !== null && <Alert type="error" title={fault} showIcon />}
        <div className={forms.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" danger htmlType="submit" loading={isBusy} disabled={!isConfirmed}>
            {t('wipe.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
