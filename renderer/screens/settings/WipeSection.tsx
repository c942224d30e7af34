/** Wiping this account's local data: refused while a decision is not settled, confirmed by typing the account. */
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import { useText } from '../../i18n/i18n.ts';
import { TypedNameDialog } from '../../ui/dialogs/TypedNameDialog.tsx';
import styles from './SettingsScreen.module.css';

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
  const isBarred = unsettled !== null && unsettled > 0;
  return (
    <TypedNameDialog
      title={t('wipe.title')}
      confirmText={t('wipe.submit')}
      cancelText={t('common.cancel')}
      keysTitle={t('keys.section.dialog')}
      ask={isBarred ? null : { name: account, text: t('wipe.confirm', { account }) }}
      isDisabled={unsettled !== 0}
      onConfirm={async () => {
        const reply = await desk.wipe();
        return !reply.ok && reply.why === 'storageFault' ? t('wipe.storageFault') : null;
      }}
      onClose={onClose}
    >
      <p>{t('wipe.help')}</p>
      {isBarred && <Alert type="warning" showIcon title={t('wipe.unsettled', { count: unsettled })} />}
    </TypedNameDialog>
  );
}
