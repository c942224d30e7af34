/** Screen 4, the sync centre: what waits, what did not take effect, all decisions, and the log. */
import { App } from 'antd';
import { useState } from 'react';
import { useDesk, useDeskStatus } from '../../app/DeskContext.tsx';
import { navigate, parseRoute, useHash } from '../../app/route.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import tabStyles from '../../review/screen/screen.module.css';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { DecisionTable } from './DecisionTable.tsx';
import { LogTable } from './LogTable.tsx';
import styles from './SyncScreen.module.css';
import { Tray } from './Tray.tsx';

const TABS = ['queue', 'tray', 'decisions', 'log'] as const;
type Tab = (typeof TABS)[number];
const RECENT_MAX = 500;

export function SyncScreen() {
  const { t } = useText();
  const desk = useDesk();
  const status = useDeskStatus();
  const { message } = App.useApp();
  const [isBusy, setIsBusy] = useState(false);
  const route = parseRoute(useHash());
  if (!status) return null;
  const { outbox, lastSyncAt, connectivity, dataVersion, lastAct } = status;
  const waiting = outbox.window + outbox.queued + outbox.inFlight;
  const asked = route.screen === 'sync' ? route.tab : undefined;
  const tab: Tab = TABS.find((each) => each === asked) ?? (outbox.parked > 0 ? 'tray' : 'queue');
  const syncNow = async () => {
    setIsBusy(true);
    try {
      await desk.syncNow();
    } catch (fault) {
      void message.error(String(fault));
    } finally {
      setIsBusy(false);
    }
  };
  const counts: Record<Tab, number> = { queue: waiting, tray: outbox.parked, decisions: 0, log: 0 };
  // Whatever changes what the tables show; they ask the desk again when it does.
  const version = `${dataVersion} ${waiting} ${outbox.inFlight} ${outbox.parked} ${lastAct?.state ?? ''} ${lastAct?.batchId ?? ''}`;
  return (
    <div className={styles.screen}>
      <header className={styles.head} data-f6="" tabIndex={-1}>
        <h1>{t('syncCentre.title')}</h1>
        <span>
          {lastSyncAt === null
            ? t('syncCentre.never')
            : t('syncCentre.lastAt', { time: recently(lastSyncAt, Date.now()) })}
        </span>
        <span className={styles.soft}>
          {t('syncCentre.counts', {
            window: outbox.window,
            queued: outbox.queued,
            inFlight: outbox.inFlight,
          })}
        </span>
        {connectivity === 'offline' && <span className={styles.warning}>{t('syncCentre.nowOffline')}</span>}
        <ActionButton chord="F5" loading={isBusy} onClick={() => void syncNow()}>
          {t('syncCentre.now')}
        </ActionButton>
      </header>
      <div role="tablist" aria-label={t('syncCentre.title')} className={styles.tabs} data-f6="" tabIndex={-1}>
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === tab}
            className={tabStyles.tab}
            onClick={() => navigate({ screen: 'sync', tab: each })}
          >
            {t(`syncCentre.tab.${each}`, { count: counts[each] })}
          </button>
        ))}
      </div>
      <ScrollRegion className={styles.body} isF6 label={t(`syncCentre.tab.${tab}`, { count: counts[tab] })}>
        {tab === 'queue' && (
          <DecisionTable
            load={() => desk.outbox()}
            version={version}
            emptyTitle={t('syncCentre.empty.queue')}
            emptyText={t('syncCentre.empty.queue.text')}
          />
        )}
        {tab === 'tray' && <Tray version={version} />}
        {tab === 'decisions' && (
          <DecisionTable
            load={() => desk.recentDecisions(RECENT_MAX)}
            version={version}
            emptyTitle={t('syncCentre.empty.decisions')}
            emptyText=""
          />
        )}
        {tab === 'log' && <LogTable version={version} />}
      </ScrollRegion>
    </div>
  );
}
