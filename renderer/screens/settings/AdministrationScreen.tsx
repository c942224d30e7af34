/** The landing screen of an account that reviews nothing but looks after workstations. */
import { Button } from 'antd';
import { useCallback } from 'react';
import { useDesk, useStatusPart } from '../../app/DeskContext.tsx';
import { LanguageSwitch } from '../../app/Header.tsx';
import { useIdleLock } from '../../app/useIdleLock.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './Workstations.module.css';

/** Nothing is kept here to unlock again, so that leaving it alone signs out. */
const IDLE_MINUTES = 15;

import { Workstations } from './Workstations.tsx';

export function AdministrationScreen() {
  const { t } = useText();
  const desk = useDesk();
  const administrator = useStatusPart((status) => status.administrator);
  const leave = useCallback(() => void desk.signOut(), [desk]);
  useIdleLock(IDLE_MINUTES, leave);
  return (
    <div className={styles.page}>
      <header>
        <strong>{t('app.name')}</strong>
        <span>{administrator?.displayName}</span>
        <LanguageSwitch />
        <Button onClick={leave}>{t('account.signOut')}</Button>
      </header>
      <main>
        <h1>{t('administration.title')}</h1>
        <p>{t('administration.text')}</p>
        <Workstations />
      </main>
    </div>
  );
}
