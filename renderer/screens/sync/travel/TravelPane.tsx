/** Packs in the sync centre: at home taken along and handed in, on the road brought back and renewed. */
import { useDesk } from '../../../app/DeskContext.tsx';
import { monthDayClock } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { PackCard } from '../../../travel/PackFields.tsx';
import { TakePackForm } from '../../../travel/TakePackForm.tsx';
import styles from '../../../travel/travel.module.css';
import { useLoaded } from '../useLoaded.ts';
import { DecisionsPackForm } from './DecisionsPackForm.tsx';
import { HandInForm } from './HandInForm.tsx';
import { TravelPackForm } from './TravelPackForm.tsx';

export function TravelPane({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.travelState(), version);
  if (loaded.phase !== 'ready') return loaded.phase === 'fault' ? <p role="alert">{loaded.detail}</p> : null;
  const state = loaded.value;
  if (!state.isTraveller)
    return (
      <div className={styles.cards}>
        <PackCard title={t('travel.out.title')} text={t('travel.out.text')}>
          <TravelPackForm />
        </PackCard>
        <PackCard title={t('travel.handIn.title')} text={t('travel.handIn.text')}>
          <HandInForm />
        </PackCard>
      </div>
    );
  const asOf = state.asOf === null ? '' : monthDayClock(state.asOf);
  const backText = t('travel.back.text', { ready: state.ready, packed: state.packed });
  const leftText = state.left > 0 ? t('travel.back.left', { count: state.left }) : '';
  return (
    <div className={styles.cards}>
      <PackCard title={t('travel.back.title')} text={`${backText} ${leftText}`.trim()}>
        <DecisionsPackForm />
      </PackCard>
      <PackCard title={t('travel.in.title')} text={t('travel.in.text', { time: asOf })}>
        <TakePackForm />
      </PackCard>
    </div>
  );
}
