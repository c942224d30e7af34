/** The frame of an open desk: header, navigation, the screen, the status strip, and the keys that work everywhere. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { RecentDecisions } from '../review/RecentDecisions.tsx';
import { UnitScreen } from '../screens/units/UnitScreen.tsx';
import { SkeletonLines } from '../ui/feedback/States.tsx';
import { useSubstitution } from '../ui/keys/KeyProvider.tsx';
import { parseSubstitution } from '../ui/keys/substitution.ts';
import { useAnnounce } from './Announcer.tsx';
import { Banners } from './Banners.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { useDesk } from './DeskContext.tsx';
import { DesktopHost } from './DesktopHost.tsx';
import { Header } from './Header.tsx';
import { HintBar } from './HintBar.tsx';
import { KeySheetDialog } from './KeySheetDialog.tsx';
import { Navigation } from './Navigation.tsx';
import { NewsBanner } from './NewsBanner.tsx';
import { usePractice } from './practice/practiceContext.ts';
import { parseRoute, type ScreenName, useHash } from './route.ts';
import styles from './Shell.module.css';
import { StatusStrip } from './StatusStrip.tsx';
import { useGlobalKeys } from './useGlobalKeys.ts';
import { useIdleLock } from './useIdleLock.ts';
import { useSettings } from './useSettings.ts';

const loadAttendees = () =>
  import('../screens/attendees/AttendeeScreen.tsx').then((module) => ({ default: module.AttendeeScreen }));
const loadImport = () =>
  import('../screens/import/ImportScreen.tsx').then((module) => ({ default: module.ImportScreen }));
const loadSync = () =>
  import('../screens/sync/SyncScreen.tsx').then((module) => ({ default: module.SyncScreen }));
const loadProgress = () =>
  import('../screens/progress/ProgressScreen.tsx').then((module) => ({ default: module.ProgressScreen }));
const loadExport = () =>
  import('../screens/export/ExportScreen.tsx').then((module) => ({ default: module.ExportScreen }));
const loadSettings = () =>
  import('../screens/settings/SettingsScreen.tsx').then((module) => ({ default: module.SettingsScreen }));
const AttendeeScreen = lazy(loadAttendees);
const ImportScreen = lazy(loadImport);
const SyncScreen = lazy(loadSync);
const ProgressScreen = lazy(loadProgress);
const ExportScreen = lazy(loadExport);
const SettingsScreen = lazy(loadSettings);

/** Fetches the other screens once the first stands: the network may be gone when they are asked for. */
function usePreloadedScreens(): void {
  useEffect(() => {
    for (const load of [loadAttendees, loadImport, loadSync, loadProgress, loadExport, loadSettings])
      load().catch(() => undefined);
  }, []);
}

/** What was said last names people: it must not stay in the page once the desk is locked. */
function useSilenceAtLock(): void {
  const announce = useAnnounce();
  useEffect(() => () => announce(''), [announce]);
}

export type ShellDialog = 'keys' | 'commands' | 'recent' | null;

function Screen({ name }: { name: ScreenName }) {
  switch (name) {
    case 'units':
      return <UnitScreen />;
    case 'attendees':
      return <AttendeeScreen />;
    case 'import':
      return <ImportScreen />;
    case 'sync':
      return <SyncScreen />;
    case 'progress':
      return <ProgressScreen />;
    case 'export':
      return <ExportScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

export function Shell() {
  const { t } = useText();
  const desk = useDesk();
  const [dialog, setDialog] = useState<ShellDialog>(null);
  const { screen } = parseRoute(useHash());
  const { settings } = useSettings();
  const practice = usePractice();
  const lock = useCallback(() => void desk.lock(), [desk]);
  useIdleLock(settings?.idleLockMinutes ?? 15, lock);
  useSubstitution(useMemo(() => parseSubstitution(settings?.keys), [settings?.keys]));
  useGlobalKeys(setDialog);
  useSilenceAtLock();
  usePreloadedScreens();
  useEffect(() => {
    document.title = `${t(`nav.${screen}`)} · ${t('app.name')}`;
  }, [screen, t]);
  const close = () => setDialog(null);
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        {t('app.skip')}
      </button>
      <Header onKeys={() => setDialog('keys')} />
      <Navigation current={screen} />
      <Banners />
      <NewsBanner />
      <HintBar screen={screen} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<SkeletonLines count={12} label={t('common.loading')} />}>
          <Screen name={screen} />
        </Suspense>
      </main>
      <StatusStrip />
      {!practice.isOn && <DesktopHost />}
      {dialog === 'keys' && <KeySheetDialog onClose={close} />}
      {dialog === 'commands' && <CommandPalette onClose={close} />}
      {dialog === 'recent' && <RecentDecisions onClose={close} />}
    </div>
  );
}
