/** No key fits this PC's data any more: what happened, what is safe and what is not, and starting over beside it. */
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { WorkstationSummary } from '../../desk/contract/status.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import styles from './SignInScreen.module.css';

interface NothingOpensProps {
  workstation: WorkstationSummary;
  isBusy: boolean;
  onStartOver: () => void;
}

export function NothingOpens({ workstation, isBusy, onStartOver }: NothingOpensProps) {
  const { t } = useText();
  const [isAsking, setIsAsking] = useState(false);
  const { unsent, asideSince } = workstation;
  return (
    <div className={styles.nothingOpens}>
      <Alert
        type="error"
        showIcon
        title={t('nothingOpens.title')}
        description={
          <>
            <p>{t('nothingOpens.why')}</p>
            <ul>
              <li>{t('nothingOpens.safe')}</li>
              <li>{unsent > 0 ? t('nothingOpens.unsent', { count: unsent }) : t('nothingOpens.noUnsent')}</li>
              <li>{t('nothingOpens.later')}</li>
            </ul>
            {asideSince === null && (
              <Button onClick={() => setIsAsking(true)} loading={isBusy}>
                {t('startOver.open')}
              </Button>
            )}
          </>
        }
      />
      {isAsking && (
        <StartOverDialog
          workstation={workstation}
          onClose={() => setIsAsking(false)}
          onConfirmed={() => {
            setIsAsking(false);
            onStartOver();
          }}
        />
      )}
    </div>
  );
}

function StartOverDialog(props: {
  workstation: WorkstationSummary;
  onClose: () => void;
  onConfirmed: () => void;
}) {
  const { t } = useText();
  const { account, unsent } = props.workstation;
  const id = useId();
  const [typed, setTyped] = useState('');
  const isConfirmed = typed.trim() === account;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) props.onConfirmed();
  };
  return (
    <Dialog
      title={t('startOver.title')}
      onClose={props.onClose}
      width={480}
      keysTitle={t('keys.section.dialog')}
    >
      <form className={styles.form} onSubmit={submit}>
        <p>{t('startOver.help', { account })}</p>
        {unsent > 0 && <Alert type="warning" showIcon title={t('startOver.again', { count: unsent })} />}
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
        <div className={styles.buttons}>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button type="primary" danger htmlType="submit" disabled={!isConfirmed}>
            {t('startOver.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
