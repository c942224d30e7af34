/** Says that local data was destroyed here, whose and why. */
import { Alert } from 'antd';
import type { WipedNotice } from '../../desk/contract/access.ts';
import { useText } from '../../i18n/i18n.ts';

export function WipedAlert({ wiped }: { wiped: WipedNotice }) {
  const { t } = useText();
  const { account, why, notApplied } = wiped;
  const text =
    why === 'drained' && notApplied > 0
      ? t('wiped.drainedNotApplied', { account, count: notApplied })
      : t(`wiped.${why}`, { account });
  return <Alert type={why === 'own' || why === 'retention' ? 'info' : 'error'} title={text} showIcon />;
}
