/** Leaving: what is not uploaded yet is named, and stays. */
import { App } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { ConfirmDialog } from '../ui/dialogs/ConfirmDialog.tsx';
import { useDesk, useStatusOf } from './DeskContext.tsx';

export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const unsent = useStatusOf(({ outbox }) => outbox.window + outbox.queued + outbox.inFlight, 0);
  return (
    <ConfirmDialog
      title={t('account.signOut.ask')}
      confirmText={t('account.signOut')}
      cancelText={t('common.cancel')}
      keysTitle={t('keys.section.dialog')}
      onConfirm={() => desk.signOut().catch((fault: unknown) => void message.error(String(fault)))}
      onClose={onClose}
    >
      <p>{unsent > 0 ? t('account.signOut.unsent', { count: unsent }) : t('account.signOut.clean')}</p>
    </ConfirmDialog>
  );
}
