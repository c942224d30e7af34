/** Shows what the desk's phase asks for: the way in, or the shell with its screens. */
import { Spin } from 'antd';
import type { DeskStatus } from '../desk/contract/status.ts';
import { useText } from '../i18n/i18n.ts';
import { ReviewProvider } from '../review/ReviewProvider.tsx';
import { AdministrationScreen } from '../screens/settings/AdministrationScreen.tsx';
import { SignInScreen } from '../screens/signIn/SignInScreen.tsx';
import styles from './App.module.css';
import { useStatusOf } from './DeskContext.tsx';
import { Shell } from './Shell.tsx';
import { useWake } from './useWake.ts';

export function App() {
  const { t } = useText();
  const phase = useStatusOf<DeskStatus['phase']>((status) => status.phase, 'starting');
  const account = useStatusOf((status) => status.account?.name ?? '', '');
  useWake();
  switch (phase) {
    case 'starting':
      return (
        <main className={styles.middle}>
          <Spin />
          <p>{t('app.starting')}</p>
        </main>
      );
    case 'open':
      return (
        <ReviewProvider key={account}>
          <Shell />
        </ReviewProvider>
      );
    case 'administration':
      return <AdministrationScreen />;
    default:
      return <SignInScreen />;
  }
}
