/** Making a decisions pack on the road. */
import { Alert, Button } from 'antd';
import { useDesk } from '../../../app/DeskContext.tsx';
import type { DecisionsPackMade, PackRefused } from '../../../desk/contract/packs.ts';
import { useText } from '../../../i18n/i18n.ts';
import { PackFate } from '../../../travel/PackFields.tsx';
import styles from '../../../travel/travel.module.css';
import { PassphraseTwice } from './PassphraseTwice.tsx';
import { usePackMaking } from './usePackMaking.ts';

export function DecisionsPackForm() {
  const { t } = useText();
  const desk = useDesk();
  const { secrets, task, saved, onSubmit } = usePackMaking<DecisionsPackMade, PackRefused>(
    'decisions',
    (passphrase) => desk.makeDecisionsPack({ passphrase }),
  );
  return (
    <form className={styles.form} onSubmit={onSubmit} aria-label={t('travel.back.make')}>
      <p className={styles.soft}>{t('travel.back.hint')}</p>
      <PassphraseTwice secrets={secrets} />
      <PackFate progress={task.progress} fault={task.fault} canStop={false} />
      {task.done && saved !== 'saved' && <Alert type="warning" showIcon title={t(`travel.saved.${saved}`)} />}
      {task.done && saved === 'saved' && (
        <Alert type="success" showIcon title={t('travel.back.done', { count: task.done.decisions })} />
      )}
      <Button type="primary" htmlType="submit" loading={task.isBusy} disabled={!secrets.isTyped}>
        {t('travel.back.make')}
      </Button>
    </form>
  );
}
