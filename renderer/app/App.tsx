/** Shows what the desk's phase asks for: the way in, or the shell with its screens. */
import { Spin } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import type { DeskStatus } from '../desk/contract/status.ts';
import { useText } from '../i18n/i18n.ts';
import { SignInScreen } from '../screens/signIn/SignInScreen.tsx';
import styles from './App.module.css';
import { useStatusOf } from './DeskContext.tsx';
import { useWake } from './useWake.ts';

// The grid comes with the shell: whoever signs in need not wait for it, it arrives meanwhile.
const loadOpenDesk = () => import('./OpenDesk.tsx').then((module) => ({ default: module.OpenDesk }));
const loadAdministration = () =>
  import('../screens/settings/AdministrationScreen.tsx').then((module) => ({
    default: module.AdministrationScreen,
  }));
const OpenDesk = lazy(loadOpenDesk);
const AdministrationScreen = lazy(loadAdministration);

export function App() {
  const { t } = useText();
  const phase = useStatusOf<DeskStatus['phase']>((status) => status.phase, 'starting');
  useWake();
  useEffect(() => {
    if (phase !== 'starting')
      for (const load of [loadOpenDesk, loadAdministration]) load().catch(() => undefined);
  }, [phase]);
  return (
    <Suspense fallback={<Waiting text={t('common.loading')} />}>
      <Phase phase={phase} />
    </Suspense>
  );
}

function Phase({ phase }: { phase: DeskStatus['phase'] }) {
  const { t } = useText();
  switch (phase) {
    case 'starting':
      return <Waiting text={t('app.starting')} />;
    case 'open':
      return <OpenDesk />;
    case 'administration':
      return <AdministrationScreen />;
    default:
      return <SignInScreen />;
  }
}

function Waiting({ text }: { text: string }) {
  return (
    <main className={styles.middle}>
      <Spin />
      <p>{text}</p>
    </main>
  );
}
