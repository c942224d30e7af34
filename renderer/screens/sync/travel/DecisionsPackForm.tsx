/** Making a decisions pack on the road. */
import { Alert, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useDesk } from '../../../app/DeskContext.tsx';
import type { SaveFileOutcome } from '../../../app/saveFile.ts';
import type { DecisionsPackMade } from '../../../desk/contract/packs.ts';
import { useText } from '../../../i18n/i18n.ts';
import { PackFate, SecretField } from '../../../travel/PackFields.tsx';
import styles from '../../../travel/travel.module.css';
import { usePackTask } from '../../../travel/usePackTask.ts';
import { savePack } from './savePack.ts';
import { useSecrets } from './useSecrets.ts';

export function DecisionsPackForm() {
  const { t } = useText();
  const desk = useDesk();
  const secrets = useSecrets();
  const [saved, setSaved] = useState<SaveFileOutcome>('saved');
  const task = usePackTask<DecisionsPackMade>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = secrets.fault();
    if (wrong !== null) return task.refuse(t(wrong));
    const { passphrase } = secrets;
    const isMade = await task.run(
      () => desk.makeDecisionsPack({ passphrase }),
      async (made) => setSaved(await savePack('decisions', made)),
    );
    if (isMade) secrets.clear();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('travel.back.make')}>
      <p className={styles.soft}>{t('travel.back.hint')}</p>
      <SecretField
        label={t('travel.passphrase')}
        hint={t('travel.passphrase.hint')}
        value={secrets.passphrase}
        onChange={secrets.setPassphrase}
        autoComplete="new-password"
      />
      <SecretField
        label={t('travel.passphrase.repeat')}
        value={secrets.repeat}
        onChange={secrets.setRepeat}
        autoComplete="new-password"
      />
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
