/** The way in without a network: a travel pack sets this computer up. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { TakePackForm } from '../../travel/TakePackForm.tsx';
import styles from './SignInScreen.module.css';
import type { Gateway } from './useGateway.ts';

export function TravelStart(props: { gateway: Gateway; gatewayField: ReactNode; onBack: () => void }) {
  const { t } = useText();
  const chosen = async () => {
    const set = await props.gateway.save();
    if (!set.ok) throw new Error(t(`signIn.gateway.${set.why}`));
    return set.gateway;
  };
  return (
    <section className={styles.form} aria-label={t('travel.start')}>
      <h2>{t('travel.start')}</h2>
      <p className={styles.soft}>{t('travel.start.text')}</p>
      {props.gatewayField}
      <TakePackForm isNew gateway={chosen} />
      <Button type="link" onClick={props.onBack}>
        {t('travel.start.back')}
      </Button>
    </section>
  );
}
