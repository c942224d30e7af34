/** Packs in the sync centre: at home taken along and handed in, on the road brought back and renewed. */
import { useEffect, useState } from 'react';
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

const ASK_EVERY_MS = 2_000;

export function TravelPane({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const [tick, setTick] = useState(0);
  const loaded = useLoaded(() => desk.travelState(), `${version} ${tick}`);
  const isWaiting = loaded.phase === 'ready' && loaded.value.left > 0;
  useEffect(() => {
    // Out of reach nothing else tells that an undo window has ended.
    const timer = isWaiting ? setInterval(() => setTick((now) => now + 1), ASK_EVERY_MS) : undefined;
    return () => clearInterval(timer);
  }, [isWaiting]);
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
