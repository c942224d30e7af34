/** No key fits this PC's data any more: what happened, what is safe and what is not, and starting over beside it. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { WorkstationSummary } from '../../desk/contract/status.ts';
import { useText } from '../../i18n/i18n.ts';
import { TypedNameDialog } from '../../ui/dialogs/TypedNameDialog.tsx';
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
  return (
    <TypedNameDialog
      title={t('startOver.title')}
      confirmText={t('startOver.submit')}
      cancelText={t('common.cancel')}
      keysTitle={t('keys.section.dialog')}
      ask={{ name: account, text: t('wipe.confirm', { account }) }}
      onConfirm={async () => {
        props.onConfirmed();
        return null;
      }}
      onClose={props.onClose}
    >
      <p>{t('startOver.help', { account })}</p>
      {unsent > 0 && <Alert type="warning" showIcon title={t('startOver.again', { count: unsent })} />}
    </TypedNameDialog>
  );
}
