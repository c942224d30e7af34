/** Asks before the week's figures are frozen for everyone. */
import { App } from 'antd';
import { useDesk } from '../../app/DeskContext.tsx';
import type { LocalProgress } from '../../desk/contract/reports.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { ConfirmDialog } from '../../ui/dialogs/ConfirmDialog.tsx';

export function PublishDialog(props: {
  week: string;
  local: LocalProgress;
  onClose: () => void;
  onDone: () => void;
}) {
  const { week, local } = props;
  const { t } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const { message } = App.useApp();
  const publish = async () => {
    const reply = await desk.publishWeek(week);
    if (!reply.ok) return void message.error(t(`progress.why.${reply.why}`));
    void message.success(t('progress.publish.done', { week }));
    props.onDone();
  };
  return (
    <ConfirmDialog
      title={t('progress.publish.title', { week })}
      confirmText={t('progress.publish.confirm')}
      cancelText={t('common.cancel')}
      keysTitle={t('keys.section.dialog')}
      onConfirm={() => publish().catch(fault)}
      onClose={props.onClose}
    >
      <p>{t('progress.publish.text', { count: local.figures.subGroups.length })}</p>
      {local.unsent > 0 && <p>{t('progress.publish.unsent', { count: local.unsent })}</p>}
    </ConfirmDialog>
  );
}
