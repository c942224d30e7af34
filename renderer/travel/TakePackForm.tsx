/** Taking a travel pack in, on the way in or in an open traveller. */
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useDesk } from '../app/DeskContext.tsx';
import type { TravelPackTaken } from '../desk/contract/packs.ts';
import { count, monthDayClock } from '../i18n/format.ts';
import { useText } from '../i18n/i18n.ts';
import { FileField, PackFate, SecretField } from './PackFields.tsx';
import styles from './travel.module.css';
import { usePackTask } from './usePackTask.ts';

/** `isNew`: nobody is signed in, and the pack sets a workstation of the account up. */
export function TakePackForm({
  isNew = false,
  gateway,
}: {
  isNew?: boolean;
  gateway?: () => Promise<string | null>;
}) {
  const { t } = useText();
  const desk = useDesk();
  const accountId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const { isBusy, progress, fault, done, run } = usePackTask<TravelPackTaken>();
  const isReady = file !== null && password !== '' && passphrase !== '' && (!isNew || account.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || !isReady) return;
    const isTaken = await run(async () => {
      const origin = (await gateway?.()) ?? null;
      return desk.takeTravelPack({
        file,
        passphrase,
        password,
        ...(isNew ? { account: account.trim() } : {}),
        ...(origin === null ? {} : { gateway: origin }),
      });
    });
    if (!isTaken) return;
    setPassword('');
    setPassphrase('');
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('travel.in.open')}>
      <FileField label={t('travel.file')} file={file} onChange={setFile} />
      {isNew && (
        <div className={styles.field}>
          <label htmlFor={accountId}>{t('travel.account')}</label>
          <Input
            id={accountId}
            value={account}
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            onChange={({ target }) => setAccount(target.value)}
          />
        </div>
      )}
      <SecretField
        label={t('travel.in.password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <SecretField label={t('travel.passphrase')} value={passphrase} onChange={setPassphrase} />
      <PackFate progress={progress} fault={fault} canStop={false} />
      {done && <Alert type="success" showIcon title={takenText(t, done)} />}
      <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isReady}>
        {t('travel.in.open')}
      </Button>
    </form>
  );
}

function takenText(t: ReturnType<typeof useText>['t'], done: TravelPackTaken): string {
  const said = t('travel.in.done', {
    units: count(done.units),
    attendees: count(done.attendees),
    images: count(done.images),
    receipts: count(done.receipts),
    time: monthDayClock(done.madeAt),
  });
  return done.parked > 0 ? `${said} ${t('travel.in.parked', { count: done.parked })}` : said;
}
