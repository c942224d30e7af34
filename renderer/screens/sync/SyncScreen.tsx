/** Screen 4, the sync centre: what waits, conflicts, what failed, all decisions, and the log. */
import { App } from 'antd';
import { useState } from 'react';
import { useDesk, useDeskStatus } from '../../app/DeskContext.tsx';
import { navigate, parseRoute, useHash } from '../../app/route.ts';
import type { DeskStatus } from '../../desk/contract/status.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import tabStyles from '../../review/screen/screen.module.css';
import { ActionButton } from '../../ui/ActionButton.tsx';
import frame from '../../ui/frame.module.css';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { DecisionTable } from './DecisionTable.tsx';
import { LogTable } from './LogTable.tsx';
import { NewsTable } from './NewsTable.tsx';
import styles from './SyncScreen.module.css';
import { isOfTab, TrayPane } from './TrayPane.tsx';
import { TravelPane } from './travel/TravelPane.tsx';
import { useLoaded } from './useLoaded.ts';

const TABS = ['queue', 'conflicts', 'failed', 'news', 'decisions', 'travel', 'log'] as const;
type Tab = (typeof TABS)[number];
const RECENT_MAX = 500;
/** A route to one parked decision, whichever tab it lies in. */
const PARKED = 'parked:';

export function SyncScreen() {
  const status = useDeskStatus();
  return status && <OpenSyncScreen status={status} />;
}

function OpenSyncScreen({ status }: { status: DeskStatus }) {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const [isBusy, setIsBusy] = useState(false);
  const route = parseRoute(useHash());
  const { outbox, lastSyncAt, connectivity, dataVersion, lastAct, unreadNews } = status;
  const waiting = outbox.window + outbox.queued + outbox.inFlight;
  const asked = route.screen === 'sync' ? route.tab : undefined;
  const openId = asked?.startsWith(PARKED) ? asked.slice(PARKED.length) : null;
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
  // Whatever changes what the tables show; they ask the desk again when it does.
  const version = `${dataVersion} ${waiting} ${outbox.inFlight} ${outbox.parked} ${outbox.conflicts} ${lastAct?.state ?? ''} ${lastAct?.batchId ?? ''}`;
  const failed = outbox.parked - outbox.conflicts;
  const counts = useCounts(version, {
    queue: waiting,
    conflicts: outbox.conflicts,
    failed,
    news: unreadNews,
  });
  const openTab = useTabOf(openId, version);
  // Where there is work on arrival; it stays there when the last of it is done.
  const [landing] = useState<Tab>(outbox.conflicts > 0 ? 'conflicts' : failed > 0 ? 'failed' : 'queue');
  const tab: Tab = TABS.find((each) => each === asked) ?? openTab ?? landing;
  return (
    <div className={frame.screen}>
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
        <ActionButton chord="F5" loading={isBusy} onClick={() => void syncNow()}>
          {t('syncCentre.now')}
        </ActionButton>
      </header>
      <div role="tablist" aria-label={t('syncCentre.title')} className={frame.tabs} data-f6="" tabIndex={-1}>
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
      {connectivity === 'offline' && <p className={styles.offline}>{t('syncCentre.offline')}</p>}
      {(tab === 'conflicts' || tab === 'failed') && (
        <TrayPane key={tab} tab={tab} version={version} openId={openId} />
      )}
      {tab !== 'conflicts' && tab !== 'failed' && (
        <ScrollRegion className={styles.body} isF6 label={t(`syncCentre.tab.${tab}`, { count: counts[tab] })}>
          {tab === 'queue' && (
            <DecisionTable
              load={() => desk.outbox()}
              version={version}
              emptyTitle={t('syncCentre.empty.queue')}
              emptyText={t('syncCentre.empty.queue.text')}
            />
          )}
          {tab === 'decisions' && (
            <DecisionTable
              load={() => desk.recentDecisions(RECENT_MAX)}
              version={version}
              emptyTitle={t('syncCentre.empty.decisions')}
              emptyText=""
            />
          )}
          {tab === 'news' && <NewsTable version={version} />}
          {tab === 'travel' && <TravelPane version={version} />}
          {tab === 'log' && <LogTable version={version} />}
        </ScrollRegion>
      )}
    </div>
  );
}

/** The counts on the tabs; how long decisions and log are has to be asked for. */
function useCounts(
  version: string,
  told: Record<'queue' | 'conflicts' | 'failed' | 'news', number>,
): Record<Tab, number> {
  const desk = useDesk();
  const asked = useLoaded(
    async () => ({
      decisions: (await desk.recentDecisions(RECENT_MAX)).length,
      log: (await desk.syncLog()).length,
    }),
    version,
  );
  return { ...told, decisions: 0, travel: 0, log: 0, ...(asked.phase === 'ready' ? asked.value : {}) };
}

/** The tab of a parked decision that a route names. */
function useTabOf(openId: string | null, version: string): Tab | null {
  const desk = useDesk();
  const found = useLoaded(
    async () =>
      openId === null ? null : ((await desk.tray()).find((row) => row.decisionId === openId) ?? null),
    `${openId} ${openId === null ? '' : version}`,
  );
  if (found.phase !== 'ready' || found.value === null) return null;
  return isOfTab(found.value, 'conflicts') ? 'conflicts' : 'failed';
}
