/** What the reviewer has to know before going on: connection trouble and notices, each with what to do. */
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Notice } from '../desk/contract/status.ts';
import { recently } from '../i18n/format.ts';
import { type Translate, useText } from '../i18n/i18n.ts';
import { useDesk, useStatusPart } from './DeskContext.tsx';
import styles from './Shell.module.css';
import { SignInAgainDialog } from './SignInAgainDialog.tsx';

const GRAVE: readonly string[] = [
  'storageFault',
  'spaceLow',
  'newerData',
  'journalFull',
  'journalFailed',
  'evicted',
  'notSaved',
  'pullStopped',
];

function noticeText(t: Translate, notice: Notice): string {
  switch (notice.code) {
    case 'clockSkew':
      return t('notice.clockSkew', { minutes: notice.minutes });
    case 'pullStopped':
      return t(`notice.pullStopped.${notice.detail}`);
    case 'itemRejectedByGateway':
      return t('notice.itemRejectedByGateway', { count: notice.count });
    case 'evicted':
      return t('notice.evicted', { count: notice.count });
    case 'notSaved':
      return t('notice.notSaved', { count: notice.count, name: notice.name });
    case 'storageFault':
      return t(notice.isRestartToConfirm ? 'notice.storageFault.confirm' : 'notice.storageFault');
    default:
      return t(`notice.${notice.code}`);
  }
}

type Action = 'signIn' | 'confirm' | 'persist' | 'close';

function actionOf(notice: Notice): Action | undefined {
  if (notice.code === 'storageFault') return notice.isRestartToConfirm ? 'confirm' : undefined;
  if (notice.code === 'notPersisted') return 'persist';
  return GRAVE.includes(notice.code) ? undefined : 'close';
}

export function Banners() {
  const { t } = useText();
  const desk = useDesk();
  const status = useStatusPart(({ connectivity, needsSignIn, lastSyncAt, notices, outbox }) => ({
    connectivity,
    needsSignIn,
    lastSyncAt,
    notices,
    unsent: outbox.window + outbox.queued + outbox.inFlight,
  }));
  const [closed, setClosed] = useState<string[]>([]);
  const [isSigningIn, setIsSigningIn] = useState(false);
  const { message } = App.useApp();
  const askPersistence = async () => {
    // Chromium keeps the data of sites whose notifications are allowed.
    if (typeof Notification !== 'undefined' && Notification.permission === 'default')
      await Notification.requestPermission();
    const isGranted = await desk.askPersistence();
    if (isGranted) void message.success(t('notice.notPersisted.granted'));
    else void message.warning(t('notice.notPersisted.refused'));
  };
  if (!status) return null;
  const { connectivity, needsSignIn, lastSyncAt, notices, unsent } = status;
  const lines: { id: string; text: string; isGrave: boolean; action?: Action }[] = [];
  if (connectivity === 'offline' && lastSyncAt !== null) {
    lines.push({
      id: 'offline',
      text: t('banner.offline', { time: recently(lastSyncAt, Date.now()) }),
      isGrave: false,
    });
  }
  if (connectivity === 'signInNeeded') {
    lines.push({ id: connectivity, text: t('account.signInAgain.text'), isGrave: false, action: 'signIn' });
  }
  if (connectivity === 'revoked' && unsent > 0) {
    const text = t(needsSignIn ? 'banner.drainingSignIn' : 'banner.draining', { count: unsent });
    lines.push({
      id: connectivity,
      text,
      isGrave: true,
      ...(needsSignIn ? { action: 'signIn' as const } : {}),
    });
  } else if (
    connectivity === 'notGateway' ||
    connectivity === 'updateNeeded' ||
    connectivity === 'gatewayOutdated' ||
    connectivity === 'revoked' ||
    connectivity === 'foreign'
  ) {
    lines.push({
      id: connectivity,
      text: t(`banner.${connectivity}`),
      isGrave: connectivity !== 'notGateway',
    });
  }
  for (const notice of notices) {
    const id = JSON.stringify(notice);
    const isGrave = GRAVE.includes(notice.code);
    if (isGrave || !closed.includes(id)) {
      const action = actionOf(notice);
      lines.push({ id, text: noticeText(t, notice), isGrave, ...(action ? { action } : {}) });
    }
  }
  return (
    <section className={styles.banners} aria-label={t('banner.label')} hidden={lines.length === 0}>
      {lines.map(({ id, text, isGrave, action }) => (
        <div key={id} className={`${styles.banner} ${isGrave ? styles.bannerError : ''}`}>
          <span>{text}</span>
          {action === 'signIn' && (
            <Button size="small" onClick={() => setIsSigningIn(true)}>
              {t('account.signInAgain')}
            </Button>
          )}
          {action === 'confirm' && (
            <Button size="small" onClick={() => void desk.confirmRestarted()}>
              {t('notice.storageFault.confirmed')}
            </Button>
          )}
          {action === 'persist' && (
            <Button size="small" onClick={() => void askPersistence()}>
              {t('notice.notPersisted.ask')}
            </Button>
          )}
          {(action === 'close' || action === 'persist') && (
            <Button
              size="small"
              type="text"
              className={styles.bannerClose ?? ''}
              aria-label={t('common.close')}
              onClick={() => setClosed([...closed, id])}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      {isSigningIn && <SignInAgainDialog onClose={() => setIsSigningIn(false)} />}
    </section>
  );
}
