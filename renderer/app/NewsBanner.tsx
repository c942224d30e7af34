/** Says once what others did to one's own decisions or units, and leads to the list of it. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { NewsRow } from '../desk/contract/secretariat.ts';
import { useText } from '../i18n/i18n.ts';
import { useSubGroupName } from '../review/useSubGroupName.ts';
import { useDesk, useStatusOf } from './DeskContext.tsx';
import { navigate } from './route.ts';
import styles from './Shell.module.css';

export function NewsBanner() {
  const { t } = useText();
  const desk = useDesk();
  const nameOf = useSubGroupName();
  const unread = useStatusOf((status) => status.unreadNews, 0);
  const [newest, setNewest] = useState<NewsRow | null>(null);
  useEffect(() => {
    if (unread === 0) {
      setNewest(null);
      return;
    }
    let isWanted = true;
    desk.news().then(
      (rows) => isWanted && setNewest(rows.find(({ isRead }) => !isRead) ?? null),
      // The tab with all of it says what went wrong.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [desk, unread]);
  if (unread === 0 || !newest) return null;
  const first = t(`banner.news.${newest.what}`, {
    by: newest.by,
    name: newest.name ?? t('news.noName'),
    other: nameOf(newest.subGroupId ?? ''),
  });
  return (
    <section className={styles.banner} aria-label={t('syncCentre.tab.news', { count: unread })}>
      <span>{t('banner.news', { count: unread, first })}</span>
      <Button size="small" onClick={() => navigate({ screen: 'sync', tab: 'news' })}>
        {t('common.view')}
      </Button>
      <Button
        size="small"
        type="text"
        className={styles.bannerClose ?? ''}
        aria-label={t('common.close')}
        onClick={() => void desk.markNewsRead()}
      >
        ×
      </Button>
    </section>
  );
}
